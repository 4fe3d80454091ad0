"""The stories: a search with facets, a grid of what it finds, and files of all of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, dcc, html
from dash.exceptions import PreventUpdate

from dashboard import finding, seeking
from dashboard.data import Desk
from dashboard.dressing import aria
from dashboard.pages.facets import drawn
from dashboard.pages.found_files import KINDS, address, named, serve
from dashboard.pages.found_grid import grid, rows
from dashboard.pages.kinds import PageOf
from dashboard.pages.links import leads
from dashboard.pages.states import computed, message
from dashboard.selection import Asked, from_query, resolve
from dashboard.tongue import tell
from dashboard.tongue.places import zone_name
from feeds.coverage import Selection
from feeds.errors import CoverlineError, QueryError

UNUSED = ("bin", "rows", "measure", "counting")


def draw(desk: Desk, asked: Asked, selection: Selection, now: datetime) -> list[Any]:
    """The search, and what it finds."""
    say = partial(tell, asked.lang)
    head = [html.H1(say("stories.title")), _box(asked)]
    try:
        page = finding.found(desk, asked, selection)
    except QueryError as error:
        told = message(say(f"stories.wrong.{error.kind}", at=error.at), say("stories.grammar"))
        return [*head, told]
    names = desk.names(selection, asked.lang)
    if not page.total:
        return [*head, _facets(asked), _none(asked)]
    return [
        *head,
        _told(asked, page.total, selection),
        html.Div(
            [_facets(asked), grid(names, asked.theme, asked.clock, asked.narrow)],
            className="beside",
        ),
    ]


def _box(asked: Asked) -> html.Div:
    say = partial(tell, asked.lang)
    return html.Div(
        [
            dmc.TextInput(
                id="sought",
                value=asked.q,
                placeholder=say("stories.placeholder"),
                attributes={"input": {"dir": "auto", "maxlength": "500"}},
                className="sought",
                **aria(label=say("stories.search")),
            ),
            html.Button(say("stories.search"), id="seek", type="button"),
            html.Details(
                [html.Summary(say("stories.how")), html.P(say("stories.grammar"))],
                className="how",
            ),
        ],
        className="search",
        role="search",
    )


def _told(asked: Asked, total: int, selection: Selection) -> html.Div:
    """How many there are, in which order, and the ways to take them along."""
    say = partial(tell, asked.lang)
    other = "oldest" if asked.order == "newest" else "newest"
    files = [
        html.A(
            tell(asked.lang, f"stories.as_{kind}"), href=address(asked, kind), download=named(kind)
        )
        for kind in KINDS
    ]
    said = say(
        "stories.found",
        stories=say("common.stories", n=total),
        zone=zone_name(asked.lang, selection.zone),
    )
    return html.Div(
        [
            html.Span(f"{said} "),
            html.Span(f"{say(f'stories.order.{asked.order}')} · "),
            leads(say(f"stories.to.{other}"), asked, order=other),
            html.Span([f" · {say('stories.take')} ", *_parted(files)]),
            html.Span([" · ", computed(asked.lang, "search")]),
        ],
        className="grey",
        id="found",
    )


def _parted(items: list[Any]) -> list[Any]:
    return [part for item in items for part in (item, " ")]


def _facets(asked: Asked) -> html.Div:
    """Where the facets come: they are counted once the page is there."""
    url = asked.without_panel().to_url()
    return html.Div([dcc.Store(id="facets-of", data=url), html.Div(id="facets")], className="aside")


def _none(asked: Asked) -> html.Div:
    return message(tell(asked.lang, "stories.none"), tell(asked.lang, "stories.none_do"))


def register(app: Dash, desk: Desk) -> None:
    """The search, the facets, and the files."""
    serve(app.server, desk)
    seeking.register(app, "sought", "seek")
    _count(app, desk)


def block(
    desk: Desk, asked: Asked, selection: Selection, request: Mapping[str, Any]
) -> tuple[list[dict[str, Any]], int]:
    """The rows that the grid asks for, and how many there are."""
    page = finding.found(desk, asked, selection, max(0, int(request["startRow"])))
    names = desk.names(selection, asked.lang)
    return rows(page, names, selection.zone, asked.clock), page.total


def _count(app: Dash, desk: Desk) -> None:
    @app.callback(Output("facets", "children"), Input("facets-of", "data"))
    def count(url: str | None) -> Any:
        if not url:
            raise PreventUpdate
        try:
            asked, selection = chosen(desk, url)
            return desk.page(lambda: drawn(desk, asked, selection), "facets", url)
        except CoverlineError:
            return []  # the page itself says what is wrong


def chosen(desk: Desk, url: str) -> tuple[Asked, Selection]:
    """What an address of this page asks for; SelectionError where it cannot be read."""
    asked = from_query(url.partition("?")[2], desk.subject(), page="stories")
    span = desk.span()
    if span is None:
        raise PreventUpdate
    return asked, resolve(asked, desk.subject(), span)


PAGE = PageOf(draw, unused=UNUSED, register=register, begins=("grid",), block=block)
