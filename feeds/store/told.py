"""Who told of which event and when, and what the polls vouch for: narrow tables of many rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, func, select

from feeds.store.frames import frame
from feeds.store.protocol import Clock
from feeds.store.rollups import CLOCKS
from feeds.store.schema import events, polls, stories
from feeds.store.types import Instant
from feeds.store.wanted import Wanted

COLUMNS = (
    "event_id",
    "outlet_id",
    "id",
    "feed_id",
    "form",
    "copy_of",
    "date_basis",
    "published_at",
    "earliest_at",
    "latest_at",
    "first_seen_at",
)


def told_table(
    conn: Connection, from_at: datetime, to_at: datetime, clock: Clock, wanted: Wanted
) -> pd.DataFrame:
    """The stories before `to_at` of the events that have a wanted one in [from, to). Topics,
    names and events choose the events; outlets, languages, forms and scope the stories, too."""
    at = CLOCKS[clock]
    chosen = _events(wanted, at >= from_at, at < to_at)
    compared = replace(wanted, topics=(), names=(), events=(), on_topic=False)
    query = (
        select(*(stories.c[name] for name in COLUMNS))
        .where(at < to_at, stories.c.event_id.in_(chosen), *compared.conditions())
        .order_by(stories.c.event_id, at, stories.c.id)
    )
    return frame(conn, query)


def _events(wanted: Wanted, *within: ColumnElement[bool]) -> Select[Any]:
    """Ids of events; one that a single outlet tells of is led by nobody, so it must be named."""
    held = events.c.id.in_(wanted.events) if wanted.events else events.c.outlets > 1
    told = select(stories.c.event_id).where(*within, *wanted.conditions())
    return select(events.c.id).where(held, events.c.id.in_(told))


def vouched(conn: Connection, from_at: datetime, to_at: datetime) -> pd.DataFrame:
    """What polls and copies vouch for, of all that reach into [from, to)."""
    table = polls.c
    until = func.coalesce(table.captured_at, table.started_at, type_=Instant()).label("until_at")
    query = select(
        table.feed_id, table.observed_from_at.label("from_at"), until, table.overran
    ).where(
        table.started_at >= from_at,  # a copy is older than its poll: for the index
        until >= from_at,
        table.observed_from_at < to_at,
    )
    return frame(conn, query.order_by(table.feed_id, until, table.id))
