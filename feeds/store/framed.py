"""The table of stories with the frames that they use."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
from sqlalchemy import Connection, func, or_, select

from feeds.store.counts.rollups import CLOCKS
from feeds.store.frames import frame
from feeds.store.protocol import Clock
from feeds.store.schema import stories
from feeds.store.schema import story_frames as table
from feeds.store.wanted import Wanted

COLUMNS = ("id", "outlet_id", "language", "text_scope", "published_at")


def frame_table(
    conn: Connection, span: tuple[datetime, datetime], clock: Clock, wanted: Wanted, book: str
) -> pd.DataFrame:
    """As `Store.frame_table`."""
    at, packed = CLOCKS[clock], table.c.packed
    its = (table.c.story_id == stories.c.id) & (table.c.book == book)
    told = or_(packed.is_(None), func.length(packed) > 0)
    query = (
        select(*(stories.c[name] for name in COLUMNS), packed)
        .outerjoin_from(stories, table, its)
        .where(at >= span[0], at < span[1], *wanted.conditions(), told)
        .order_by(at.desc(), stories.c.id)
    )
    return frame(conn, query)
