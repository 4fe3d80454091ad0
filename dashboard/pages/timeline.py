"""The timeline: the main picture, and the stories of the bar that is open."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pandas as pd
from dash import Dash, Input, Output, html

from dashboard import grids, theme
from dashboard.data import Desk
from dashboard.figures.clockface import Clockface
from dashboard.figures.timeline import timeline as timeline_figure
from dashboard.pages.drawing import clicked, graph
from dashboard.pages.kinds import PageOf
from dashboard.pages.states import message, nothing, rests_on
from dashboard.selection import Asked
from dashboard.tongue import tell
from feeds.coverage import Selection


def draw(desk: Desk, asked: Asked, selection: Selection, now: datetime) -> list[Any]:
    """Rows of stacked bars over the strip of exposure."""
    volume, basis = desk.volume(selection), desk.basis(selection)
    if desk.exposure(selection).empty or (volume.empty and basis.exposure + basis.captured == 0):
        return [nothing(desk, selection, basis, asked.lang)]
    figure = timeline_figure(
        volume,
        desk.missing(selection),
        desk.group_exposure(selection),
        bins=desk.bins(selection),
        selection=selection,
        basis=basis,
        names=desk.names(selection, asked.lang),
        notes=() if asked.narrow else desk.notes(selection, asked.lang),
        look=theme.LOOKS[asked.theme],
        fit=asked.fit,
    )
    return [
        graph("timeline-graph", figure, asked, "timeline", fits=True),
        rests_on(basis, asked.lang),
    ]


def opened(desk: Desk, asked: Asked, selection: Selection) -> list[Any]:
    """The stories of the bar that is open, or how to open one."""
    if not (asked.row or asked.at):
        return [html.P(tell(asked.lang, "timeline.choose"), className="grey hint")]
    table = desk.stories(selection, asked.row, asked.at, asked.series)
    names = desk.names(selection, asked.lang)
    place = _place(asked, selection, names.row(selection.rows, asked.row), names.groups)
    if table.empty:
        said = tell(asked.lang, "timeline.none", place=place)
        return [message(said, tell(asked.lang, "timeline.none_do"))]
    stories = tell(asked.lang, "common.stories", n=len(table))
    return [
        html.H2(tell(asked.lang, "timeline.title", stories=stories, place=place)),
        grids.stories(table, names, selection.zone, asked.theme),
    ]


def _place(asked: Asked, selection: Selection, row: str, groups: Any) -> str:
    parts = [row, groups.get(asked.series, "")]
    if asked.at:
        at = pd.Timestamp(asked.at).tz_convert(selection.zone)
        parts.append(Clockface([at], selection.bin, asked.lang).label(at))
    return tell(asked.lang, "common.comma").join(part for part in parts if part)


def register(app: Dash, desk: Desk) -> None:
    """A click on a bar opens its stories."""

    @app.callback(
        Output("picked", "data", allow_duplicate=True),
        Input("timeline-graph", "clickData"),
        prevent_initial_call=True,
    )
    def pick_bar(click: dict[str, Any] | None) -> dict[str, str]:
        row, at, series = clicked(click)[:3]
        return {"row": row, "at": at, "series": series}


PAGE = PageOf(draw, opened, register=register)
