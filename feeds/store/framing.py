"""The frames that stories use: written with a batch, forgotten with words that change, read."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
from sqlalchemy import Connection, func, insert, or_, select

from feeds.model import Derived
from feeds.store.counts.rollups import CLOCKS
from feeds.store.frames import frame
from feeds.store.happenings import by_ids, forget
from feeds.store.polling import write
from feeds.store.protocol import Clock
from feeds.store.schema import stories
from feeds.store.schema import story_frames as table
from feeds.store.wanted import Wanted

COLUMNS = ("id", "outlet_id", "language", "text_scope", "published_at")


def forget_reworded(conn: Connection, derived: Derived) -> None:
    """What was found in words that a batch changes; before its stories are written."""
    now = {s.id: (s.title, s.summary, s.language) for s in derived.stories}
    held = by_ids(conn, stories.c.id, now)
    names = ("title", "summary", "language")
    changed = [row["id"] for row in held if now[row["id"]] != tuple(row[name] for name in names)]
    forget(conn, table.c.story_id, changed)


def save(conn: Connection, derived: Derived) -> None:
    """Replace the frames of the stories that a batch has looked through."""
    forget(conn, table.c.story_id, derived.framed)
    write(conn, insert(table), [one._asdict() for one in derived.frames])


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
