"""A store into which outlets listed stories over days: edited ones, late ones, reprints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from feeds.cluster.window import event_id_of
from feeds.derive import Deriver
from feeds.model import (
    Derived,
    Entry,
    Feed,
    FeedState,
    Outlet,
    Poll,
    PollRecord,
    RawEntry,
    Subject,
    Topic,
)
from feeds.placing import event_rows
from feeds.store import Store, open_store
from feeds.store.schema import metadata
from feeds.store.sql import SqlStore

MONDAY = datetime(2026, 3, 9, 6, tzinfo=UTC)
TOPICS = (Topic("harbour", "Harbour", "", {"en": ("harbour", "dockworkers")}, {}, {}),)
SUBJECT = Subject("quay", "Quay", "", "UTC", (), (), TOPICS)
APART = {"meta", "history", "event_log", "corrections", "polls"}  # grow, or say when


@dataclass
class Press:
    """Outlets whose feeds list stories: each listing is a poll, `derive` ends a pass."""

    store: Store
    deriver: Deriver = field(init=False)

    def __post_init__(self) -> None:
        self.store.save_outlets([outlet(name) for name in ("tide", "buoy", "mast", "reef")])
        self.deriver = Deriver(self.store, SUBJECT)

    def lists(self, name: str, title: str, hours: float, days_old: float = 0, key: str = "") -> str:
        """An outlet lists a story some hours after Monday morning; its key."""
        key = key or sha256(f"{name} {title}".encode()).hexdigest()[:8]
        link = f"https://{name}.example/news/{key}"
        seen_at = MONDAY + timedelta(hours=hours)
        published = seen_at - timedelta(days=days_old, minutes=20)
        raw = RawEntry(link, "", link, title, "", 0, "", "", published_raw=published.isoformat())
        known = self.store.known_entries(f"{name}-feed", [link]).get(link, (0, ""))
        entry = Entry(f"{name}-feed", known[0] + 1, seen_at, raw, seen_at - timedelta(hours=1))
        poll = Poll(f"{name}-feed", seen_at, 5, 200, "fresh")
        self.store.record_polls([PollRecord(poll, (entry,), FeedState(f"{name}-feed"))])
        return key

    def derive(self, restart: bool = False) -> None:
        """End a pass."""
        self.deriver = Deriver(self.store, SUBJECT) if restart else self.deriver
        self.deriver.run()

    def titled(self, title: str) -> str:
        """The id of the story of a headline."""
        return next(s.id for s in self.store.stories_like(title, 9) if s.title == title)

    def event(self, title: str) -> str:
        """The event of a story, by its headline."""
        return self.store.stories([self.titled(title)])[self.titled(title)].event_id

    def misplace(self, story_id: str) -> None:
        """As an older grouping might have had it: a story alone in an event of its own."""
        story = self.store.stories([story_id])[story_id]
        lone = replace(story, event_id=event_id_of(story_id))
        place = self.store.places([story_id])[story_id]
        rows = event_rows(self.store, [story.event_id, lone.event_id], [lone])
        self.store.save_derived(
            Derived(
                self.store.cursor(),
                (lone,),
                memberships=(replace(place, event_id=lone.event_id),),
                events=tuple(rows),
                topics=tuple(self.store.topics_of([story_id])[story_id]),
            )
        )


def outlet(name: str) -> Outlet:
    feed = Feed(f"{name}-feed", name, f"https://{name}.example/rss", "en")
    return Outlet(name, name.title(), "", "newspaper", "Nowhere", ("en",), "UTC", feeds=(feed,))


def contents(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the logs, to compare two states of a store."""
    assert isinstance(store, SqlStore)
    with store.reading() as conn:
        return {
            table.name: sorted(map(tuple, conn.execute(select(table)).all()), key=repr)
            for table in metadata.sorted_tables
            if table.name not in APART
        }


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Press]:
    """A press whose store is empty."""
    store = open_store(f"sqlite:///{tmp_path}/press.db")
    yield Press(store)
    store.close()


@pytest.fixture
def press(empty: Press) -> Press:
    """Four passes over two days: a strike, a flood that is edited, a storm that came late."""
    told = empty
    told.lists("tide", "Dockworkers of the northern harbour go on strike over pay", 0)
    told.lists("buoy", "Strike over pay: dockworkers of the northern harbour walk out", 1)
    told.lists("mast", "Lake Mirel floods the valley after a week of rain", 1)
    told.lists("reef", "A storm tears roofs off in Old Orsa", 1, days_old=9)
    told.derive()
    told.lists("reef", "Dockworkers' strike over pay shuts the northern harbour", 5)
    told.lists("buoy", "Valley under water as Lake Mirel floods after a week of rain", 6)
    told.lists("mast", "Storm tears roofs off houses in Old Orsa", 6.5, days_old=8.9)
    told.derive()
    key = told.lists("tide", "Lake Mirel floods valley after week of rain", 9)
    told.lists("mast", "Parliament of Orsa votes on the fishing law", 9.5)
    told.derive(restart=True)
    told.lists("tide", "Two dead as rain goes on for days around the lake", 30, key=key)
    told.lists("mast", "Fishing law passes the parliament of Orsa in a close vote", 31)
    told.lists("buoy", "Roofs torn off by the storm in Old Orsa", 31, days_old=9.9)
    told.derive()
    return told
