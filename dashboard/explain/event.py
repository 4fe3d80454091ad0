"""One event: its stories, why each is in it, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.explain import thread
from dashboard.explain.facts import as_facts
from dashboard.explain.instants import moment
from dashboard.explain.places import why
from dashboard.explain.told import Told, capital, plain, quoted, section
from dashboard.words import many
from feeds.errors import SelectionError
from feeds.model import Event, EventChange, Membership, Story
from feeds.store.protocol import Store

MOST = 60  # stories that are told one by one
ODDS = re.compile(r", at -?[\d.]+(?: between them)?$")  # how sure, which says nothing by itself
CHANGES = {
    "created": "Found",
    "merged": "Joined with another event",
    "split": "Parted",
    "renamed": "Renamed",
    "moved": "A story was put here",
    "late": "A story joined it late",
}


@dataclass(frozen=True, slots=True)
class EventFile:
    """All that the store holds on one event."""

    event: Event
    stories: Sequence[Story]  # by publication
    places: Mapping[str, Membership]  # by story
    changes: Sequence[EventChange]
    outlets: Mapping[str, str]  # names by id
    thread: thread.ThreadFile


def read(store: Store, event_id: str) -> EventFile:
    """What the store holds on an event; SelectionError where there is none."""
    event_id = store.current_event(event_id)
    event = store.events([event_id]).get(event_id)
    if event is None:
        raise SelectionError(f"There is no event “{plain(event_id)}”.", "Choose one from a list.")
    stories = store.stories_of_events([event_id])
    return EventFile(
        event=event,
        stories=sorted(stories, key=lambda story: (story.date.published_at, story.id)),
        places={place.story_id: place for place in store.memberships(event_id)},
        changes=store.event_changes(event_id),
        outlets={outlet.id: outlet.name for outlet in store.outlets()},
        thread=thread.of_event(store, event),
    )


def told(file: EventFile, zone: str) -> Told:
    """An event told: how large, who is in it and why, what became of it."""
    event = file.event
    size = (
        f"{many(event.stories, 'story', 'stories')} of {many(event.outlets, 'outlet')}, from"
        f" {moment(event.first_at, zone)} to {moment(event.last_at, zone)}."
    )
    more = len(file.stories) - MOST
    rest = [f"And {many(more, 'more story', 'more stories')}."] if more > 0 else []
    return Told(
        name=f"event:{event.id}",
        title=plain(event.label) or "(no headline)",
        who="An event",
        url="",
        sections=(
            section("How large", size),
            section("Its stories", *(_member(file, s, zone) for s in file.stories[:MOST]), *rest),
            section(
                "Its thread", *thread.steps(file.thread, event.thread_id or "none", zone, event.id)
            ),
            section("What ties it to other events", *thread.ties(file.thread, event.id)),
            section("What became of it", *(_change(change, zone) for change in file.changes)),
        ),
        facts={
            "kind": "event",
            "event": as_facts(event),
            "stories": [as_facts(story) for story in file.stories],
            "places": [as_facts(place) for place in file.places.values()],
            "thread": thread.facts(file.thread),
            "changes": [as_facts(change) for change in file.changes],
        },
    )


def _member(file: EventFile, story: Story, zone: str) -> str:
    place = file.places.get(story.id)
    reason = f" {capital(why(place.reason))}." if place else ""
    about = " or before" if story.date.basis in ("polled", "none", "updated") else ""
    whose = plain(file.outlets.get(story.outlet_id, story.outlet_id))
    at = moment(story.date.published_at, zone)
    return f"{at}{about}, {whose}: {quoted(story.title)} (story:{story.id}).{reason}"


def _change(change: EventChange, zone: str) -> str:
    other = f" ({plain(change.other_id)})" if change.other_id else ""
    told = change.reason and change.kind != "created"  # its first story tells that
    reason = f": {plain(ODDS.sub('', change.reason))}" if told else ""
    return f"{CHANGES[change.kind]}{other} on {moment(change.at, zone)}{reason}."
