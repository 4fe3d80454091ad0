"""What the feeds of each outlet said, as a store holds it: parts of the work for an engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from feeds.model import Entry, Outlet, Page, Story
from feeds.store.protocol import Store

ENTRIES = 20_000  # of a part, or of the one outlet that has more

Key = tuple[str, str]  # a feed, and an entry's key within it


@dataclass(frozen=True, slots=True)
class History:
    """An outlet's entries in order of arrival, the stories made of them as they are (without
    summaries), the ids of those that each key told, and visits to their pages, by story."""

    outlet: Outlet
    entries: tuple[Entry, ...]
    stories: Mapping[str, Story]
    told: Mapping[Key, tuple[str, ...]]
    pages: Mapping[str, Page]


def histories(store: Store) -> Iterator[tuple[History, ...]]:
    """All histories of what was dated so far, small ones in one part."""
    cursor, part = store.cursor(), list[History]()
    for outlet in store.outlets():
        if outlet.feeds and (history := _history(store, outlet, cursor)).entries:
            part.append(history)
        if sum(len(held.entries) for held in part) >= ENTRIES:
            yield tuple(part)
            part = []
    if part:
        yield tuple(part)


def _history(store: Store, outlet: Outlet, cursor: int) -> History:
    feed_ids = [feed.id for feed in outlet.feeds]
    told: defaultdict[Key, tuple[str, ...]] = defaultdict(tuple)
    for feed_id, key, story_id in sorted(store.told_entries(feed_ids)):
        told[feed_id, key] += (story_id,)
    ids = {story_id for found in told.values() for story_id in found}
    held = store.stories(ids)
    own = {name: story for name, story in held.items() if story.outlet_id == outlet.id}
    stories = {name: replace(story, summary="") for name, story in own.items()}
    entries = tuple(store.bare_entries(feed_ids, cursor))
    return History(outlet, entries, stories, dict(told), store.pages(ids))
