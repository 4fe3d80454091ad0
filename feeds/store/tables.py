"""Tables for coverage: pandas frames whose columns have their type also when empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

import pandas as pd
from sqlalchemy import ColumnElement, Connection, case, func, or_, select

from feeds.model import OFF_SUBJECT, Poll
from feeds.store.counts.rollups import CLOCKS
from feeds.store.frames import frame, texts
from feeds.store.protocol import Clock
from feeds.store.schema import feeds, outlets, polls, stories, story_frames, topic_stories
from feeds.store.types import Instant
from feeds.store.wanted import Wanted

_STORY = (
    "id",
    "outlet_id",
    "feed_id",
    "url",
    "title",
    "summary",
    "language",
    "form",
    "text_scope",
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
_FRAMED = ("id", "outlet_id", "language", "text_scope", "published_at")


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
    return frame(conn, query)


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
    return frame(conn, query)


def story_table(
    conn: Connection, from_at: datetime, to_at: datetime, clock: Clock, wanted: Wanted, limit: int
) -> pd.DataFrame:
    """Stories in [from, to) by the clock, newest first, each with all of its topics;
    OFF_SUBJECT is none."""
    at = CLOCKS[clock]
    return listed(
        conn, (at >= from_at, at < to_at, *wanted.conditions((from_at, to_at))), at, limit
    )


def listed(
    conn: Connection,
    within: Sequence[ColumnElement[bool]],
    at: ColumnElement[datetime],
    limit: int | None,
) -> pd.DataFrame:
    """The stories that fulfil the conditions, newest first by a column."""
    topics = (
        select(func.aggregate_strings(topic_stories.c.topic_id, " "))
        .where(topic_stories.c.story_id == stories.c.id, topic_stories.c.topic_id != OFF_SUBJECT)
        .scalar_subquery()
        .label("topic_ids")
    )
    query = (
        select(*(stories.c[name] for name in _STORY), topics)
        .where(*within)
        .order_by(at.desc(), stories.c.id)
        .limit(limit)
    )
    found = frame(conn, query)
    found["topic_ids"] = texts([" ".join(sorted(str(t).split())) for t in found["topic_ids"]])
    return found


def frame_table(
    conn: Connection, span: tuple[datetime, datetime], clock: Clock, wanted: Wanted, book: str
) -> pd.DataFrame:
    """As `Store.frame_table`."""
    at, packed = CLOCKS[clock], story_frames.c.packed
    its = (story_frames.c.story_id == stories.c.id) & (story_frames.c.book == book)
    told = or_(packed.is_(None), func.length(packed) > 0)
    words = (stories.c[name] for name in ("title", "summary"))
    query = (
        select(
            *(stories.c[name] for name in _FRAMED),
            packed,
            *(case((packed.is_(None), word), else_="").label(word.name) for word in words),
        )
        .outerjoin_from(stories, story_frames, its)
        .where(at >= span[0], at < span[1], *wanted.conditions(span), told)
        .order_by(at.desc(), stories.c.id)
    )
    return frame(conn, query)
