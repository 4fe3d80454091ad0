"""The outlets: who published when, and what became of each outlet's time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from dash import Dash, Input, Output

from dashboard import theme
from dashboard.data import Desk
from dashboard.figures.exposure import exposure as exposure_figure
from dashboard.figures.heatmap import heatmap as heatmap_figure
from dashboard.pages import timeline
from dashboard.pages.drawing import clicked, graph
from dashboard.pages.kinds import PageOf
from dashboard.pages.states import nothing, rests_on
from dashboard.selection import Asked
from feeds.coverage import Selection


def draw(desk: Desk, asked: Asked, selection: Selection, now: datetime) -> list[Any]:
    """Outlets by time, and the calendar of exposure."""
    selection = replace(selection, rows="outlet")
    basis, exposed = desk.basis(selection), desk.exposure(selection)
    if exposed.empty:
        return [nothing(desk, selection, basis, asked.lang)]
    names, look = desk.names(selection, asked.lang), theme.LOOKS[asked.theme]
    heat = heatmap_figure(
        desk.volume(selection),
        desk.missing(selection),
        bins=desk.bins(selection),
        selection=selection,
        basis=basis,
        names=names,
        groups=desk.groups(selection),
        look=look,
    )
    calendar = exposure_figure(
        exposed,
        bins=desk.bins(selection),
        selection=selection,
        basis=basis,
        names=names,
        look=look,
    )
    return [
        graph("heatmap-graph", heat, asked, "heatmap"),
        rests_on(basis, asked.lang),
        graph("exposure-graph", calendar, asked, "exposure"),
        rests_on(basis, asked.lang, "exposure"),
    ]


def opened(desk: Desk, asked: Asked, selection: Selection) -> list[Any]:
    """The stories of the cell that is open."""
    return timeline.opened(desk, asked, replace(selection, rows="outlet"))


def register(app: Dash, desk: Desk) -> None:
    """A click on a cell opens its stories."""

    @app.callback(
        Output("picked", "data", allow_duplicate=True),
        Input("heatmap-graph", "clickData"),
        prevent_initial_call=True,
    )
    def pick_cell(click: dict[str, Any] | None) -> dict[str, str]:
        row, at = clicked(click)[:2]
        return {"row": row, "at": at}


PAGE = PageOf(draw, opened, unused=("rows",), register=register)
