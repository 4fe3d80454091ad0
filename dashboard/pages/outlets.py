"""The outlets: what each gave more attention than the others, two beside one another, or one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pandas as pd
from dash import Dash, Input, Output, html

from dashboard import theme
from dashboard.data import Desk
from dashboard.dressing import aria
from dashboard.figures.against import drawn as against_figure
from dashboard.figures.exposure import drawn as exposure_figure
from dashboard.pages import one_outlet, outlets_compared, timeline
from dashboard.pages.drawing import clicked, graph
from dashboard.pages.kinds import PageOf
from dashboard.pages.links import leads
from dashboard.pages.states import nothing, rests_on
from dashboard.selection import Asked
from dashboard.tongue import tell
from feeds import coverage
from feeds.coverage import Selection

SHORT = timedelta(days=21)  # a span so short is cut into days


def gridded(asked: Asked, selection: Selection) -> Selection:
    """The selection of the grid: weeks, or days where the span is short; outlets where they are
    chosen or asked for, else groups."""
    short = selection.to_at - selection.from_at <= SHORT
    by_outlet = bool(asked.outlets) or asked.rows == "outlet" or not selection.grouping.groups
    rows: Any = "outlet" if by_outlet else "group"
    size: Any = "day" if short else "week"
    return replace(selection, rows=rows, bin=size, measure="attention")


def draw(desk: Desk, asked: Asked, selection: Selection, now: datetime) -> list[Any]:
    """The grid, the comparison, or the page of one outlet."""
    if desk.exposure(selection).empty:
        return [nothing(desk, selection, desk.basis(selection), asked.lang)]
    if len(asked.outlets) == 1:
        return [_ways(asked), *one_outlet.drawn(desk, asked, replace(selection, rows="outlet"))]
    if asked.compare and len(asked.outlets) > 1:
        chosen = replace(selection, rows="outlet")
        return [_ways(asked), *outlets_compared.drawn(desk, asked, chosen)]
    return [
        _ways(asked),
        *_grid(desk, asked, gridded(asked, selection)),
        *_calendar(desk, asked, selection),
    ]


def _ways(asked: Asked) -> html.Nav:
    """Other ways to look at the outlets."""
    lang, links = asked.lang, []
    if asked.compare or len(asked.outlets) == 1:
        links.append(leads(tell(lang, "outlets.every"), asked, outlets=(), compare=""))
    if asked.compare:
        links.append(leads(tell(lang, "outlets.grid"), asked, compare=""))
    elif len(asked.outlets) > 1:
        links.append(leads(tell(lang, "outlets.compare"), asked, compare="yes"))
    elif not asked.outlets:
        other = "topic" if asked.rows == "outlet" else "outlet"
        text = tell(lang, f"outlets.by_{'group' if other == 'topic' else 'outlet'}")
        links.append(leads(text, asked, rows=other))
    return html.Nav(links, className="choices", **aria(label=tell(lang, "outlets.shown")))


def _grid(desk: Desk, asked: Asked, selection: Selection) -> list[Any]:
    basis = desk.basis(selection)
    figure = against_figure(
        desk.read(coverage.against, selection),
        seen(desk, selection),
        bins=desk.bins(selection),
        selection=selection,
        basis=basis,
        names=desk.names(selection, asked.lang),
        look=theme.LOOKS[asked.theme],
        fit=asked.fit,
    )
    return [
        graph("against-graph", figure, asked, fits=True),
        rests_on(basis, asked.lang, "measures"),
    ]


def seen(desk: Desk, selection: Selection) -> pd.DataFrame:
    """row, bin_at, observed of the grid's rows."""
    if selection.rows == "group":
        return desk.group_exposure(selection).rename(columns={"group": "row"})
    return desk.exposure(selection).rename(columns={"outlet_id": "row"})


def _calendar(desk: Desk, asked: Asked, selection: Selection) -> list[Any]:
    selection = replace(selection, rows="outlet")
    figure = exposure_figure(
        desk.exposure(selection),
        bins=desk.bins(selection),
        selection=selection,
        basis=desk.basis(selection),
        names=desk.names(selection, asked.lang),
        look=theme.LOOKS[asked.theme],
        fit=asked.fit,
    )
    return [
        graph("exposure-graph", figure, asked, "exposure", fits=True),
        rests_on(desk.basis(selection), asked.lang, "exposure"),
    ]


def opened(desk: Desk, asked: Asked, selection: Selection) -> list[Any]:
    """The stories of the cell that is open: `series` is its topic."""
    if not (asked.at and asked.series) or len(asked.outlets) == 1 or asked.compare:
        return []
    chosen = replace(
        gridded(asked, selection), topics=(asked.series,), measure="count", scope="all"
    )
    return timeline.opened(desk, replace(asked, series=""), chosen)


def register(app: Dash, desk: Desk) -> None:
    """A click on a cell opens its stories."""

    @app.callback(
        Output("picked", "data", allow_duplicate=True),
        Input("against-graph", "clickData"),
        prevent_initial_call=True,
    )
    def pick_cell(click: dict[str, Any] | None) -> dict[str, str]:
        row, at, topic = clicked(click)[:3]
        return {"row": row, "at": at, "series": topic}


PAGE = PageOf(draw, opened, unused=("bin", "measure", "rows"), register=register, kept=True)
