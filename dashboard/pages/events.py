"""The events with most stories; the one that is chosen opens below."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dash import Dash, Input, Output, html
from dash.exceptions import PreventUpdate

from dashboard import grids
from dashboard.data import Desk
from dashboard.pages import event
from dashboard.pages.kinds import PageOf
from dashboard.pages.states import nothing, rests_on
from dashboard.selection import Asked
from dashboard.tongue import tell
from feeds.coverage import Selection


def draw(desk: Desk, asked: Asked, selection: Selection, now: datetime) -> list[Any]:
    """The table of events."""
    table, basis = desk.events(selection, asked.lang), desk.basis(selection)
    if table.empty:
        return [nothing(desk, selection, basis, asked.lang)]
    names = desk.names(selection, asked.lang)
    events = tell(asked.lang, "common.events", n=len(table))
    return [
        html.H1(tell(asked.lang, "events.title")),
        html.P(tell(asked.lang, "events.below", events=events), className="grey"),
        grids.events(table, names, selection.zone, asked.theme),
        rests_on(basis, asked.lang, "events"),
    ]


def register(app: Dash, desk: Desk) -> None:
    """A click on a row opens the event."""

    @app.callback(
        Output("picked", "data", allow_duplicate=True),
        Input("events-grid", "selectedRows"),
        prevent_initial_call=True,
    )
    def open_event(rows: list[dict[str, Any]] | None) -> dict[str, str]:
        if not rows:
            raise PreventUpdate
        return {"event": str(rows[0]["id"])}


PAGE = PageOf(
    draw,
    event.opened,
    unused=("rows", "measure", "bin", "counting", "clock"),
    register=register,
)
