"""Records of invented outlets, with only what a test cares about spelled out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from feeds.model import (
    Claim,
    Entry,
    Event,
    Feed,
    FeedState,
    Membership,
    Outlet,
    Poll,
    PollRecord,
    RawEntry,
    Redating,
    Story,
    StoryDate,
    StoryVersion,
    TopicMatch,
)

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
FIRST, LAST = NOON - timedelta(days=30), NOON + timedelta(days=30)


def at(hours: float) -> datetime:
    """That many hours after noon."""
    return NOON + timedelta(hours=hours)


def outlet(name: str = "lantern", **facts: Any) -> Outlet:
    """An outlet with one feed of the same name."""
    feed = Feed(f"{name}-feed", name, f"https://{name}.example/rss", "en")
    held = Outlet(name, name.title(), "الفانوس", "newspaper", "Nowhere", ("en", "ar"), "UTC")
    owners = (Claim("first", "its page"), Claim("second", "its page", date(2024, 12, 8)))
    return replace(held, owner=owners, feeds=(feed,), **facts)


def raw(key: str = "a", **facts: Any) -> RawEntry:
    """What a feed said."""
    held = RawEntry(key, key, f"https://lantern.example/{key}", "Harbour reopens", "", 0, "", "en")
    return replace(held, **facts)


def entry(key: str = "a", version: int = 1, hours: float = 0, **facts: Any) -> Entry:
    """A version of an entry of the lantern."""
    return Entry("lantern-feed", version, at(hours), raw(key, **facts), at(hours - 1))


def poll(hours: float = 0, feed: str = "lantern-feed", **facts: Any) -> Poll:
    """A fresh poll that vouches for the hour before it."""
    held = Poll(feed, at(hours), 12, 200, "fresh", observed_from_at=at(hours - 1))
    return replace(held, **facts)


def record(
    *entries: Entry, hours: float = 0, feed: str = "lantern-feed", **facts: Any
) -> PollRecord:
    """A poll with what it brought."""
    state = FeedState(feed, window=tuple(e.raw.key for e in entries), last_poll_at=at(hours))
    return PollRecord(poll(hours, feed, **facts), entries, state)


def dated(hours: float, **facts: Any) -> StoryDate:
    """A date with every field filled."""
    held = StoryDate(
        at(hours), at(hours - 1), at(hours), "published", "minute", "high",
        "today", "iso", "UTC", "written", ("clock-skew",), ("it said so",),
    )  # fmt: skip
    return replace(held, **facts)


def story(name: str = "s1", hours: float = 0, seen: float | None = None, **facts: Any) -> Story:
    """A story of the lantern, published and seen at hours from noon."""
    url = f"https://lantern.example/{name}"
    held = Story(
        name, "lantern", "lantern-feed", url, url, "Harbour reopens", "", "en", "news", "title",
        dated(hours), at(hours if seen is None else seen),
    )  # fmt: skip
    return replace(held, **facts)


def event(name: str = "e1", **facts: Any) -> Event:
    """An event."""
    return replace(Event(name, "Harbour reopens", "en", at(0), at(1), 1, 1), **facts)


def placed(story_id: str = "s1", event_id: str = "e1", hours: float = 1) -> Membership:
    """A story's place in an event."""
    return Membership(story_id, event_id, at(hours), 0.75, "same words")


def topic(story_id: str = "s1", topic_id: str = "harbour") -> TopicMatch:
    """A story's topic."""
    return TopicMatch(story_id, topic_id, 2.0, "harbour in the title")


def version(number: int = 1, title: str = "Harbour reopens", hours: float = 0) -> StoryVersion:
    """A version of the first story."""
    return StoryVersion("s1", number, at(hours), title, "", "today")


def redating(hours: float = 0, before: float | None = None, reason: str = "first") -> Redating:
    """A line of the first story's ledger."""
    old = None if before is None else at(before)
    return Redating("s1", at(2), dated(hours), old, reason)
