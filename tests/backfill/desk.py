"""A store with one outlet, a clock that waiting moves, and backfills run over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from feeds.backfill.asking import Time
from feeds.backfill.run import History
from feeds.backfill.stepping import Came
from feeds.model import Entry, Feed, Outlet, Poll
from feeds.settings import Settings
from feeds.store import Store, open_store

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
EASY = replace(Settings(), allow_private=True, host_spacing=0.0, timeout=5.0)


@dataclass
class Clock:
    """Stands still but for waits, which it remembers."""

    at: datetime = NOW
    waits: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        """The instant."""
        return self.at

    async def sleep(self, seconds: float) -> None:
        """Be later at once."""
        self.waits.append(seconds)
        self.at += timedelta(seconds=seconds)


class Desk:
    """One watched feed and its history."""

    def __init__(self, folder: Path, address: str, archive: str = "", **facts: str) -> None:
        self.store: Store = open_store(f"sqlite:///{folder}/desk.db")
        self.feed = replace(Feed("quay-feed", "quay", address, "en"), **facts)  # type: ignore[arg-type]
        self.outlet = Outlet(
            "quay", "Quay", "", "newspaper", "Nowhere", ("en",), "UTC", feeds=(self.feed,)
        )
        self.store.save_outlets([self.outlet])
        self.settings = replace(EASY, wayback=archive or EASY.wayback)
        self.clock = Clock()
        self.told: list[str] = []

    def fetch(self, *sources: str, since: datetime = SINCE) -> list[Came]:
        """Fetch the feed's history from these sources."""
        return self.history(since).fetch([(self.outlet, self.feed)], sources)

    def history(self, since: datetime = SINCE) -> History:
        """A backfill of this desk."""
        time = Time(self.clock.now, self.clock.sleep)
        return History(self.store, self.settings, since, time, tell=self.told.append)

    def entries(self) -> list[Entry]:
        """All that is stored."""
        return list(self.store.entries(self.feed.id))

    def titles(self) -> list[str]:
        """Titles of the entries, in order of arrival."""
        return [entry.raw.title for entry in self.entries()]

    def polls(self) -> list[Poll]:
        """The ledger, in order of writing."""
        return sorted(self.store.polls(self.feed.id), key=lambda poll: poll.id)


def item(name: str, at: datetime | None = None, title: str = "", site: str = "") -> str:
    """An RSS item."""
    date = f"<pubDate>{at:%a, %d %b %Y %H:%M:%S} GMT</pubDate>" if at else ""
    link = f"{site or 'http://quay.example'}/{name}"
    said = title or f"Story {name}"
    return f"<item><guid>{name}</guid><link>{link}</link><title>{said}</title>{date}</item>"


def rss(items: Sequence[str], extra: str = "") -> str:
    """An RSS document."""
    head = '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">'
    return f"{head}<channel><title>Quay</title>{extra}{''.join(items)}</channel></rss>"


def older_at(url: str, rel: str = "next") -> str:
    """The link to an older page."""
    return f'<atom:link rel="{rel}" href="{url}"/>'
