"""The words of stories, with no more than is needed to read them: a month's are many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import BigInteger, Connection, Select, select, type_coerce

from feeds.store.counts.rollups import CLOCKS
from feeds.store.frames import instants
from feeds.store.protocol import Clock, Telling
from feeds.store.schema import stories
from feeds.store.wanted import Wanted

WORDS = ("title", "summary", "language", "version")
COLUMNS = ("id", "outlet_id", "url", "text_scope", "event_id", "copy_of")
ORDER = (
    "id", "outlet_id", "url", "title", "summary", "language", "text_scope", "event_id", "copy_of",
    "published_at", "version",
)  # fmt: skip
HEADLINE = ("id", "outlet_id", "title", "language")
AT_ONCE = 1000  # rows
Span = tuple[datetime, datetime]


def texts(
    conn: Connection, span: Span, clock: Clock, wanted: Wanted, telling: Telling | None
) -> pd.DataFrame:
    """As `Store.texts`."""
    names = (*WORDS, *COLUMNS)
    found = conn.execute(_query(span, clock, wanted, names))
    if telling is None:
        return _table(found.all(), names)[list(ORDER)]
    # Part by part, and before any table is made of them: mostly few are left.
    rows = [row for part in found.partitions(AT_ONCE) for row in part if telling(*row[1:5])]
    return _table(rows, names)[list(ORDER)]


def headlines(conn: Connection, span: Span, clock: Clock, wanted: Wanted) -> pd.DataFrame:
    """As `Store.headlines`."""
    return _table(conn.execute(_query(span, clock, wanted, HEADLINE)).all(), HEADLINE)


def _query(span: Span, clock: Clock, wanted: Wanted, names: Sequence[str]) -> Select[Any]:
    """published_at in microseconds, then the named columns, newest first."""
    at, table = CLOCKS[clock], stories.c
    return (
        select(type_coerce(table.published_at, BigInteger), *(table[name] for name in names))
        .where(at >= span[0], at < span[1], *wanted.conditions(span))
        .order_by(at.desc(), table.id)
    )


def _table(rows: Sequence[Sequence[Any]], names: Sequence[str]) -> pd.DataFrame:
    # Columns are joined from plain tuples: a row's own names are read ten times slower.
    at_us, *columns = list(zip(*rows, strict=True)) or [()] * (len(names) + 1)
    found = {
        name: np.array(values, dtype=np.int64)
        if name == "version"
        else pd.Series(values, dtype="str")
        for name, values in zip(names, columns, strict=True)
    }
    return pd.DataFrame(found | {"published_at": instants(np.array(at_us, dtype=np.int64))})
