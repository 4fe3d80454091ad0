"""The rows of events, and what follows them when they move."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from feeds.cluster.assign import Placed
from feeds.cluster.events import summarise
from feeds.corrections import Rulings, rulings_in
from feeds.model import Event, Membership, Story, end_of
from feeds.naming import Named
from feeds.store.protocol import Store


def event_rows(
    store: Store,
    touched: Iterable[str],
    written: Sequence[Story],
    named: Named = ((), ()),
    rulings: Rulings | None = None,
) -> list[Event]:
    """The rows of the events that gained, lost or changed a story and still hold one.

    `named` are stories whose names were looked for again, and the names: not stored yet.
    """
    called = (rulings or rulings_in(store)).called
    ids = {event_id for event_id in touched if event_id}
    members = {story.id: story for story in store.stories_of_events(ids)}
    members.update({story.id: story for story in written if story.event_id})
    by_event: dict[str, list[Story]] = {event_id: [] for event_id in ids}
    for story in members.values():
        by_event[story.event_id].append(story)
    uses = store.names_of(members.keys() - set(named[0]))
    for use in named[1]:
        uses.setdefault(use.story_id, []).append(use)
    rows = sorted((event_id, found) for event_id, found in by_event.items() if found)
    return [summarise(event_id, found, called(event_id), uses) for event_id, found in rows]


def moved_in(
    store: Store, placed: Placed, repointed: Sequence[Story]
) -> tuple[list[Story], list[Membership]]:
    """Stories placed before that got another event or origin, as the store has them by now,
    and the places of those that only the store knew of: they follow their event."""
    to = {story.id: story.event_id for story in placed.moved}
    gone = dict(placed.aliases)
    left = {story.id for story in placed.stories} | to.keys()
    follow = [s for s in store.stories_of_events(gone) if s.id not in left]
    at = {change.other_id: change.at for change in placed.changes if change.kind == "merged"}
    followers = [
        Membership(s.id, end_of(gone, s.event_id), at[s.event_id], 1.0, "went with its event")
        for s in follow
    ]
    to.update((member.story_id, member.event_id) for member in followers)
    held = store.stories(to) | {story.id: story for story in repointed}
    moved = [replace(s, event_id=to.get(s.id, s.event_id)) for s in held.values()]
    return moved, followers
