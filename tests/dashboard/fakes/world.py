"""A small invented subject and a store in memory: four outlets, two topics, twenty days.

Observed throughout, but on the sixth day nobody polled, and Canal Post failed from day 15 on.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd

from feeds.model import (
    ON_SUBJECT,
    Backfill,
    Claim,
    Entry,
    Event,
    Feed,
    FeedProfile,
    FeedState,
    Group,
    Grouping,
    Membership,
    Outlet,
    Page,
    Redating,
    Story,
    StoryDate,
    StoryVersion,
    Subject,
    Topic,
    TopicMatch,
)
from feeds.store.wanted import EVERYTHING, Wanted

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


def _stories() -> pd.DataFrame:
    rows = []
    for day in range(DAYS):
        for place, name in enumerate(NAMES):
            down = day == UNPOLLED_DAY or (name == "canal" and day >= FAILING_FROM)
            for number in range(0 if down else 8 if day == 12 else 1 + (day + place) % 2):
                rows.append(_story(day, place, name, number))
    table = pd.DataFrame(rows)
    for column in ("published_at", "earliest_at", "latest_at", "first_seen_at"):
        table[column] = pd.to_datetime(table[column], utc=True)
    return table.sort_values("published_at", ascending=False, ignore_index=True)


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
        "date_confidence": "high",
        "date_flags": "",
        "first_seen_at": at + timedelta(minutes=30),
        "version": 1,
        "copy_of": "story:harbour-12-1" if flood and name == "canal" and number == 1 else "",
        "event_id": "event:flood" if flood else "",
        "topic_ids": "floods" if flood else "bridge",
    }


class FakeStore:
    """What the tables of coverage read, answered from one table of stories."""

    url = "memory:"

    def __init__(self, kind: str = "demo", empty: bool = False) -> None:
        self.kind = kind
        self.empty = empty
        self.table = _stories()

    def close(self) -> None:
        """Nothing to release."""

    def meta(self, key: str) -> str | None:
        return self.kind if key == "kind" else None

    def data_version(self) -> str:
        return "1"

    def outlets(self) -> list[Outlet]:
        return list(subject().outlets)

    def feed_states(self) -> dict[str, FeedState]:
        if self.empty:
            return {}
        return {
            f"feed:{name}": FeedState(f"feed:{name}", last_poll_at=END, last_observed_at=END)
            for name in NAMES
        }

    def due_states(self) -> dict[str, FeedState]:
        return self.feed_states()

    def backfills(self) -> dict[tuple[str, str], Backfill]:
        return {}

    def span(self) -> tuple[datetime, datetime] | None:
        return None if self.empty else (START, END)

    def rollup(
        self,
        from_at: datetime,
        to_at: datetime,
        clock: str,
        scope: str = "",
        topics: Collection[str] = (),
    ) -> pd.DataFrame:
        held = self.story_table(from_at, to_at, clock)
        held = held.assign(
            hour_at=held[f"{'published' if clock == 'published' else 'first_seen'}_at"].dt.floor(
                "h"
            ),
            reach=1,
            reporting=(held["copy_of"] == "").astype(int),
            topic_id=held["topic_ids"],
        )
        both = pd.concat([held, held.assign(topic_id="")])
        if topics:
            both = pd.concat([both, held.assign(topic_id=ON_SUBJECT)])
            both = both[both["topic_id"].isin(list(topics))]
        keys = ["hour_at", "outlet_id", "topic_id", "language", "form"]
        return both.groupby(keys)[["reach", "reporting"]].sum().reset_index()

    def tally(
        self, from_at: datetime, to_at: datetime, clock: str, by: str, wanted: Wanted
    ) -> pd.DataFrame:
        held = self.story_table(from_at, to_at, clock, wanted=wanted)
        column = {"topic": "topic_ids", "event": "event_id"}.get(by)
        return held.assign(
            at=held["published_at" if clock == "published" else "first_seen_at"],
            key=held[column] if column else "",
            reach=1,
            reporting=(held["copy_of"] == "").astype(int),
        )

    def observations(self, from_at: datetime, to_at: datetime) -> pd.DataFrame:
        rows = [
            _poll(name, START + timedelta(hours=hour))
            for name in NAMES
            for hour in range(1, DAYS * 24 - 3)
            if hour // 24 != UNPOLLED_DAY
        ]
        table = pd.DataFrame(rows)
        for column in ("started_at", "observed_from_at", "until_at"):
            table[column] = pd.to_datetime(table[column], utc=True)
        return table[(table["started_at"] > from_at) & (table["started_at"] < to_at)]

    def last_polls(self) -> pd.DataFrame:
        return self.observations(START, END).drop_duplicates("feed_id", keep="last")

    def story_table(
        self,
        from_at: datetime,
        to_at: datetime,
        clock: str,
        topics: Collection[str] = (),
        outlets: Collection[str] = (),
        events: Collection[str] = (),
        limit: int = 100_000,
        wanted: Wanted = EVERYTHING,
        as_of: datetime | None = None,
    ) -> pd.DataFrame:
        asked = wanted.narrowed(topics, outlets, events)
        at = self.table["published_at" if clock == "published" else "first_seen_at"]
        fits = (at >= from_at) & (at < to_at)
        for column, values in (
            ("topic_ids", asked.topics),
            ("outlet_id", asked.outlets),
            ("event_id", asked.events),
        ):
            fits &= self.table[column].isin(list(values)) if values else True
        if asked.original:
            fits &= self.table["copy_of"] == ""
        return self.table[fits].head(limit).reset_index(drop=True)

    def event_table(
        self, from_at: datetime, to_at: datetime, topics: Collection[str] = (), limit: int = 1000
    ) -> pd.DataFrame:
        told = self.story_table(from_at, to_at, "published", topics, events=("event:flood",))
        columns = {
            "event_id": ["event:flood"],
            "label": ["Water rises at the quays"],
            "label_language": ["en"],
            "first_at": [told["published_at"].min()],
            "last_at": [told["published_at"].max()],
            "stories": [len(told)],
            "outlets": [told["outlet_id"].nunique()],
        }
        return pd.DataFrame(columns).head(limit if len(told) else 0)

    def stories(self, ids: Collection[str]) -> dict[str, Story]:
        held = self.table[self.table["id"].isin(list(ids))]
        return {row["id"]: _as_story(row) for row in held.to_dict("records")}

    def redatings(self, story_id: str) -> list[Redating]:
        (story,) = self.stories([story_id]).values()
        at = story.first_seen_at
        first = Redating(story_id, at, story.date, None, "first dated")
        if story.date.basis != "polled":
            return [first]
        before = story.date.published_at + timedelta(hours=3)
        why = "this feed writes local time as GMT: 19 of 20 dates lay ahead of the poll"
        return [first, Redating(story_id, at + timedelta(days=1), story.date, before, why)]

    def versions(self, story_id: str) -> list[StoryVersion]:
        (story,) = self.stories([story_id]).values()
        later = story.first_seen_at + timedelta(hours=2)
        return [
            StoryVersion(story_id, 1, story.first_seen_at, "المياه ترتفع في 3 أرصفة", "", ""),
            StoryVersion(story_id, 2, later, story.title, "", ""),
        ]

    def entries_of(self, story_id: str) -> list[Entry]:
        return []

    def pages(self, ids: Collection[str]) -> dict[str, Page]:
        return {}

    def feed_profiles(self) -> dict[str, FeedProfile]:
        return {}

    def topics_of(self, ids: Collection[str]) -> dict[str, list[TopicMatch]]:
        return {story_id: [TopicMatch(story_id, "floods", 1.0, "in the title")] for story_id in ids}

    def memberships(self, event_id: str) -> list[Membership]:
        return []

    def current_event(self, event_id: str) -> str:
        return "event:flood" if event_id == "event:flood-once" else event_id

    def events(self, ids: Collection[str]) -> dict[str, Event]:
        labels = (("en", "Water rises at the quays"), ("ar", "المياه ترتفع عند الأرصفة"))
        known = Event("event:flood", labels[0][1], "en", START, END, 32, 4, labels)
        return {event: known for event in ids if event == known.id}


def _as_story(row: dict[str, Any]) -> Story:
    polls = "not listed at 2026-03-13 08:00:00 UTC, listed at 2026-03-13 09:00:00 UTC; chosen"
    said = "the date of publication 'Friday': not readable, set aside"
    date = StoryDate(
        *(row[name].to_pydatetime() for name in ("published_at", "earliest_at", "latest_at")),
        row["date_basis"], "interval", "medium", flags=("delay-assumed",), evidence=(said, polls),
    )  # fmt: skip
    names = ("id", "outlet_id", "feed_id", "url", "url", "title", "summary", "language", "form")
    return Story(
        *(row[name] for name in names), "title", date, row["first_seen_at"].to_pydatetime(),
        2, row["copy_of"], "same headline", row["event_id"],
    )  # fmt: skip


def _poll(name: str, at: datetime) -> dict[str, object]:
    down = name == "canal" and at >= START + timedelta(days=FAILING_FROM)
    return {
        "feed_id": f"feed:{name}",
        "outlet_id": name,
        "started_at": at,
        "until_at": at,
        "source": "",
        "entries_new": 0,
        "outcome": "failed" if down else "unchanged",
        "overran": False,
        "observed_from_at": None if down else at - timedelta(hours=1),
        "error": "connection refused" if down else "",
        "entries_seen": 0 if down else 20,
        "entries_undated": 0,
    }
