"""Where a question is asked: an origin, a store of its own, a clock, and the parts on trial."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from feeds.discover.finding import Found, find
from feeds.fetch import Fetcher
from feeds.ledger import judge
from feeds.model import Entry, Feed, FeedState, Outlet, Poll, PollRecord, Story, Subject
from feeds.opml import read_opml, write_opml
from feeds.pipeline import Pipeline
from feeds.selftest.answers import Answer
from feeds.selftest.documents import START
from feeds.selftest.server import HOST, Asked, Origin
from feeds.settings import Settings
from feeds.store import Store, open_store

Clock = Callable[[], datetime]


class Wrong(Exception):
    """A question that was answered wrongly: what was found, in plain words."""


def expect(true: bool, why: str) -> None:
    """Wrong with these words unless it is so."""
    if not true:
        raise Wrong(why)


def same(what: str, found: object, wanted: object) -> None:
    """Wrong unless both are equal."""
    expect(found == wanted, f"{what}: {found!r} instead of {wanted!r}")


class Poller(Protocol):
    """What a pipeline can do."""

    def poll(self, clock: Clock, everything: bool = False) -> Any:
        """Poll the feeds that are due, or all that are on."""

    def run(self, clock: Clock, everything: bool = False) -> Any:
        """Poll, then derive stories."""


Assembler = Callable[[Store, Callable[[], Subject], Sequence[Outlet], Settings], Poller]


@dataclass(frozen=True, slots=True)
class Parts:
    """The real code on trial; a test puts a bad piece in the place of one."""

    pipeline: Assembler = Pipeline
    fetcher: Callable[..., Fetcher] = Fetcher
    judge: Callable[..., PollRecord] = judge
    open_store: Callable[[str], Store] = open_store
    read_opml: Callable[[bytes, str], tuple[Outlet, ...]] = read_opml
    write_opml: Callable[[Sequence[Outlet], str], str] = write_opml
    find: Callable[..., Awaitable[Found]] = find
    child: tuple[str, ...] = (sys.executable, "-m", "feeds.selftest.child")


REAL = Parts()


class Desk:
    """A question's own world; a context manager. The clock stands still unless it is moved."""

    def __init__(self, folder: Path, parts: Parts = REAL) -> None:
        self.parts, self.at = parts, START
        self.store_url = f"sqlite:///{folder}/selftest.db"
        self.settings = Settings(
            store=self.store_url, allow_private=True, host_spacing=0.0, timeout=5.0
        )
        self.origin = Origin(lambda: self.at)
        self.store = parts.open_store(self.store_url)
        self.feeds: dict[str, Feed] = {}

    def __enter__(self) -> Desk:
        self.origin.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.origin.__exit__(kind, error, trace)
        self.store.close()

    # -- the scene
    def feed(self, name: str, *answers: Answer, host: str = HOST, url: str = "") -> Feed:
        """Watch a feed at `/name` that answers so, under a name of this machine."""
        self.origin.on(f"/{name}", *answers)
        feed = Feed(name, "quay", url or self.origin.url(f"/{name}", host), "en")
        self.feeds[name] = feed
        return feed

    def now_says(self, feed: Feed, *answers: Answer) -> None:
        """Let a feed answer so from now on."""
        self.origin.on(f"/{feed.id}", *answers)

    def later(self, hours: float = 1.0) -> None:
        """Move the clock on."""
        self.at += timedelta(hours=hours)

    def forget(self) -> None:
        """Watch none of the feeds so far any more, and let two days pass."""
        self.feeds.clear()
        self.later(48)

    def settle(self, **changed: Any) -> None:
        """Change settings from now on."""
        self.settings = replace(self.settings, **changed)

    def watch(self) -> None:
        """Write the watched feeds into the store."""
        self.pipeline(self.store)

    # -- the code on trial; each pass is a restart, with nothing but the store to go by
    def poll(self, everything: bool = True) -> None:
        """One pass of polling."""
        self.pipeline(self.store).poll(lambda: self.at, everything)

    def run(self) -> None:
        """One pass of polling all, and deriving."""
        self.pipeline(self.store).run(lambda: self.at, True)

    def polled(self, feed: Feed, *answers: Answer, hours: float = 1.0) -> Poll:
        """Move the clock on, let a feed answer so, poll all, and give its poll."""
        self.later(hours)
        self.now_says(feed, *answers)
        self.poll()
        return self.last(feed)

    def pipeline(self, store: Store) -> Poller:
        """A pipeline over what is watched by now."""
        return self.parts.pipeline(store, lambda: self.subject, self.outlets, self.settings)

    @property
    def outlets(self) -> tuple[Outlet, ...]:
        """The invented outlet with the feeds watched by now."""
        feeds = tuple(self.feeds.values())
        return (Outlet("quay", "The Quay", "The Quay", "portal", "", ("en",), "UTC", feeds=feeds),)

    @property
    def subject(self) -> Subject:
        """A subject of nothing but that outlet."""
        return Subject("selftest", "Selftest", "", "UTC", self.outlets, (), (), synthetic=True)

    # -- what came of it
    def asked(self, feed: Feed) -> list[Asked]:
        """The requests for a feed's path, oldest first."""
        return self.origin.asked(f"/{feed.id}")

    def polls(self, feed: Feed) -> list[Poll]:
        """The ledger of a feed, oldest first."""
        return self.store.polls(feed.id)

    def last(self, feed: Feed) -> Poll:
        """The newest line of its ledger."""
        found = self.polls(feed)
        expect(bool(found), f"the poll of {feed.id} was not recorded")
        return found[-1]

    def state(self, feed: Feed) -> FeedState:
        """What is remembered of it."""
        return self.store.feed_states().get(feed.id) or FeedState(feed.id)

    def entries(self, feed: Feed) -> list[Entry]:
        """Every version of its entries, in order of arrival."""
        return list(self.store.entries(feed.id))

    def titles(self, feed: Feed) -> list[str]:
        """Titles of its entry versions, in order of arrival."""
        return [entry.raw.title for entry in self.entries(feed)]

    def wait(self, feed: Feed) -> timedelta:
        """From now to its next poll."""
        due_at = self.state(feed).next_due_at
        return due_at - self.at if due_at else timedelta()

    def stories(self) -> list[Story]:
        """Every story that was derived, by title."""
        span = timedelta(days=36_500)
        table = self.store.story_table(self.at - span, self.at + span, "seen")
        found = self.store.stories(list(table["id"]))
        return sorted(found.values(), key=lambda story: story.title)
