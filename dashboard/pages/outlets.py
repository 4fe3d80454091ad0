"""The outlets: what each gave more attention than the others, two beside one another, or one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from dash import Dash, Input, Output, html

from dashboard import theme
from dashboard.absent import NothingToDraw
from dashboard.data import Desk
from dashboard.dressing import aria
from dashboard.figure_more import drawer
from dashboard.figure_outlets import gridded, sketch
from dashboard.figures.exposure import drawn as exposure_figure
from dashboard.pages import one_outlet, outlets_compared, timeline
from dashboard.pages.drawing import clicked, graph, manner_of
from dashboard.pages.kinds import PageOf
from dashboard.pages.links import leads
from dashboard.pages.states import message, nothing, rests_on
from dashboard.selection import Asked
from dashboard.story_grid import Blocks
from dashboard.tongue import tell
from feeds.coverage import Selection

# What is asked of all outlets, and the part of the help that says how it is computed.
GUIDES = {
    "usual": "measures",
    **dict.fromkeys(("first", "lags", "who-led"), "timing"),
    **dict.fromkeys(("citations", "wording"), "words"),
    "silence": "silence",
}


def draw(desk: Desk, asked: Asked, selection: Selection, now: datetime) -> list[Any]:
    """The grid, the comparison, or the page of one outlet."""
    if desk.exposure(selection).empty:
        return [nothing(desk, selection, desk.basis(selection), asked.lang)]
    if len(asked.outlets) == 1:
        return [_ways(asked), *one_outlet.drawn(desk, asked, replace(selection, rows="outlet"))]
    if asked.compare and len(asked.outlets) > 1:
        chosen = replace(selection, rows="outlet")
        return [_ways(asked), *outlets_compared.drawn(desk, asked, chosen)]
    looks = [_looks(asked), _each(desk, asked, selection), _ways(asked)]
    if asked.figure:
        return [*looks, *_named(desk, asked, selection)]
    return [*looks, *_grid(desk, asked, selection), *_calendar(desk, asked, selection)]


def _looks(asked: Asked) -> html.Nav:
    """What can be asked of all outlets at once, the answer that is shown in bold."""
    texts = {name: tell(asked.lang, f"outlets.looks.{name or 'grid'}") for name in ("", *GUIDES)}
    links = [
        html.Strong(text) if name == asked.figure else leads(text, asked, figure=name)
        for name, text in texts.items()
    ]
    return html.Nav(links, className="choices", **aria(label=tell(asked.lang, "outlets.shown")))


def _each(desk: Desk, asked: Asked, selection: Selection) -> html.Details:
    """The watched outlets, each a way to the page of its own."""
    names = desk.names(selection, asked.lang)
    watched = sorted(
        (names.row("outlet", str(one)), str(one))
        for one in desk.exposure(selection)["outlet_id"].unique()
    )
    links = [html.Li(leads(f"\u2068{text}\u2069", asked, outlets=(one,))) for text, one in watched]
    head = html.Summary(tell(asked.lang, "outlets.each", n=len(links)))
    return html.Details([head, html.Ul(links)], className="each")


def _named(desk: Desk, asked: Asked, selection: Selection) -> list[Any]:
    """One figure of all outlets, or why there is nothing to draw."""
    name, lang = asked.figure, asked.lang
    try:
        drawing = drawer(name)(desk, selection, manner_of(asked))
    except NothingToDraw:
        return [message(tell(lang, f"print.absent.{name}"), tell(lang, "frame.none_do"))]
    return [
        graph(f"outlets-{name}", drawing.figure, asked, name, fits=True),
        rests_on(desk.basis(drawing.asked), lang, GUIDES[name]),
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
    elif not (asked.outlets or asked.figure):
        other = "topic" if asked.rows == "outlet" else "outlet"
        text = tell(lang, f"outlets.by_{'group' if other == 'topic' else 'outlet'}")
        links.append(leads(text, asked, rows=other))
    return html.Nav(links, className="choices", **aria(label=tell(lang, "outlets.shown")))


def _grid(desk: Desk, asked: Asked, selection: Selection) -> list[Any]:
    """The grid, or why nothing can be set beside the others."""
    manner = manner_of(asked)
    held = sketch(desk, selection, manner)
    if held is None:
        return [html.P(tell(asked.lang, "print.absent.against"), className="inset")]
    basis = desk.basis(held.asked)
    return [
        graph("against-graph", held.canvas, asked, "against", fits=True),
        rests_on(basis, asked.lang, "measures"),
    ]


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
    return timeline.opened(desk, replace(asked, series=""), _cell(asked, selection))


def _cell(asked: Asked, selection: Selection) -> Selection:
    return replace(gridded(selection), topics=(asked.series,), measure="count", scope="all")


def block(desk: Desk, asked: Asked, selection: Selection, request: Mapping[str, Any]) -> Blocks:
    """Rows of these."""
    return timeline.block(desk, replace(asked, series=""), _cell(asked, selection), request)


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


PAGE = PageOf(
    draw,
    opened,
    unused=("bin", "measure", "rows"),
    register=register,
    kept=True,
    begins=("figure",),
    block=block,
)
