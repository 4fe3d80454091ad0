"""The parts of an event's page that come once its lanes stand, each by a callback of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dash import Dash, Input, Output, State
from dash.exceptions import PreventUpdate

from dashboard.data import Desk
from dashboard.figure_set import around
from dashboard.pages import event_figures, event_said, event_silence, event_thread
from dashboard.pages.states import problem
from dashboard.selection import Asked, from_query, lang_of, resolve
from feeds.coverage import Selection
from feeds.errors import CoverlineError

Part = Callable[[Desk, Asked, Selection, str], list[Any]]
PARTS: dict[str, Part] = {
    "sources": event_said.sources,
    "quiet": event_silence.quiet,
    "worded": event_said.worded,
    "edited": event_said.edited,
    "named": event_said.named,
}
WIDE: dict[str, Part] = {"given": event_figures.given, "thread": event_thread.thread}


def register(app: Dash, desk: Desk) -> None:
    """A callback a part, clicks on a figure's dots and on a thread's bars, ties by hand."""
    for name, part in {**PARTS, **WIDE}.items():
        _tie(app, desk, name, part)
    _clicks(app)
    event_thread.register(app, desk)


def _tie(app: Dash, desk: Desk, name: str, part: Part) -> None:
    @app.callback(
        Output(f"event-{name}", "children"), Input("event-of", "data"), State("narrow", "data")
    )
    def draw(url: str | None, narrow: bool | None) -> Any:
        if not url:
            raise PreventUpdate
        try:
            asked, whole, event_id = chosen(desk, url, bool(narrow))
            return part(desk, asked, whole, event_id)
        except CoverlineError as error:
            return problem(error, lang_of(url.partition("?")[2]))


def chosen(desk: Desk, url: str, narrow: bool) -> tuple[Asked, Selection, str]:
    """What an address of the page asks for: the event from its first to its last story."""
    asked = replace(from_query(url.partition("?")[2], desk.subject(), page="events"), narrow=narrow)
    span = desk.span()
    if span is None:
        raise PreventUpdate
    selection = resolve(asked, desk.subject(), span)
    event_id = desk.current_event(asked.event)
    told = desk.event_stories(selection, event_id)
    if told.empty:
        raise PreventUpdate
    return asked, around(selection, told, event_id), event_id


def _clicks(app: Dash) -> None:
    @app.callback(
        Output("picked", "data", allow_duplicate=True),
        Input("given-graph", "clickData"),
        prevent_initial_call=True,
    )
    def pick_claim(click: dict[str, Any] | None) -> dict[str, str]:
        return {"story": _carried(click)}

    @app.callback(
        Output("picked", "data", allow_duplicate=True),
        Input("thread-graph", "clickData"),
        prevent_initial_call=True,
    )
    def pick_event(click: dict[str, Any] | None) -> dict[str, str]:
        return {"event": _carried(click)}


def _carried(click: dict[str, Any] | None) -> str:
    facts = click["points"][0].get("customdata") if click else None
    if not isinstance(facts, list) or not facts:
        raise PreventUpdate
    return str(facts[0])
