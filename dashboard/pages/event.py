"""One event: its lanes, what its stories say and cite, its thread, and every story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from dash import dcc, html

from dashboard import editing, story_grid
from dashboard.data import Desk
from dashboard.dressing import aria
from dashboard.figure_set import event_sketch
from dashboard.pages.drawing import graph, manner_of
from dashboard.pages.event_parts import PARTS, WIDE
from dashboard.pages.links import leads
from dashboard.pages.states import message, rests_on
from dashboard.selection import Asked
from dashboard.tongue import tell
from feeds.coverage import Selection

LISTED = 100  # stories to choose among by hand; any other can be named


def opened(desk: Desk, asked: Asked, selection: Selection) -> list[Any]:
    """The event that is chosen, by any id that it ever had."""
    event_id = desk.current_event(asked.event)
    label = desk.event_label(event_id, asked.lang)
    told = desk.event_stories(selection, event_id)
    if told.empty:
        return [message(tell(asked.lang, "events.empty"), tell(asked.lang, "events.empty_do"))]
    names = desk.names(selection, asked.lang)
    manner = manner_of(asked)
    drawn = event_sketch(desk, replace(selection, events=(event_id,)), manner)
    basis = desk.basis(drawn.asked)
    return [
        _head(asked, event_id),
        _here(asked),
        graph("event-graph", drawn.canvas, asked, "event", fits=True),
        rests_on(basis, asked.lang, "events"),
        dcc.Store(id="event-of", data=asked.without_panel().to_url()),
        html.Div([_part(asked, name) for name in PARTS], className="parts"),
        *[_part(asked, name) for name in WIDE],
        editing.panel(desk, event_id, label, told.head(LISTED), names),
        html.H2(tell(asked.lang, "events.part.stories"), id=_anchor("stories")),
        story_grid.grid(told, names, selection.zone, asked.theme, asked.narrow),
    ]


def _head(asked: Asked, event_id: str) -> html.Nav:
    """The ways back to the list and on to the search."""
    say = partial(tell, asked.lang)
    return html.Nav(
        [
            leads(say("events.back"), asked, event=""),
            dcc.Link(
                say("events.in_search"),
                href=replace(asked.on("stories"), within=event_id, span="all").to_url(),
            ),
        ],
        className="event-head",
    )


def _anchor(name: str) -> str:
    return f"part-{name}"


def _here(asked: Asked) -> html.Nav:
    """The parts of the page, each a way down to it; it stays in view."""
    links = [
        html.A(tell(asked.lang, f"events.short.{name}"), href=f"#{_anchor(name)}")
        for name in (*PARTS, *WIDE, "stories")
    ]
    return html.Nav(links, className="here-nav", **aria(label=tell(asked.lang, "events.here")))


def _part(asked: Asked, name: str) -> html.Section:
    """Where a part of the page comes once the lanes stand."""
    waits = html.P(tell(asked.lang, "events.waiting"), className="note")
    return html.Section(
        [
            html.H2(tell(asked.lang, f"events.part.{name}")),
            dcc.Loading(html.Div(waits, id=f"event-{name}", className="part"), delay_show=300),
        ],
        id=_anchor(name),
    )


def block(
    desk: Desk, asked: Asked, selection: Selection, request: Mapping[str, Any]
) -> story_grid.Blocks:
    """Rows of the event's stories."""
    told = desk.event_stories(selection, desk.current_event(asked.event))
    return story_grid.block(told, desk.names(selection, asked.lang), selection.zone, request)
