"""The events of the selection as a list; one that is chosen has the page to itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, html
from dash.exceptions import PreventUpdate

from dashboard import happening, seeking
from dashboard.data import Desk
from dashboard.dressing import aria
from dashboard.event_grid import grid
from dashboard.pages import event, event_parts
from dashboard.pages.kinds import PageOf
from dashboard.pages.states import message, nothing, rests_on
from dashboard.selection import Asked
from dashboard.tongue import tell
from feeds.coverage import Selection
from feeds.errors import QueryError


def draw(desk: Desk, asked: Asked, selection: Selection, now: datetime) -> list[Any]:
    """The table of events, or the event that is open."""
    if asked.event:
        return event.opened(desk, asked, selection)
    say = partial(tell, asked.lang)
    head = [html.H1(say("events.title")), _box(asked)]
    try:
        table = happening.all_events(desk, asked, selection)
    except QueryError as error:
        told = message(say(f"stories.wrong.{error.kind}", at=error.at), say("stories.grammar"))
        return [*head, told]
    basis = desk.basis(selection)
    if table.empty and asked.q.strip():
        return [*head, message(say("events.none"), say("events.none_do"))]
    if table.empty:
        return [nothing(desk, selection, basis, asked.lang)]
    found = "events.below_found" if asked.q.strip() else "events.below"
    names = desk.names(selection, asked.lang)
    dark = happening.dark(desk, replace(happening.spanned(selection), rows="outlet"))
    return [
        *head,
        html.P(say(found, events=say("common.events", n=len(table))), className="grey"),
        grid(table, names, selection.zone, asked.theme, dark, asked.narrow),
        rests_on(basis, asked.lang, "events"),
    ]


def _box(asked: Asked) -> html.Div:
    say = partial(tell, asked.lang)
    return html.Div(
        [
            dmc.TextInput(
                id="events-sought",
                value=asked.q,
                placeholder=say("events.placeholder"),
                attributes={"input": {"dir": "auto", "maxlength": "500"}},
                className="sought",
                **aria(label=say("events.search")),
            ),
            html.Button(say("events.search"), id="events-seek", type="button"),
        ],
        className="search",
        role="search",
    )


def register(app: Dash, desk: Desk) -> None:
    """A click on a row opens the event; the search; what an open event's page has besides."""

    @app.callback(
        Output("picked", "data", allow_duplicate=True),
        Input("events-grid", "selectedRows"),
        prevent_initial_call=True,
    )
    def open_event(rows: list[dict[str, Any]] | None) -> dict[str, str]:
        if not rows:
            raise PreventUpdate
        return {"event": str(rows[0]["id"])}

    seeking.register(app, "events-sought", "events-seek")
    event_parts.register(app, desk)


PAGE = PageOf(
    draw,
    unused=("rows", "measure", "bin", "counting"),
    register=register,
    begins=("grid",),
    block=event.block,
)
