"""Every count made anew from the stories: parts of them are packed by an engine, then sorted by
each clock. Numbers that were given out stay, so that what stood right is as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from sqlalchemy import (
    BigInteger,
    Connection,
    Select,
    delete,
    func,
    insert,
    literal,
    select,
    type_coerce,
)

from feeds.engine import Engine
from feeds.model import OFF_SUBJECT
from feeds.store.counts import hour_rows, numbers
from feeds.store.counts.counting import CLOCKS, Hour, hour_row
from feeds.store.counts.hour_rows import BLOCK, Rows, Whole
from feeds.store.counts.packing import Line, Packed, named, packed, settled
from feeds.store.counts.tables import rollup_hours, rollup_kinds, rollup_names, rollup_numbers
from feeds.store.polling import Inserter
from feeds.store.rewriting import Rewriting
from feeds.store.rows import Row
from feeds.store.schema import stories, story_names, topic_stories
from feeds.store.types import Words

AT_ONCE = 20_000  # stories of a part
Tick = Callable[[int], None]  # stories counted


def forget(conn: Connection) -> None:
    """Forget all counts, and the numbers that they stand on."""
    for table in (rollup_hours, rollup_names, rollup_kinds, rollup_numbers):
        conn.execute(delete(table))


def recount(conn: Connection, insert_into: Inserter, tick: Tick, engine: Engine) -> tuple[int, int]:
    """Count every story anew; how many hours, and lists of stories of names, differed."""
    _number(conn)
    quarters, rows = _counted(conn, tick, engine)
    hours = Rewriting(conn, insert_into, rollup_hours)
    for place, clock in enumerate(CLOCKS):
        for day in _hours(clock, quarters[:, place], rows):
            hours.take(day)
    names = Rewriting(conn, insert_into, rollup_names)
    for block in engine.map(named, _uses(conn)):
        names.take(block)
    return hours.end(), names.end()


def _number(conn: Connection) -> None:
    """Numbers for all without one: stories in order of arrival, so that new ones stand
    together."""
    table = stories.c
    events = select(table.event_id.label("id")).where(table.event_id != "").distinct().subquery()
    outlets = select(table.outlet_id.label("id")).distinct().subquery()
    arrived = (table.first_seen_at, table.id)
    _give(conn, "outlet:", select(outlets.c.id), [outlets.c.id])
    _give(conn, "event:", select(events.c.id), [events.c.id])
    _give(conn, "story:", select(table.id), arrived)


def _give(conn: Connection, prefix: str, ids: Select[Any], order: Sequence[Any]) -> None:
    (name,) = ids.selected_columns
    number = func.row_number().over(order_by=order) + numbers.highest(conn)
    has = select(rollup_numbers.c.id).where(rollup_numbers.c.id == _id(prefix, name)).exists()
    found = ids.with_only_columns(number, _id(prefix, name)).where(~has)
    conn.execute(insert(rollup_numbers).from_select(["number", "id"], found))


def _counted(conn: Connection, tick: Tick, engine: Engine) -> tuple[Whole, Rows]:
    """All stories: quarters of an hour since 1970 by each clock (n, 2), and packed (n, 4)."""
    parts, done = list[Packed](), 0
    for part in engine.map(packed, _lines(conn)):
        parts.append(part)
        done += len(part.rows)
        tick(done)
    outlets = {name: number for number, name in numbers.outlets(conn).items()}
    known = numbers.Kinds(conn)
    kinds = {kind: known[kind] for kind in sorted({kind for part in parts for kind in part.kinds})}
    quarters = [np.zeros((0, 2), dtype=np.int64), *(part.quarters for part in parts)]
    rows = [np.zeros((0, 4), dtype=np.uint32), *(settled(part, outlets, kinds) for part in parts)]
    return np.concatenate(quarters), np.concatenate(rows)


def _lines(conn: Connection) -> Iterator[list[Line]]:
    """The stories with their numbers and topics."""
    told, event = rollup_numbers.alias("told"), rollup_numbers.alias("event")
    topics = (
        select(func.aggregate_strings(topic_stories.c.topic_id, " "))
        .where(topic_stories.c.story_id == stories.c.id, topic_stories.c.topic_id != OFF_SUBJECT)
        .scalar_subquery()
    )
    table = stories.c
    of_event = (table.event_id != "") & (event.c.id == _id("event:", table.event_id))
    at = (type_coerce(table[name], BigInteger) for name in ("published_at", "first_seen_at"))
    own = (table.outlet_id, table.copy_of, topics, table.language, table.form, table.scopes)
    query = (
        select(*at, told.c.number, event.c.number, *own)
        .join_from(stories, told, told.c.id == _id("story:", table.id))
        .outerjoin(event, of_event)
    )
    found = conn.execute(query.execution_options(yield_per=AT_ONCE))
    return ([tuple(row) for row in rows] for rows in found.partitions())


def _uses(conn: Connection) -> Iterator[list[tuple[str, int]]]:
    """Which stories carry which name: a block of stories, by their numbers, at a time."""
    told, uses = rollup_numbers.c, story_names.c
    query = select(uses.name_id, told.number).join_from(
        rollup_numbers,
        story_names,
        (uses.story_id == func.substr(told.id, len("story:") + 1))
        & (told.id == _id("story:", uses.story_id)),  # an event may have a story's id
    )
    for first in range(0, numbers.highest(conn) + 1, BLOCK):
        within = query.where(told.number >= first, told.number < first + BLOCK)
        if found := [tuple(row) for row in conn.execute(within).all()]:
            yield found


def _id(prefix: str, name: Any) -> Any:
    return literal(prefix, Words).concat(name)


def _hours(clock: str, quarters: Whole, rows: Rows) -> Iterator[list[Row]]:
    """The rows of the hours, a day's at a time."""
    order = np.lexsort((rows[:, hour_rows.STORY], quarters // 4))
    quarters, rows = quarters[order], rows[order]
    rows[:, hour_rows.WHERE] |= (quarters % 4 << 1).astype(np.uint32)
    hours, first = np.unique(quarters // 4, return_index=True)
    parts = np.split(rows, first[1:]) if len(hours) else []
    for start in range(0, len(hours), 24):
        day = zip(hours[start : start + 24].tolist(), parts[start : start + 24], strict=True)
        yield [hour_row(Hour(clock, hour), stories) for hour, stories in day]
