"""Tables for coverage: pandas frames whose columns have their type also when empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Connection,
    Integer,
    Select,
    func,
    or_,
    select,
    type_coerce,
)

from feeds.model import OFF_SUBJECT, Poll
from feeds.store.protocol import Clock
from feeds.store.schema import (
    events,
    feeds,
    outlets,
    polls,
    rollup_hours,
    stories,
    topic_stories,
)
from feeds.store.types import Instant, Listed

_NAT = np.iinfo(np.int64).min  # how numpy spells "no instant"
_CLOCKS = {"published": stories.c.published_at, "seen": stories.c.first_seen_at}
_STORY = (
    "id",
    "outlet_id",
    "feed_id",
    "url",
    "title",
    "summary",
    "language",
    "form",
    "published_at",
    "earliest_at",
    "latest_at",
    "date_basis",
    "date_confidence",
    "date_flags",
    "first_seen_at",
    "version",
    "copy_of",
    "event_id",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What stories are asked for; an empty field asks for all."""

    topics: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    events: tuple[str, ...] = ()

    def conditions(self) -> list[ColumnElement[bool]]:
        """Each field that asks for something as a condition on stories."""
        found: list[ColumnElement[bool]] = []
        if self.topics:
            found.append(_on_topic(self.topics))
        if self.outlets:
            found.append(stories.c.outlet_id.in_(self.outlets))
        if self.events:
            found.append(stories.c.event_id.in_(self.events))
        return found


def rollup(conn: Connection, from_at: datetime, to_at: datetime, clock: Clock) -> pd.DataFrame:
    """Stories per hour in [from, to), by hour."""
    table = rollup_hours.c
    query = (
        select(*(c for c in table if c.name != "clock"))
        .where(table.clock == clock, table.hour_at >= from_at, table.hour_at < to_at)
        .order_by(table.hour_at, table.outlet_id, table.topic_id, table.language)
    )
    return _frame(conn, query)


def observations(conn: Connection, from_at: datetime, to_at: datetime) -> pd.DataFrame:
    """Polls made in [from, to), copies made then, and later ones that vouch for a part of it."""
    names = (
        "started_at",
        "outcome",
        "overran",
        "observed_from_at",
        "entries_new",
        "error",
        "source",
    )
    until = func.coalesce(polls.c.captured_at, polls.c.started_at, type_=Instant()).label(
        "until_at"
    )
    query = (
        select(polls.c.feed_id, feeds.c.outlet_id, *(polls.c[name] for name in names), until)
        .join_from(polls, feeds)
        .where(
            polls.c.started_at >= from_at,  # a copy is older than its poll: for the index
            until >= from_at,
            or_(until < to_at, polls.c.observed_from_at < to_at),
        )
        .order_by(polls.c.feed_id, until, polls.c.id)
    )
    return _frame(conn, query)


def last_polls(conn: Connection) -> pd.DataFrame:
    """Newest poll of every polled feed: columns of Poll, then of the feed and its outlet."""
    inner = polls.alias()
    newest = (
        select(inner.c.id)
        .where(inner.c.feed_id == feeds.c.id, inner.c.source == "")
        .order_by(inner.c.started_at.desc(), inner.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    of_feed = ("outlet_id", "url", "language", "edition", "scope", "enabled", "terms", "note")
    of_outlet = ("name", "native_name", "kind", "country", "zone")
    columns = [polls.c[f.name] for f in fields(Poll)] + [feeds.c[name] for name in of_feed]
    query = (
        select(*columns, *(outlets.c[name] for name in of_outlet))
        .select_from(feeds.join(polls, polls.c.id == newest).join(outlets))
        .order_by(polls.c.feed_id)
    )
    return _frame(conn, query)


def story_table(
    conn: Connection, from_at: datetime, to_at: datetime, clock: Clock, wanted: Wanted, limit: int
) -> pd.DataFrame:
    """Stories in [from, to) by the clock, newest first, each with all of its topics;
    OFF_SUBJECT is none."""
    at = _CLOCKS[clock]
    topics = (
        select(func.aggregate_strings(topic_stories.c.topic_id, " "))
        .where(topic_stories.c.story_id == stories.c.id, topic_stories.c.topic_id != OFF_SUBJECT)
        .scalar_subquery()
        .label("topic_ids")
    )
    query = (
        select(*(stories.c[name] for name in _STORY), topics)
        .where(at >= from_at, at < to_at, *wanted.conditions())
        .order_by(at.desc(), stories.c.id)
        .limit(limit)
    )
    found = _frame(conn, query)
    found["topic_ids"] = _texts([" ".join(sorted(str(t).split())) for t in found["topic_ids"]])
    return found


def event_table(
    conn: Connection, from_at: datetime, to_at: datetime, topics: Sequence[str], limit: int
) -> pd.DataFrame:
    """Events with a story in [from, to), most stories first. Only stories on the topics
    count where topics are given, so the count is what `story_table` lists."""
    at = stories.c.published_at
    count = func.count().label("stories")
    seen = func.count(stories.c.outlet_id.distinct()).label("outlets")
    about = (events.c.label, events.c.label_language, events.c.first_at, events.c.last_at)
    query = (
        select(events.c.id.label("event_id"), *about, count, seen)
        .join_from(stories, events, stories.c.event_id == events.c.id)
        .where(at >= from_at, at < to_at, *Wanted(topics=tuple(topics)).conditions())
        .group_by(events.c.id, *about)
        .order_by(count.desc(), events.c.first_at, events.c.id)
        .limit(limit)
    )
    return _frame(conn, query)


def _on_topic(topics: Sequence[str]) -> ColumnElement[bool]:
    ids = select(topic_stories.c.story_id).where(topic_stories.c.topic_id.in_(topics))
    return stories.c.id.in_(ids)


def _frame(conn: Connection, query: Select[Any]) -> pd.DataFrame:
    columns = list(query.selected_columns)
    # Instants stay whole numbers until pandas has them: a datetime a cell is ten times slower.
    plain = [type_coerce(c, BigInteger) if isinstance(c.type, Instant) else c for c in columns]
    found = conn.execute(query.with_only_columns(*plain, maintain_column_froms=True)).all()
    values = list(zip(*found, strict=True)) or [()] * len(columns)
    return pd.DataFrame({c.name: _series(c, v) for c, v in zip(columns, values, strict=True)})


def _series(column: Any, values: Sequence[Any]) -> pd.Series[Any]:
    kind = column.type
    if isinstance(kind, Instant):
        return _instants(values)
    if isinstance(kind, Boolean):
        return pd.Series(values, dtype="bool")
    if isinstance(kind, Integer):
        return pd.Series(values, dtype="Int64" if getattr(column, "nullable", False) else "int64")
    if isinstance(kind, Listed) and column.name != "date_flags":
        return pd.Series(list(values), dtype="object")
    return _texts([_text(value) for value in values])


def _instants(values: Sequence[int | None]) -> pd.Series[Any]:
    numbers = np.array([_NAT if v is None else v for v in values], dtype="int64")
    return pd.Series(numbers.view("datetime64[us]")).dt.tz_localize("UTC")


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return " ".join(value)
    return "" if value is None else str(value)


def _texts(values: Sequence[str]) -> pd.Series[Any]:
    return pd.Series(values, dtype="str")
