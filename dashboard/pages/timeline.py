"""The timeline: the main picture, and the stories of the bar that is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import story_grid, theme
from dashboard.data import Desk
from dashboard.dressing import aria
from dashboard.figure_set import steady
from dashboard.figures.canvas import Canvas
from dashboard.figures.clockface import Clockface
from dashboard.figures.heatmap import drawn as heatmap_figure
from dashboard.figures.timeline import drawn as timeline_figure
from dashboard.pages import timeline_wires
from dashboard.pages.drawing import graph
from dashboard.pages.kinds import PageOf
from dashboard.pages.links import leads
from dashboard.pages.states import message, nothing, rests_on
from dashboard.rowing import rowed, rows_called
from dashboard.selection import Asked, grouping_of
from dashboard.tongue import tell
from dashboard.words import Names
from dashboard.words import names as names_of
from dashboard.zooming import back
from feeds.coverage import Selection

CLICKED = {"itemclick": "toggle", "groupclick": "toggleitem"}  # a key alone: its bars stay


def draw(desk: Desk, asked: Asked, selection: Selection, now: datetime) -> list[Any]:
    """Rows of stacked bars over the strip of exposure, or outlets by time."""
    selection = rowed(desk, asked, selection)
    if selection.rows == "name" and not selection.names:
        return [
            _choices(desk, asked),
            message(tell(asked.lang, "timeline.unnamed"), tell(asked.lang, "timeline.unnamed_do")),
        ]
    volume, basis = desk.volume(selection), desk.basis(selection)
    if desk.exposure(selection).empty or (volume.empty and basis.exposure + basis.captured == 0):
        return [nothing(desk, selection, basis, asked.lang)]
    heat = asked.show == "heat"
    drawn = _heat(desk, asked, selection) if heat else _bars(desk, asked, selection)
    return [_choices(desk, asked), *drawn, rests_on(basis, asked.lang)]


def _bars(desk: Desk, asked: Asked, selection: Selection) -> list[Any]:
    figure = bars(desk, asked, selection)
    figure.update_layout(legend=CLICKED)
    keys = {
        str(place): trace["legendgroup"]
        for place, trace in enumerate(figure.data)
        if trace["type"] == "bar" and trace.get("showlegend") is not False
    }
    groups = desk.names(selection, asked.lang).groups
    held = {place: group for place, group in keys.items() if group in groups}
    return [
        dcc.Store(id="timeline-keys", data=held),
        graph("timeline-graph", figure, asked, "timeline", fits=True),
    ]


def bars(desk: Desk, asked: Asked, selection: Selection, noted: bool = False) -> Canvas:
    """The picture; its headlines are slow to find and come once it stands."""
    return timeline_figure(
        desk.volume(selection),
        desk.missing(selection),
        desk.group_exposure(selection),
        bins=desk.bins(selection),
        selection=selection,
        basis=desk.basis(selection),
        names=rows_called(desk, selection, asked.lang),
        notes=desk.notes(selection, asked.lang) if noted else (),
        roomy=not asked.narrow,
        base=asked.base,
        steady=steady(desk, selection) if asked.panel else None,
        look=theme.LOOKS[asked.theme],
        fit=asked.fit,
    )


def _heat(desk: Desk, asked: Asked, selection: Selection) -> list[Any]:
    selection = replace(selection, rows="outlet")
    figure = heatmap_figure(
        desk.volume(selection),
        desk.missing(selection),
        bins=desk.bins(selection),
        selection=selection,
        basis=desk.basis(selection),
        names=desk.names(selection, asked.lang),
        groups=desk.groups(selection),
        look=theme.LOOKS[asked.theme],
        fit=asked.fit,
    )
    return [graph("heatmap-graph", figure, asked, "heatmap", fits=True)]


def _choices(desk: Desk, asked: Asked) -> html.Nav:
    """Ways to draw the same otherwise, and back from what was drawn closer."""
    lang, bars = asked.lang, asked.show == "bars"
    views: list[Any] = [
        leads(tell(lang, f"timeline.{show}"), asked, show=show) for show in ("bars", "heat")
    ]
    views[0 if bars else 1] = html.Strong(tell(lang, f"timeline.{asked.show}"))
    parts: list[Any] = [html.Span(views, className="views")]
    if bars:
        turned = "without" if asked.panel else "with"
        text = tell(lang, f"timeline.panel.{turned}")
        parts.append(leads(text, asked, panel="" if asked.panel else "yes"))
    group = _groups(desk, asked).get(asked.base, "")
    if group and bars:
        parts.append(
            html.Span(
                [
                    tell(lang, "timeline.floor", group=group) + " ",
                    leads(tell(lang, "timeline.floor_back"), asked, base=""),
                ]
            )
        )
    if asked.whole:
        link = dcc.Link(tell(lang, "timeline.whole"), href=back(asked.view()).to_url(), id="whole")
        parts.append(html.Span([tell(lang, "timeline.closer") + " ", link]))
    return html.Nav(parts, className="choices", **aria(label=tell(lang, "timeline.shown")))


def _groups(desk: Desk, asked: Asked) -> Any:
    subject = desk.subject()
    return names_of(subject, grouping_of(asked, subject), asked.lang).groups


def opened(desk: Desk, asked: Asked, selection: Selection) -> list[Any]:
    """The stories of the bar that is open, or how to open one."""
    selection = _barred(desk, asked, selection)
    if not (asked.row or asked.at):
        key = "choose_cell" if asked.show == "heat" or asked.page == "outlets" else "choose"
        return [html.P(tell(asked.lang, f"timeline.{key}"), className="grey hint")]
    table, names = _told(desk, asked, selection)
    place = _place(asked, selection, names.row(selection.rows, asked.row), names.groups)
    if table.empty:
        said = tell(asked.lang, "timeline.none", place=place)
        return [message(said, tell(asked.lang, "timeline.none_do"))]
    stories = tell(asked.lang, "common.stories", n=len(table))
    return [
        html.H2(tell(asked.lang, "timeline.title", stories=stories, place=place)),
        story_grid.grid(table, names, selection.zone, asked.theme, asked.narrow),
    ]


def block(
    desk: Desk, asked: Asked, selection: Selection, request: Mapping[str, Any]
) -> story_grid.Blocks:
    """Rows of the stories of the bar that is open."""
    selection = _barred(desk, asked, selection)
    table, names = _told(desk, asked, selection)
    return story_grid.block(table, names, selection.zone, request)


def _barred(desk: Desk, asked: Asked, selection: Selection) -> Selection:
    """The selection as the picture that was clicked shows it."""
    if asked.page != "timeline":
        return selection
    selection = rowed(desk, asked, selection)
    return replace(selection, rows="outlet") if asked.show == "heat" else selection


def _told(desk: Desk, asked: Asked, selection: Selection) -> tuple[pd.DataFrame, Names]:
    """The stories of the bar, and what things are called."""
    table = desk.stories(selection, asked.row, asked.at, asked.series)
    return table, rows_called(desk, selection, asked.lang)


def _place(asked: Asked, selection: Selection, row: str, groups: Any) -> str:
    parts = [row, groups.get(asked.series, "")]
    if asked.at:
        at = pd.Timestamp(asked.at).tz_convert(selection.zone)
        parts.append(Clockface([at], selection.bin, asked.lang).label(at))
    return tell(asked.lang, "common.comma").join(part for part in parts if part)


PAGE = PageOf(
    draw,
    opened,
    register=timeline_wires.register(bars),
    kept=True,
    begins=("figure",),
    block=block,
)
