"""A small invented subject and a store that holds it: four outlets, two topics, twenty days.

Observed throughout, but on the sixth day nobody polled, and Canal Post failed from day 15 on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from feeds.model import (
    Claim,
    Derived,
    Event,
    Feed,
    FeedState,
    Group,
    Grouping,
    Membership,
    Outlet,
    Poll,
    PollRecord,
    Redating,
    Story,
    StoryDate,
    StoryVersion,
    Subject,
    Topic,
    TopicMatch,
)
from feeds.store import open_store
from feeds.store.protocol import Store

START = datetime(2026, 3, 1, tzinfo=UTC)
DAYS = 20
END = START + timedelta(days=DAYS) - timedelta(hours=4)
UNPOLLED_DAY, FAILING_FROM = 5, 15
SIDES = {"harbour": "north", "canal": "north", "minaret": "south", "delta": "south"}
NAMES = {
    "harbour": ("Harbour Courier", "Harbour Courier"),
    "canal": ("Canal Post", "Canal Post"),
    "minaret": ("Al-Manara Daily", "صحيفة المنارة"),
    "delta": ("Delta Wire 24", "دلتا 24"),
}


def outlet(name: str) -> Outlet:
    """One of the four."""
    feed = Feed(f"feed:{name}", name, f"https://{name}.example/rss", "en")
    english, native = NAMES[name]
    return Outlet(
        name, english, native, "newspaper", "XX", ("en",), "UTC",
        alignment=(Claim(SIDES[name], "invented"),), feeds=(feed,),
    )  # fmt: skip


GROUPING = Grouping(
    "side",
    "Side of the river",
    "ضفة النهر",
    (
        Group("north", "North bank", "الضفة الشمالية", {"alignment": ("north",)}),
        Group("south", "South bank", "الضفة الجنوبية", {"alignment": ("south",)}),
    ),
)


def subject(synthetic: bool = True) -> Subject:
    """An invented country."""
    return Subject(
        "river",
        "The river country",
        "بلد النهر",
        "UTC",
        tuple(outlet(name) for name in NAMES),
        (GROUPING,),
        (
            Topic("floods", "Floods on the river", "الفيضانات", {}),
            Topic("bridge", "The new bridge", "الجسر الجديد", {}),
        ),
        synthetic,
    )


def _story(day: int, place: int, name: str, number: int) -> dict[str, object]:
    at = START + timedelta(days=day, hours=6 + place, minutes=number)
    flood = day == 12
    return {
        "id": f"story:{name}-{day}-{number}",
        "outlet_id": name,
        "feed_id": f"feed:{name}",
        "url": f"https://{name}.example/{day}/{number}" if number else "javascript:alert(1)",
        "title": f"Water <b>rises</b> at quay {number}" if flood else f"Bridge day {day}",
        "summary": "",
        "language": "en",
        "form": "news",
        "published_at": at,
        "earliest_at": at - timedelta(hours=2 if name == "delta" else 0),
        "latest_at": at,
        "date_basis": "polled" if name == "delta" else "published",
        "first_seen_at": at + timedelta(minutes=30),
        "copy_of": "story:harbour-12-1" if flood and name == "canal" and number == 1 else "",
        "event_id": "event:flood" if flood else "",
    }


FLOOD = Event(
    "event:flood",
    "Water rises at the quays",
    "en",
    START + timedelta(days=12, hours=6),
    START + timedelta(days=12, hours=9, minutes=7),
    32,
    4,
    (("en", "Water rises at the quays"), ("ar", "المياه ترتفع عند الأرصفة")),
)
_FOLDER = TemporaryDirectory(prefix="coverline-river-")


@lru_cache(maxsize=4)
def river(kind: str = "demo", empty: bool = False) -> Store:
    """A store of the river country, filled once for all tests, which only read it."""
    store = open_store(f"sqlite:///{Path(_FOLDER.name) / f'{kind}-{empty}.db'}")
    store.set_meta("kind", kind)
    store.save_outlets(subject().outlets)
    if not empty:
        store.record_polls(list(_polls()))
        store.save_derived(_derived())
    return store


def _polls() -> Iterator[PollRecord]:
    for name in NAMES:
        for hour in range(1, DAYS * 24 - 3):
            if hour // 24 != UNPOLLED_DAY:
                poll = _poll(name, START + timedelta(hours=hour))
                at = poll.started_at
                state = FeedState(poll.feed_id, last_poll_at=at, last_observed_at=at)
                yield PollRecord(poll, (), state)


def _derived() -> Derived:
    told = [_as_story(row) for row in _rows()]
    flood = [story for story in told if story.event_id]
    return Derived(
        cursor=1,
        stories=tuple(told),
        versions=tuple(version for story in told for version in _versions(story)),
        redatings=tuple(line for story in told for line in _redatings(story)),
        events=(FLOOD,),
        memberships=tuple(
            Membership(story.id, FLOOD.id, story.first_seen_at, 0.9, "same words")
            for story in flood
        ),
        topics=tuple(
            TopicMatch(story.id, "floods" if story.event_id else "bridge", 1.0, "in the title")
            for story in told
        ),
        aliases=(("event:flood-once", FLOOD.id),),
    )


def _rows() -> list[dict[str, Any]]:
    rows = []
    for day in range(DAYS):
        for place, name in enumerate(NAMES):
            down = day == UNPOLLED_DAY or (name == "canal" and day >= FAILING_FROM)
            for number in range(0 if down else 8 if day == 12 else 1 + (day + place) % 2):
                rows.append(_story(day, place, name, number))
    return rows


def _redatings(story: Story) -> list[Redating]:
    at = story.first_seen_at
    first = Redating(story.id, at, story.date, None, "first dated")
    if story.date.basis != "polled":
        return [first]
    before = story.date.published_at + timedelta(hours=3)
    why = "this feed writes local time as GMT: 19 of 20 dates lay ahead of the poll"
    return [first, Redating(story.id, at + timedelta(days=1), story.date, before, why)]


def _versions(story: Story) -> list[StoryVersion]:
    later = story.first_seen_at + timedelta(hours=2)
    return [
        StoryVersion(story.id, 1, story.first_seen_at, "المياه ترتفع في 3 أرصفة", "", ""),
        StoryVersion(story.id, 2, later, story.title, "", ""),
    ]


def _as_story(row: dict[str, Any]) -> Story:
    polls = "not listed at 2026-03-13 08:00:00 UTC, listed at 2026-03-13 09:00:00 UTC; chosen"
    said = "the date of publication 'Friday': not readable, set aside"
    date = StoryDate(
        row["published_at"], row["earliest_at"], row["latest_at"],
        row["date_basis"], "interval", "medium", flags=("delay-assumed",), evidence=(said, polls),
    )  # fmt: skip
    names = ("id", "outlet_id", "feed_id", "url", "url", "title", "summary", "language", "form")
    return Story(
        *(row[name] for name in names), "title", date, row["first_seen_at"],
        2, row["copy_of"], "same headline", row["event_id"],
    )  # fmt: skip


def _poll(name: str, at: datetime) -> Poll:
    down = name == "canal" and at >= START + timedelta(days=FAILING_FROM)
    return Poll(
        f"feed:{name}",
        at,
        20,
        None if down else 200,
        "failed" if down else "unchanged",
        error="connection refused" if down else "",
        entries_seen=0 if down else 20,
        observed_from_at=None if down else at - timedelta(hours=1),
    )
