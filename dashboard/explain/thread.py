"""The thread of an event: what it goes on from, what goes on from it, and what says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.explain.facts import as_facts
from dashboard.explain.instants import moment
from dashboard.explain.told import capital, plain, quoted
from feeds.model import Event, EventLink
from feeds.store.protocol import Store

KINDS = {"follows": "follows", "reacts": "reacts to", "denies": "denies", "cites": "cites"}


@dataclass(frozen=True, slots=True)
class ThreadFile:
    """The events of a thread in order, and the links of one of them or among them all."""

    events: Sequence[Event]
    links: Sequence[EventLink]


def of_event(store: Store, event: Event) -> ThreadFile:
    """An event's thread, with the links from and to that event wherever they lead."""
    held = store.threads([event.thread_id]).get(event.thread_id, []) if event.thread_id else []
    links = store.event_links([event.id])
    known = {other.id for other in held}
    ends = {end for link in links for end in (link.from_event_id, link.to_event_id)} - known
    others = sorted(store.events(ends).values(), key=lambda other: (other.first_at, other.id))
    return ThreadFile([*held, *others], links)


def whole(store: Store, thread_id: str) -> ThreadFile:
    """A thread with the links among its events."""
    events = store.threads([thread_id]).get(thread_id, [])
    ids = {event.id for event in events}
    found = store.event_links(ids)
    return ThreadFile(events, [x for x in found if {x.from_event_id, x.to_event_id} <= ids])


def steps(file: ThreadFile, thread_id: str, zone: str, here: str = "") -> list[str]:
    """The events of the thread in order, each with how it goes on from those before it."""
    labels = {event.id: event.label for event in file.events}
    return [
        _step(event, [x for x in file.links if x.from_event_id == event.id], labels, zone, here)
        for event in file.events
        if event.thread_id == thread_id
    ]


def ties(file: ThreadFile, event_id: str) -> list[str]:
    """The links of one event in words: what they are, to what, and what says so."""
    labels = {event.id: event.label for event in file.events}
    return [_tie(link, event_id, labels) for link in file.links]


def facts(file: ThreadFile) -> dict[str, Any]:
    """Plain data for a script."""
    return {
        "events": [as_facts(event) for event in file.events],
        "links": [as_facts(link) for link in file.links],
    }


def _step(
    event: Event, links: Sequence[EventLink], labels: Mapping[str, str], zone: str, here: str
) -> str:
    kinds = sorted({KINDS[link.kind] for link in links if link.to_event_id in labels})
    how = f" {capital(' and '.join(kinds))} what was before." if kinds else ""
    mark = " (this event)" if event.id == here else f" (event:{event.id})"
    return f"{moment(event.first_at, zone)}: {quoted(event.label)}{mark}.{how}"


def _tie(link: EventLink, event_id: str, labels: Mapping[str, str]) -> str:
    kind = KINDS[link.kind]
    other = link.to_event_id if link.from_event_id == event_id else link.from_event_id
    named = f"{quoted(labels.get(other, ''))} (event:{other})"
    head = f"{kind} {named}" if other == link.to_event_id else f"{named} {kind} it"
    return f"{head}, at {link.score:.2f} of 1: {plain(link.evidence)}."
