"""Parts of a page that come once its first picture stands, each by a request of its own.

The page holds the address of what it shows in a store; each part is asked for with it, side by
side with the others, so that no part waits for another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from dash import Dash, Input, Output, State, dcc, html
from dash.exceptions import PreventUpdate

from dashboard.data import Desk
from dashboard.pages.states import problem
from dashboard.selection import Asked, from_query, lang_of, resolve
from dashboard.tongue import tell
from feeds.coverage import Selection
from feeds.errors import CoverlineError

Part = Callable[[Desk, Asked, Selection], Any]


def address(page: str, asked: Asked) -> dcc.Store:
    """What the parts of a page are asked for with."""
    return dcc.Store(id=f"{page}-of", data=asked.without_panel().to_url())


def place(page: str, name: str, lang: str) -> dcc.Loading:
    """Where a part of a page comes."""
    waits = html.P(tell(lang, "events.waiting"), className="note inset")
    return dcc.Loading(html.Div(waits, id=f"{page}-{name}"), delay_show=300)


def register(app: Dash, desk: Desk, page: str, parts: Mapping[str, Part]) -> None:
    """A callback a part."""
    for name, part in parts.items():
        _tie(app, desk, page, name, part)


def _tie(app: Dash, desk: Desk, page: str, name: str, part: Part) -> None:
    @app.callback(
        Output(f"{page}-{name}", "children"),
        Input(f"{page}-of", "data"),
        State("narrow", "data"),
    )
    def draw(url: str | None, narrow: bool | None) -> Any:
        if not url:
            raise PreventUpdate
        try:
            return drawn(desk, page, part, url, bool(narrow))
        except CoverlineError as error:
            return problem(error, lang_of(url.partition("?")[2]))


def drawn(desk: Desk, page: str, part: Part, url: str, narrow: bool = False) -> Any:
    """A part of the page of an address, all of it of one state of the data."""
    with desk.drawing():
        return part(desk, *_chosen(desk, page, url, narrow))


def _chosen(desk: Desk, page: str, url: str, narrow: bool) -> tuple[Asked, Selection]:
    asked: Any = from_query(url.partition("?")[2], desk.subject(), page=page)
    span = desk.span()
    if span is None:
        raise PreventUpdate
    return replace(asked, narrow=narrow), resolve(asked, desk.subject(), span)
