"""Rows to dataclasses and back, at the store's door."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any, TypeVar

from feeds.model import (
    Backfill,
    Claim,
    Correction,
    Event,
    EventChange,
    EventLink,
    Feed,
    FeedClock,
    FeedProfile,
    FeedState,
    FoundTopic,
    Membership,
    NameUse,
    Outlet,
    Poll,
    Redating,
    Story,
    StoryDate,
    StoryVersion,
    TopicMatch,
)
from feeds.store.types import instant, micros

Row = dict[str, Any]
Flat = TypeVar(
    "Flat",
    Backfill,
    Correction,
    Event,
    EventChange,
    EventLink,
    Feed,
    FeedState,
    FoundTopic,
    Membership,
    NameUse,
    Poll,
    StoryVersion,
    TopicMatch,
)
T = TypeVar("T")

_STORY = tuple(f.name for f in fields(Story) if f.name != "date")
_DATE = {
    "published_at": "published_at",
    "earliest_at": "earliest_at",
    "latest_at": "latest_at",
    "basis": "date_basis",
    "precision": "date_precision",
    "confidence": "date_confidence",
    "raw": "date_raw",
    "reader": "date_reader",
    "zone": "date_zone",
    "zone_basis": "date_zone_basis",
    "flags": "date_flags",
    "evidence": "date_evidence",
}


def batches(items: Collection[T], size: int = 500) -> Iterator[Sequence[T]]:
    """The items in lists of at most `size`, below what one statement may bind."""
    held = list(items)
    for start in range(0, len(held), size):
        yield held[start : start + size]


def flat(record: Any) -> Row:
    """A record whose fields are named as its columns."""
    return {f.name: getattr(record, f.name) for f in fields(record)}


def unflat(kind: type[Flat], row: Any) -> Flat:
    """The record that `flat` made a row of; columns it does not know are left out."""
    return kind(**{f.name: row[f.name] for f in fields(kind)})


def poll_row(poll: Poll) -> Row:
    """A poll without its id, which the store gives."""
    row = flat(poll)
    del row["id"]
    return row


def story_row(story: Story) -> Row:
    """A story with its date flattened; which feeds carried it is known once its entries are
    written."""
    return {name: getattr(story, name) for name in _STORY} | _date_row(story.date) | {"scopes": 0}


def story(row: Any) -> Story:
    """A story as it was saved."""
    return Story(date=_date(row), **{name: row[name] for name in _STORY})


def redating_row(line: Redating) -> Row:
    """A line of the date ledger."""
    held = {"story_id": line.story_id, "at": line.at}
    return held | _date_row(line.date) | {"before_at": line.before_at, "reason": line.reason}


def redating(row: Any) -> Redating:
    """A line of the date ledger as it was written."""
    return Redating(row["story_id"], row["at"], _date(row), row["before_at"], row["reason"])


def profile_row(profile: FeedProfile) -> Row:
    """What polling has taught of a feed's dates."""
    return flat(profile) | {"clocks": tuple(map(_clock_list, profile.clocks))}


def profile(row: Any) -> FeedProfile:
    """What polling had taught of a feed's dates when it was saved."""
    held = {f.name: row[f.name] for f in fields(FeedProfile)}
    return FeedProfile(**held | {"clocks": tuple(map(_clock, row["clocks"]))})


def _clock_list(clock: FeedClock) -> tuple[Any, ...]:
    values = (getattr(clock, f.name) for f in fields(FeedClock))
    return tuple(micros(value) if isinstance(value, datetime) else value for value in values)


def _clock(values: tuple[Any, ...]) -> FeedClock:
    names = [f.name for f in fields(FeedClock)]
    held = dict(zip(names, values, strict=True))
    ends = {n: instant(v) for n, v in held.items() if n.endswith("_at") and v is not None}
    return FeedClock(**held | ends)


def outlet_row(outlet: Outlet) -> Row:
    """An outlet without its feeds."""
    row = flat(outlet)
    del row["feeds"]
    return row | {"owner": _claims(outlet.owner), "alignment": _claims(outlet.alignment)}


def outlet(row: Any, feeds: tuple[Feed, ...]) -> Outlet:
    """An outlet with its feeds."""
    names = [f.name for f in fields(Outlet) if f.name not in ("owner", "alignment", "feeds")]
    held = {name: row[name] for name in names}
    return Outlet(
        **held, owner=_history(row["owner"]), alignment=_history(row["alignment"]), feeds=feeds
    )


def _date_row(found: StoryDate) -> Row:
    return {column: getattr(found, name) for name, column in _DATE.items()}


def _date(row: Any) -> StoryDate:
    return StoryDate(**{name: row[column] for name, column in _DATE.items()})


def _claims(history: tuple[Claim, ...]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (c.value, c.source, c.valid_from.isoformat() if c.valid_from else "") for c in history
    )


def _history(found: tuple[tuple[str, str, str], ...]) -> tuple[Claim, ...]:
    return tuple(
        Claim(value, source, date.fromisoformat(day) if day else None)
        for value, source, day in found
    )
