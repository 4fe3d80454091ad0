"""What the polls vouch for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, func, select

from feeds.store.frames import frame
from feeds.store.schema import backfills, feeds, polls
from feeds.store.types import Instant


def vouched(conn: Connection, from_at: datetime, to_at: datetime) -> pd.DataFrame:
    """What polls and copies vouch for, of all that reach into [from, to)."""
    table = polls.c
    own = (table.source == "", table.observed_from_at < to_at)
    within = (*own, table.started_at >= from_at, table.started_at < to_at)
    found = [_vouching(conn, *within), _vouching(conn, *own, table.id.in_(_next(to_at)))]
    if conn.scalar(select(backfills.c.source).limit(1)) is not None:
        until = func.coalesce(table.captured_at, table.started_at)
        copied = (table.source != "", until >= from_at, table.observed_from_at < to_at)
        # A copy is older than its poll: for the index.
        found.append(_vouching(conn, *copied, table.started_at >= from_at))
    return pd.concat(found, ignore_index=True)


def _next(at: datetime) -> Select[Any]:
    """Ids of the first poll of each feed from an instant on: it may vouch for time before."""
    later = polls.alias()
    first = (
        select(later.c.id)
        .where(
            later.c.feed_id == feeds.c.id,
            later.c.started_at >= at,
            later.c.source == "",
            later.c.observed_from_at.is_not(None),
        )
        .order_by(later.c.started_at)
        .limit(1)
        .scalar_subquery()
    )
    return select(first).select_from(feeds)


def _vouching(conn: Connection, *asked: ColumnElement[bool]) -> pd.DataFrame:
    table = polls.c
    until = func.coalesce(table.captured_at, table.started_at, type_=Instant()).label("until_at")
    since = table.observed_from_at.label("from_at")
    return frame(conn, select(table.feed_id, since, until, table.overran).where(*asked))
