"""One event: its lanes, why its stories are together, and the stories."""

from __future__ import annotations

from typing import Any

from dashboard import editing, grids, theme
from dashboard.data import Desk
from dashboard.figure_set import around
from dashboard.figures.event import event as event_figure
from dashboard.pages.drawing import graph
from dashboard.pages.states import message, rests_on
from dashboard.selection import Asked
from dashboard.tongue import tell
from feeds.coverage import Selection


def opened(desk: Desk, asked: Asked, selection: Selection) -> list[Any]:
    """The event that is chosen, by any id that it ever had."""
    if not asked.event:
        return []
    event_id = desk.current_event(asked.event)
    label = desk.event_label(event_id, asked.lang)
    told = desk.event_stories(selection, event_id)
    if told.empty:
        return [message(tell(asked.lang, "events.empty"), tell(asked.lang, "events.empty_do"))]
    names = desk.names(selection, asked.lang)
    basis = desk.basis(around(selection, told, event_id))
    figure = event_figure(
        told,
        label=label,
        basis=basis,
        names=names,
        zone=selection.zone,
        gaps=desk.gaps(selection, told),
        look=theme.LOOKS[asked.theme],
    )
    return [
        graph("event-graph", figure, asked, "event"),
        rests_on(basis, asked.lang, "events"),
        editing.panel(desk, event_id, label, told, names),
        grids.stories(told, names, selection.zone, asked.theme),
    ]
