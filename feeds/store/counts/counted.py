"""The counts as they are kept, read at once: hours of packed rows and what their numbers mean."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from sqlalchemy import BigInteger, Connection, select, type_coerce

from feeds.store.counts import numbers
from feeds.store.counts.facts import quarter
from feeds.store.counts.hour_rows import (
    BLOCK,
    CELL_KIND,
    EVENT,
    KIND,
    PLACE,
    REACH,
    REPORTING,
    STORY,
    WHERE,
    WIDTH,
    Flags,
    Rows,
    Whole,
    unpacked,
)
from feeds.store.counts.numbers import Kind
from feeds.store.counts.tables import rollup_hours, rollup_names, rollup_spans
from feeds.store.frames import instants, texts
from feeds.store.protocol import Clock
from feeds.store.rows import batches
from feeds.store.schema import polls
from feeds.store.types import micros

AT_ONCE = 1 << 22  # bytes that are unpacked together: they stay near the processor
HOUR = timedelta(hours=1)
Column: TypeAlias = npt.NDArray[np.integer[Any]]
Choose: TypeAlias = Callable[[Rows], Flags]  # which rows of stories are asked for


@dataclass(frozen=True, slots=True)
class Lines:
    """Columns of counts, or of single stories with their event (0 for none): the quarter of an
    hour since 1970, the numbers of outlet and kind, the stories with reprints and without."""

    quarter: Whole
    outlet: Whole
    kind: Column
    reach: Column
    reporting: Column
    event: Column
    story: Column

    def only(self, held: Flags) -> Lines:
        """Those for which the flag stands."""
        if held.all():
            return self
        chosen = np.flatnonzero(held)
        columns = (getattr(self, name) for name in COLUMNS)
        # A column that holds one number alone stays so.
        return Lines(*(c[chosen] if c.strides[0] else c[: len(chosen)] for c in columns))


COLUMNS = ("quarter", "outlet", "kind", "reach", "reporting", "event", "story")  # of Lines


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of a span, or its `stories`; numbers of outlets and kinds are keys here."""

    stories: bool
    hours: tuple[tuple[int, bytes], ...]  # (its first quarter since 1970, rows)
    outlets: Mapping[int, str]
    kinds: Mapping[int, Kind]
    span: tuple[int, int]  # in quarters of an hour since 1970

    def lines(self, choose: Choose | None = None) -> Iterator[Lines]:
        """The lines within the span, many at a time; of single stories only those that `choose`
        takes, which are then all that is unpacked."""
        batch, size = list[tuple[int, bytes]](), 0
        for hour in self.hours:
            batch.append(hour)
            size += len(hour[1])
            if size >= AT_ONCE:
                yield self._lines(batch, choose)
                batch, size = [], 0
        if batch:
            yield self._lines(batch, choose)

    def _lines(self, hours: list[tuple[int, bytes]], choose: Choose | None) -> Lines:
        rows = unpacked(b"".join([blob for _, blob in hours]))
        starts = np.array([start for start, _ in hours], dtype=np.int64)
        ends = np.cumsum([len(blob) // WIDTH for _, blob in hours])
        if self.stories and choose is not None:
            held = np.flatnonzero(choose(rows))
            rows, begun = rows[held], starts[np.searchsorted(ends, held, "right")]
        else:
            begun = np.repeat(starts, np.diff(ends, prepend=0))
        found = _stories(rows, begun) if self.stories else _counts(rows, begun)
        whole = self.span[0] <= starts[0] and starts[-1] + 4 <= self.span[1]
        at = found.quarter
        return found if whole else found.only((at >= self.span[0]) & (at < self.span[1]))


def _counts(rows: Rows, begun: Whole) -> Lines:
    place, none = rows[:, PLACE], np.broadcast_to(np.uint32(0), len(rows))
    counts = (rows[:, CELL_KIND], rows[:, REACH], rows[:, REPORTING])
    return Lines(begun + (place & 3), (place >> 2).astype(np.int64), *counts, none, none)


def _stories(rows: Rows, begun: Whole) -> Lines:
    where, once = rows[:, WHERE], np.broadcast_to(np.uint32(1), len(rows))
    outlet, told = (where >> 3).astype(np.int64), (rows[:, EVENT], rows[:, STORY])
    return Lines(begun + (where >> 1 & 3), outlet, rows[:, KIND], once, where & np.uint32(1), *told)


def counted(conn: Connection, span: tuple[datetime, datetime], clock: Clock, each: bool) -> Counted:
    """The counts of [from, to), in whole quarters of an hour, or `each` story of it."""
    table = rollup_hours.c
    query = (
        select(type_coerce(table.hour_at, BigInteger), table.stories if each else table.cells)
        .where(table.clock == clock, table.hour_at > span[0] - HOUR, table.hour_at < span[1])
        .order_by(table.hour_at)
    )
    hours = tuple((quarter(at), bytes(blob)) for at, blob in conn.execute(query).all())
    ends = (quarter(micros(span[0])), quarter(micros(span[1])))
    return Counted(each, hours, numbers.outlets(conn), numbers.kinds(conn), ends)


def carrying(
    conn: Connection, name_ids: Collection[str], among: Whole | None = None
) -> dict[str, Whole]:
    """The numbers of the stories that carry each of the names, ascending; where only those `among`
    some numbers are wanted, few others."""
    table = rollup_names.c
    found = dict.fromkeys(name_ids, np.zeros(0, dtype=np.int64))
    query = select(table.name_id, table.block, table.members).order_by(table.name_id, table.block)
    if among is not None:
        query = query.where(table.block.in_(np.unique(among // BLOCK).tolist()))
    for batch in batches(sorted(found)):
        found.update(_members(conn.execute(query.where(table.name_id.in_(batch))).all()))
    return found


def _members(rows: Sequence[Any]) -> Iterator[tuple[str, Whole]]:
    """Each name and its numbers, from blocks in order of name: all unpacked at once (pure)."""
    sizes = [len(row[2]) // 2 for row in rows]
    numbers = np.frombuffer(b"".join([row[2] for row in rows]), dtype="<u2").astype(np.int64)
    numbers += np.repeat(np.array([row[1] for row in rows], dtype=np.int64) * BLOCK, sizes)
    ends, row = np.cumsum(sizes), 0
    for name, held in groupby([row[0] for row in rows]):
        first, row = row, row + len(list(held))
        yield name, numbers[ends[first] - sizes[first] : ends[row - 1]]


def spans(conn: Connection, from_at: datetime, to_at: datetime) -> pd.DataFrame:
    """What the polls tell of feeds that reaches into [from, to): feed_id, state, from_at,
    until_at; a failure stands to the last poll of any feed at most."""
    table = rollup_spans.c
    ends = (type_coerce(table[name], BigInteger) for name in ("from_at", "until_at"))
    query = (
        select(table.feed_id, table.state, *ends)
        .where(table.until_at > from_at, table.from_at < to_at)
        .order_by(table.feed_id, table.state, table.from_at)
    )
    found = list(zip(*conn.execute(query).all(), strict=True)) or [(), (), (), ()]
    since, until = (np.array(column, dtype=np.int64) for column in found[2:])
    failed = np.array([state == "failed" for state in found[1]], dtype=bool)
    until = np.where(failed, np.minimum(until, _last(conn)), until)
    return pd.DataFrame(
        {
            "feed_id": texts([str(name) for name in found[0]]),
            "state": texts([str(name) for name in found[1]]),
            "from_at": instants(since),
            "until_at": instants(until),
        }
    )


def _last(conn: Connection) -> int:
    """The last poll of any feed."""
    at = polls.c.started_at
    query = select(type_coerce(at, BigInteger)).where(polls.c.source == "")
    return conn.scalar(query.order_by(at.desc()).limit(1)) or 0
