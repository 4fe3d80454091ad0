"""What a write changes in the counts: stories are taken out as they were and put in as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, select, tuple_

from feeds.store.counts import hour_rows, numbers
from feeds.store.counts.facts import HOUR, Fact
from feeds.store.counts.hour_rows import BLOCK
from feeds.store.counts.tables import rollup_hours, rollup_names
from feeds.store.polling import write
from feeds.store.rows import Row, batches
from feeds.store.types import instant, micros

CLOCKS = ("published", "seen")
Facts = Mapping[str, Fact]


class Hour(NamedTuple):
    """An hour since 1970 by a clock."""

    clock: str
    number: int


def move(conn: Connection, before: Facts, after: Facts) -> None:
    """Bring the counts of the stories from what they were to what they are."""
    moved = sorted(n for n in before.keys() | after.keys() if before.get(n) != after.get(n))
    if not moved:
        return
    known = numbers.given(conn, set(_ids(moved, after)))
    gone: dict[Hour, list[int]] = defaultdict(list)
    new: dict[Hour, list[tuple[int, ...]]] = defaultdict(list)
    kinds = numbers.Kinds(conn)
    for name in moved:
        story = known[f"story:{name}"]
        for place, _ in _places(before.get(name)):
            gone[place].append(story)
        for place, quarter in _places(after.get(name)):
            new[place].append(_line(story, after[name], quarter, known, kinds))
    _write_hours(conn, gone, new)
    _rename(conn, moved, before, after, known)


def _ids(moved: Sequence[str], after: Facts) -> Iterator[str]:
    """All that needs a number."""
    for name in moved:
        yield f"story:{name}"
        if name in after:
            yield f"outlet:{after[name].outlet_id}"
            if after[name].event_id:
                yield f"event:{after[name].event_id}"


def _places(fact: Fact | None) -> Iterator[tuple[Hour, int]]:
    """The hour and the quarter of it, by each clock."""
    if fact:
        for clock, at in zip(CLOCKS, (fact.published, fact.seen), strict=True):
            yield Hour(clock, at // 4), at % 4


def _line(
    story: int, fact: Fact, quarter: int, known: Mapping[str, int], kinds: numbers.Kinds
) -> tuple[int, ...]:
    event = known[f"event:{fact.event_id}"] if fact.event_id else 0
    where = hour_rows.where(known[f"outlet:{fact.outlet_id}"], quarter, fact.original)
    return story, event, kinds[fact.kind], where


def _write_hours(
    conn: Connection,
    gone: Mapping[Hour, Sequence[int]],
    new: Mapping[Hour, Sequence[tuple[int, ...]]],
) -> None:
    for batch in batches(sorted(gone.keys() | new.keys()), 100):
        held, rows = _held(conn, batch), list[Row]()
        for hour in batch:
            before = hour_rows.unpacked(held.get(hour, b""))
            stories = hour_rows.changed(before, gone.get(hour, ()), new.get(hour, ()))
            rows += [hour_row(hour, stories)] if len(stories) else []
        conn.execute(delete(rollup_hours).where(_among(batch)))
        write(conn, insert(rollup_hours), rows)


def hour_row(hour: Hour, stories: hour_rows.Rows) -> Row:
    """The row of an hour's stories."""
    return {
        "clock": hour.clock,
        "hour_at": instant(hour.number * HOUR),
        "cells": hour_rows.packed(hour_rows.counted(stories)),
        "stories": hour_rows.packed(stories),
    }


def _held(conn: Connection, hours: Sequence[Hour]) -> dict[Hour, bytes]:
    table = rollup_hours.c
    query = select(table.clock, table.hour_at, table.stories).where(_among(hours))
    return {Hour(c, _number(at)): bytes(blob) for c, at, blob in conn.execute(query)}


def _number(at: Any) -> int:
    return micros(at) // HOUR


def _among(hours: Sequence[Hour]) -> Any:
    keys = [(hour.clock, instant(hour.number * HOUR)) for hour in hours]
    return tuple_(rollup_hours.c.clock, rollup_hours.c.hour_at).in_(keys)


def _rename(
    conn: Connection,
    moved: Sequence[str],
    before: Facts,
    after: Facts,
    known: Mapping[str, int],
) -> None:
    """Bring the names' lists of stories up to date."""
    changes: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for name in moved:
        old, now = (held[name].names if name in held else frozenset() for held in (before, after))
        block, place = divmod(known[f"story:{name}"], BLOCK)
        for name_id in old ^ now:
            changes[block][name_id].add(place)
    for block, names in sorted(changes.items()):
        for batch in batches(sorted(names)):
            _write_names(conn, block, {name: names[name] for name in batch})


def _write_names(conn: Connection, block: int, names: Mapping[str, set[int]]) -> None:
    """Turn over which of the stories carry each name: what was in is out."""
    table = rollup_names.c
    here = (table.block == block, table.name_id.in_(sorted(names)))
    query = select(table.name_id, table.members).where(*here)
    held = {name: hour_rows.members(bytes(blob)) for name, blob in conn.execute(query)}
    left = {name: held.get(name, set()) ^ turned for name, turned in names.items()}
    conn.execute(delete(rollup_names).where(*here))
    rows = [
        {"name_id": name, "block": block, "members": hour_rows.listed(members)}
        for name, members in sorted(left.items())
        if members
    ]
    write(conn, insert(rollup_names), rows)
