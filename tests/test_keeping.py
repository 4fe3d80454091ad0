"""What is kept from poll to poll, and only once it is really stored: whole passes over loopback."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.errors import StoreError
from feeds.model import Feed, Outlet, Poll, Subject
from feeds.pipeline import Pipeline
from feeds.selftest.answers import holds, says
from feeds.selftest.documents import Item, rss
from feeds.selftest.server import Origin
from feeds.settings import Settings
from feeds.store import open_store

START = datetime(2026, 3, 1, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Watch:
    """One feed of an origin, polled by a pipeline that is made anew for every pass."""

    def __init__(self, folder: Path, origin: Origin) -> None:
        self.path, self.origin, self.at = folder / "desk.db", origin, START
        self.store = open_store(f"sqlite:///{self.path}?timeout=0.1")
        feed = Feed("pier", "quay", origin.url("/pier"), "en")
        self.outlet = Outlet("quay", "Quay", "Quay", "portal", "", ("en",), "UTC", feeds=(feed,))
        self.subject = Subject("quay", "Quay", "", "UTC", (self.outlet,), (), ())

    def pipeline(self) -> Pipeline:
        settings = Settings(allow_private=True, host_spacing=0)
        return Pipeline(self.store, lambda: self.subject, [self.outlet], settings)

    def polls(self, everything: bool = True) -> list[Poll]:
        """What one pass polled."""
        return list(self.pipeline().poll(lambda: self.at, everything).polls)

    @property
    def known(self) -> list[bytes | None]:
        """The ETag that each request named."""
        return [asked.header("If-None-Match") for asked in self.origin.log]

    @property
    def due_at(self) -> datetime:
        due_at = self.store.feed_states()["pier"].next_due_at
        assert due_at
        return due_at


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    with Origin(lambda: START) as origin:
        found = Watch(tmp_path, origin)
        yield found
        found.store.close()


def test_a_new_body_under_a_known_etag_is_read(watch: Watch) -> None:
    for names, new in (("a", 1), ("ba", 1), ("ba", 0)):
        watch.origin.on("/pier", says(rss(names), etag='"stuck"'))
        assert [poll.entries_new for poll in watch.polls()] == [new]
        watch.at += HOUR
    assert watch.known == [None, b'"stuck"', b'"stuck"']


def test_validators_of_a_body_that_could_not_be_stored_are_not_kept(watch: Watch) -> None:
    watch.origin.on("/pier", holds(rss("ba"), '"1"'))
    watch.polls(everything=False)
    watch.origin.on("/pier", holds(rss("cba"), '"2"'))
    ready = watch.pipeline()
    with closing(sqlite3.connect(watch.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError):
            ready.poll(lambda: watch.at, True)
        other.execute("ROLLBACK")
    assert [poll.entries_new for poll in watch.polls()] == [1]
    assert watch.known == [None, b'"1"', b'"1"']
    assert [poll.status for poll in watch.polls()] == [304]


def test_the_schedule_survives_a_restart(watch: Watch) -> None:
    watch.origin.on("/pier", says(rss("ba"), etag='"1"'))
    assert len(watch.polls(everything=False)) == 1
    due_at = watch.due_at
    watch.at = due_at - timedelta(seconds=1)
    assert watch.polls(everything=False) == []
    watch.at = due_at
    assert len(watch.polls(everything=False)) == 1


@pytest.mark.parametrize("status", [403, 404, 500])
def test_a_feed_that_fails_for_weeks_is_asked_on_and_welcome_back(
    watch: Watch, status: int
) -> None:
    watch.origin.on("/pier", says(b"", status))
    for failures in range(20):
        assert [poll.outcome for poll in watch.polls(everything=False)] == ["failed"], failures
        watch.at = watch.due_at
    assert watch.at - START < timedelta(days=21)
    watch.origin.on("/pier", says(rss("a")))
    assert [poll.outcome for poll in watch.polls(everything=False)] == ["fresh"]


def test_guids_that_change_at_every_visit_are_no_news(watch: Watch) -> None:
    for visit, names, new in ((1, "cba", 3), (2, "cba", 0), (3, "dcb", 1)):
        items = [Item(name, guid=f"{name}-{visit}") for name in names]
        watch.origin.on("/pier", says(rss(items)))
        (poll,) = watch.polls()
        assert (poll.entries_new, poll.overran) == (new, False)
        watch.at += HOUR
