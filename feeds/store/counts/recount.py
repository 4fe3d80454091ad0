"""Every count made anew from the stories: in one pass over them, then sorted by each clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import (
    Connection,
    Select,
    delete,
    func,
    insert,
    literal,
    select,
)

from feeds.model import OFF_SUBJECT
from feeds.store.counts import hour_rows, numbers
from feeds.store.counts.counting import CLOCKS, Hour, hour_row
from feeds.store.counts.facts import COLUMNS, QUARTER
from feeds.store.counts.hour_rows import BLOCK, Rows, Whole
from feeds.store.counts.tables import rollup_hours, rollup_kinds, rollup_names, rollup_numbers
from feeds.store.polling import write
from feeds.store.rows import Row
from feeds.store.schema import stories, story_names, topic_stories
from feeds.store.types import Words

Tick = Callable[[int, int], None]  # (stories counted, of how many)
AT_ONCE = 20_000


class _Counted(NamedTuple):
    """All stories: quarters of an hour since 1970 by each clock (n, 2), and packed (n, 4)."""

    quarters: Whole
    rows: Rows


def recount(conn: Connection, tick: Tick) -> None:
    """Count every story anew."""
    for table in (rollup_hours, rollup_names, rollup_kinds, rollup_numbers):
        conn.execute(delete(table))
    _number(conn)
    counted = _read(conn, tick)
    for place, clock in enumerate(CLOCKS):
        for rows in _hours(clock, counted.quarters[:, place], counted.rows):
            write(conn, insert(rollup_hours), rows)
    _name(conn)


def _number(conn: Connection) -> None:
    """Numbers for all: stories in order of arrival, so that new ones stand together."""
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
    found = ids.with_only_columns(number, literal(prefix, Words).concat(name))
    conn.execute(insert(rollup_numbers).from_select(["number", "id"], found))


def _read(conn: Connection, tick: Tick) -> _Counted:
    total = conn.scalar(select(func.count()).select_from(stories)) or 0
    kinds, quarters, rows = numbers.Kinds(conn), list[Whole](), list[Rows]()
    outlets = {name: number for number, name in numbers.outlets(conn).items()}
    done = 0
    for lines in conn.execute(_query().execution_options(yield_per=AT_ONCE)).partitions():
        at = [(line.published, line.seen) for line in lines]
        packs = [_packed(line, outlets, kinds) for line in lines]
        quarters.append(np.array(at, dtype=np.int64) // QUARTER)
        rows.append(np.array(packs, dtype=np.uint32))
        done += len(lines)
        tick(done, total)
    if not rows:
        return _Counted(np.zeros((0, 2), dtype=np.int64), np.zeros((0, 4), dtype=np.uint32))
    return _Counted(np.concatenate(quarters), np.concatenate(rows))


def _packed(line: Any, outlets: dict[str, int], kinds: numbers.Kinds) -> tuple[int, ...]:
    """A story, whose quarter is of no clock yet."""
    topics = " ".join(sorted((line.topics or "").split()))
    kind = kinds[numbers.Kind(topics, line.language, line.form, line.scopes)]
    where = hour_rows.where(outlets[line.outlet_id], 0, line.copy_of == "")
    return line.number, line.event_number or 0, kind, where


def _query() -> Select[Any]:
    """The stories with their numbers and topics."""
    told, event = rollup_numbers.alias("told"), rollup_numbers.alias("event")
    topics = (
        select(func.aggregate_strings(topic_stories.c.topic_id, " "))
        .where(topic_stories.c.story_id == stories.c.id, topic_stories.c.topic_id != OFF_SUBJECT)
        .scalar_subquery()
    )
    of_event = (stories.c.event_id != "") & (event.c.id == _id("event:", stories.c.event_id))
    return (
        select(
            *COLUMNS,
            told.c.number,
            event.c.number.label("event_number"),
            topics.label("topics"),
        )
        .join_from(stories, told, told.c.id == _id("story:", stories.c.id))
        .outerjoin(event, of_event)
    )


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


def _name(conn: Connection) -> None:
    """The stories of each name, a name at a time."""
    told, uses = rollup_numbers, story_names.c
    query = (
        select(uses.name_id, told.c.number)
        .join_from(story_names, told, told.c.id == _id("story:", uses.story_id))
        .order_by(uses.name_id)
    )
    found = conn.execute(query.execution_options(yield_per=AT_ONCE))
    rows = list[Row]()
    for name_id, lines in groupby(found, key=lambda line: str(line[0])):
        rows += _blocks(name_id, np.unique([line[1] for line in lines]))
        if len(rows) >= AT_ONCE:
            write(conn, insert(rollup_names), rows)
            rows = []
    write(conn, insert(rollup_names), rows)


def _blocks(name_id: str, stories: Whole) -> list[Row]:
    blocks, first = np.unique(stories // BLOCK, return_index=True)
    parts = np.split((stories % BLOCK).astype("<u2"), first[1:])
    return [
        {"name_id": name_id, "block": block, "members": part.tobytes()}
        for block, part in zip(blocks.tolist(), parts, strict=True)
    ]
