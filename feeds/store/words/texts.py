"""The words of stories, with no more than is needed to read them: a month's are many."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd
from sqlalchemy import BigInteger, Connection, select, type_coerce

from feeds.store.counts.rollups import CLOCKS
from feeds.store.frames import instants
from feeds.store.protocol import Clock
from feeds.store.schema import stories
from feeds.store.wanted import Wanted

COLUMNS = (
    "id", "outlet_id", "url", "title", "summary", "language", "text_scope", "event_id", "copy_of",
)  # fmt: skip


def texts(
    conn: Connection, span: tuple[datetime, datetime], clock: Clock, wanted: Wanted
) -> pd.DataFrame:
    """As `Store.texts`."""
    at, table = CLOCKS[clock], stories.c
    query = (
        select(
            type_coerce(table.published_at, BigInteger),
            table.version,
            *(table[name] for name in COLUMNS),
        )
        .where(at >= span[0], at < span[1], *wanted.conditions())
        .order_by(at.desc(), table.id)
    )
    # Columns are joined from plain tuples: a row's own names are read ten times slower.
    columns = list(zip(*conn.execute(query).all(), strict=True)) or [()] * (len(COLUMNS) + 2)
    found = {
        name: pd.Series(values, dtype="str")
        for name, values in zip(COLUMNS, columns[2:], strict=True)
    }
    at_us, version = (np.array(values, dtype=np.int64) for values in columns[:2])
    return pd.DataFrame(found | {"published_at": instants(at_us), "version": version})
