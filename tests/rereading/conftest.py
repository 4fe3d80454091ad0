"""A store of three outlets: one dates what it lists, one only some, one by a wrong clock."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

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
    Story,
    Subject,
)
from feeds.store import Store, open_store
from feeds.store.schema import metadata
from feeds.store.sql import SqlStore

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
HOURS = 30
SUBJECT = Subject("quay", "Quay", "", "UTC", (), (), ())
AHEAD = {"skiff": timedelta(hours=3)}  # whose clock writes local time as GMT
APART = {"meta", "history"}  # grow, or say when


def outlet(name: str, zone: str = "Asia/Damascus") -> Outlet:
    """An outlet with a feed of everything and one of a section."""
    feeds = tuple(
        Feed(f"{name}-{part}", name, f"https://{name}.example/{part}", "en")
        for part in ("all", "ports")
    )
    return Outlet(name, name, "", "newspaper", "Nowhere", ("en",), zone, feeds=feeds)


@dataclass
class Listing:
    """Outlets that list stories; each listing is a poll."""

    store: Store
    at: datetime = START
    listed: int = 0
    deriver: Deriver = field(init=False)

    def __post_init__(self) -> None:
        self.store.save_outlets([outlet(name) for name in ("barge", "canoe", "skiff")])
        self.deriver = Deriver(self.store, SUBJECT)

    def lists(self, feed_id: str, published: str, key: str = "", title: str = "") -> None:
        """A feed lists a story with a date string."""
        self.listed += 1
        name = feed_id.split("-")[0]
        key = key or f"https://{name}.example/news/{self.listed}"
        version = self.store.known_entries(feed_id, [key]).get(key, (0, ""))[0] + 1
        title = title or f"Lock {self.listed} of the canal mended"
        raw = RawEntry(key, "", key, title, "", 0, "", "", published)
        entry = Entry(feed_id, version, self.at, raw, self.at - HOUR)
        poll = Poll(feed_id, self.at, 5, 200, "fresh")
        self.store.record_polls([PollRecord(poll, (entry,), FeedState(feed_id))])

    def hours(self, number: int) -> None:
        """So many hours of the three outlets, with a pass after each."""
        for hour in range(number):
            self.at += HOUR
            said = self.at - timedelta(minutes=(4, 26, 11, 47)[hour % 4])
            self.lists("barge-all", format_datetime(said))
            self.lists("skiff-all", format_datetime(said + AHEAD["skiff"]))
            self.lists("canoe-all", "" if hour % 3 else f"{said:%Y-%m-%d}")
            if hour % 5 == 0:  # the section shows what the front had, with an earlier date
                key = f"https://barge.example/news/{self.listed - 2}"
                self.lists("barge-ports", format_datetime(said - HOUR), key)
            self.deriver.date()

    def stories(self) -> list[Story]:
        """All of them, in order of arrival."""
        return self.store.stories_seen(START - HOUR, self.at)

    def spoil(self, name: str) -> Story:
        """Date an outlet's first story as an older rule might have; the story as it was."""
        story = next(s for s in self.stories() if s.outlet_id == name)
        wrong = replace(story.date, published_at=story.date.published_at - 9 * HOUR)
        changed = (replace(story, date=wrong),)
        self.store.save_derived(Derived(self.store.cursor(), changed))
        return story


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """The file of a day of listings, and how many there are."""
    path = tmp_path_factory.mktemp("day") / "quay.db"
    store = open_store(f"sqlite:///{path}")
    made = Listing(store)
    made.hours(HOURS)
    store.close()
    return path, made.listed


@pytest.fixture
def listing(day: tuple[Path, int], tmp_path: Path) -> Iterator[Listing]:
    """A copy of that day, to go on with."""
    path, listed = day
    store = open_store(f"sqlite:///{shutil.copy(path, tmp_path)}")
    yield Listing(store, START + HOURS * HOUR, listed)
    store.close()


def contents(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Every row but those that only grow."""
    assert isinstance(store, SqlStore)
    found = {}
    with store.reading() as conn:
        for table in metadata.sorted_tables:
            if table.name not in APART:
                rows = conn.execute(select(table)).mappings()
                found[table.name] = sorted((dict(row) for row in rows), key=repr)
    return found
