"""The events that began in an hour packed into one row, their stories gathered as far as what is
told of an event allows: a month is read at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, delete, insert, select

from feeds.store.polling import Inserter, write
from feeds.store.rewriting import Rewriting
from feeds.store.rows import Row, batches
from feeds.store.told.reading import Stories, sorts_of, unpacked
from feeds.store.told.tables import told_events, told_hours
from feeds.store.types import instant

SAME = ("event", "outlet", "sort", "origin")  # what the stories of a line share
LINE = np.dtype(
    [(name, "<i4") for name in ("event", "stories", "outlet", "feed", "sort", "origin")]
    + [(name, "<i8") for name in ("published_at", "last_at", "earliest_at", "latest_at")]
)
HOUR = timedelta(hours=1)
MOST = 24  # hours read at once
Lines = npt.NDArray[Any]  # of LINE
Places = npt.NDArray[np.int64]


def gathered(found: Stories) -> tuple[Lines, Places]:
    """A line for the stories of an event that are of one outlet and sort and reprint the same
    outlet, and the place of the first of them; by event, then that place (pure). Stories are by
    event, published_at and id."""
    told = found.told
    keys = [found.event, *(told[name] for name in SAME[1:])]
    order = np.lexsort(keys[::-1])
    changes = [np.diff(key[order], prepend=-9) != 0 for key in keys]
    starts = np.flatnonzero(np.logical_or.reduce(changes))
    lines = np.zeros(len(starts), LINE)
    lines["event"] = found.event[order][starts]
    lines["stories"] = np.diff(starts, append=len(order))
    for name in ("outlet", "feed", "sort", "origin", "published_at"):
        lines[name] = told[name][order][starts]
    if len(starts):
        lines["last_at"] = np.maximum.reduceat(told["published_at"][order], starts)
        for name in ("earliest_at", "latest_at"):
            lines[name] = np.minimum.reduceat(told[name][order], starts)
    first = np.argsort(order[starts])
    return lines[first], order[starts][first]


def picked(lines: Lines, places: Places) -> Lines:
    """The lines at some places; records are copied as whole numbers, which is many times
    quicker than field by field (pure)."""
    whole = np.ascontiguousarray(lines).view("<i8").reshape(len(lines), LINE.itemsize // 8)
    found: Lines = whole.take(places, axis=0).view(LINE).reshape(len(places))
    return found


def pack(conn: Connection, hours: Collection[datetime]) -> None:
    """Pack anew the events of hours; one in which none began has no row."""
    for batch in batches(sorted(hours)):
        conn.execute(delete(told_hours).where(told_hours.c.hour_at.in_(batch)))
    for run in _runs(sorted(hours)):
        write(conn, insert(told_hours), list(_packed(conn, run)))


def rebuild(conn: Connection, insert_into: Inserter) -> int:
    """Pack every hour anew; how many rows differed."""
    began = conn.scalars(select(told_events.c.first_at).where(told_events.c.outlets > 1))
    hours = {at.replace(minute=0, second=0, microsecond=0) for at in began}
    found = Rewriting(conn, insert_into, told_hours)
    for run in _runs(sorted(hours)):
        found.take(_packed(conn, run))
    return found.end()


def _runs(hours: Sequence[datetime]) -> Iterator[Sequence[datetime]]:
    """Hours that follow one another, as they are read at once."""
    start = 0
    for end in range(1, len(hours) + 1):
        if end == len(hours) or hours[end] != hours[end - 1] + HOUR or end - start == MOST:
            yield hours[start:end]
            start = end


def _packed(conn: Connection, hours: Sequence[datetime]) -> Iterator[Row]:
    table = told_events.c
    query = select(table.first_at, table.event_id, table.packed, table.story_ids).where(
        table.first_at >= hours[0], table.first_at < hours[-1] + HOUR, table.outlets > 1
    )
    rows = sorted(((at - hours[0]) // HOUR, *rest) for at, *rest in conn.execute(query))
    if not rows:
        return
    found = unpacked([row[1:] for row in rows])
    lines, first = gathered(found)
    ids = np.array("\n".join(row[3] for row in rows).split("\n"), dtype=object)[first]
    hour, topical = np.array([row[0] for row in rows]), _topical(conn, found)
    for number in sorted(set(hour.tolist())):
        for on_topic in (False, True):
            events = np.flatnonzero((hour == number) & (topical == on_topic))
            if len(events):
                held = np.isin(lines["event"], events)
                own = lines[held].copy()
                own["event"] = np.searchsorted(events, own["event"])
                yield {
                    "hour_at": hours[0] + number * HOUR,
                    "topical": int(on_topic),
                    "last_at": instant(int(own["last_at"].max())),
                    "event_ids": "\n".join(rows[place][1] for place in events.tolist()),
                    "packed": own.tobytes(),
                    "story_ids": "\n".join(ids[held]),
                }


def _topical(conn: Connection, found: Stories) -> npt.NDArray[np.bool_]:
    """Which of the events have a story on any topic."""
    sorts = sorts_of(conn)
    told = np.zeros(max(sorts, default=0) + 1, dtype=bool)
    told[[number for number, sort in sorts.items() if sort["topics"]]] = True
    which = np.zeros(len(found.events), dtype=bool)
    which[found.event[told[found.told["sort"]]]] = True
    return which
