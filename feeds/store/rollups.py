"""Stories counted per hour: what a write changes is added in the transaction that changes it,
so that counts and stories always agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    case,
    delete,
    func,
    insert,
    literal,
    select,
    type_coerce,
)

from feeds.model import OFF_SUBJECT, ON_SUBJECT, Outlet
from feeds.store import cells, scopes, told_events
from feeds.store.cells import Count, Series, Slot
from feeds.store.polling import Inserter, upsert, write
from feeds.store.rows import batches
from feeds.store.schema import feeds, meta, rollup_days, rollup_series, stories, topic_stories
from feeds.store.types import EPOCH, MICROSECOND, Words

Place = tuple[str, int, str]  # (clock, UTC hour since 1970, outlet)
Counts = dict[tuple[Place, Series], Count]
CLOCKS: dict[str, Column[datetime]] = {
    "published": stories.c.published_at,
    "seen": stories.c.first_seen_at,
}
HOUR = 3_600_000_000  # in microseconds
AGES = 24 * 400_000  # hours, more than any date lies before 1970
STALE = "stale"  # the fact "rollups" of a store whose schema has changed


@contextmanager
def following(
    conn: Connection, insert_into: Inserter, story_ids: Collection[str]
) -> Iterator[None]:
    """What is written to the stories inside is added to the counts at the end."""
    before = _counted(conn, story_ids)
    yield
    scopes.carried(conn, sorted(story_ids))
    after = _counted(conn, story_ids)
    changed = {
        key: (reach, reporting)
        for key in before.keys() | after.keys()
        if (reach := after.get(key, (0, 0))[0] - before.get(key, (0, 0))[0])
        | (reporting := after.get(key, (0, 0))[1] - before.get(key, (0, 0))[1])
    }
    _add(conn, insert_into, changed)


@contextmanager
def rescoping(conn: Connection, insert_into: Inserter, outlets: Sequence[Outlet]) -> Iterator[None]:
    """The same for stories of feeds whose scope the outlets give anew inside."""
    known = {row.id: row.scope for row in conn.execute(select(feeds.c.id, feeds.c.scope))}
    given = {feed.id: feed.scope for outlet in outlets for feed in outlet.feeds}
    changed = [name for name, scope in given.items() if known.get(name, scope) != scope]
    carried = scopes.of_feeds(conn, sorted(changed))
    with told_events.following(conn, insert_into, carried), following(conn, insert_into, carried):
        yield


def is_stale(conn: Connection) -> bool:
    """Whether the counts are to be made anew before anything is read or written."""
    return conn.scalar(select(meta.c.value).where(meta.c.key == "rollups")) == STALE


def rebuild(conn: Connection, insert_into: Inserter) -> None:
    """Count every story anew."""
    scopes.carried_everywhere(conn)
    conn.execute(delete(rollup_days))
    conn.execute(delete(rollup_series))
    numbers = _Numbers(conn)
    for clock, column in CLOCKS.items():
        for counted in _ways(column):
            lines = conn.execute(counted.execution_options(yield_per=5000))
            for _, day in groupby(lines, key=lambda line: int(line[0]) // 24):
                counts: Counts = {
                    ((clock, hour, outlet), Series(*kind)): (reach, reporting)
                    for hour, outlet, *kind, reach, reporting in day
                }
                _add(conn, insert_into, counts, numbers)
    told_events.rebuild(conn, insert_into)
    conn.execute(delete(meta).where(meta.c.key == "rollups"))


def _counted(conn: Connection, story_ids: Collection[str]) -> Counts:
    """What the stories count as they are kept now."""
    reach: Counter[tuple[Place, Series]] = Counter()
    reporting: Counter[tuple[Place, Series]] = Counter()
    for batch in batches(sorted(story_ids)):
        topics = _topics(conn, batch)
        for row in conn.execute(_facts().where(stories.c.id.in_(batch))):
            for clock, hour in (("published", row.published), ("seen", row.seen)):
                for topic in topics[row.id]:
                    series = Series(topic, row.language, row.form, row.scopes)
                    key = ((clock, hour, row.outlet_id), series)
                    reach[key] += 1
                    reporting[key] += row.copy_of == ""
    return {key: (number, reporting[key]) for key, number in reach.items()}


def _facts() -> Select[Any]:
    table = stories.c
    columns = (table.id, table.outlet_id, table.language, table.form, table.scopes, table.copy_of)
    hours = (_hour(column).label(clock) for clock, column in CLOCKS.items())
    return select(*columns, *hours)


def _topics(conn: Connection, story_ids: Collection[str]) -> Mapping[str, list[str]]:
    """What each story counts under."""
    table = topic_stories.c
    found = {story_id: [""] for story_id in story_ids}
    query = select(table.story_id, table.topic_id).where(table.story_id.in_(story_ids))
    for story_id, topic_id in conn.execute(query.where(table.topic_id != OFF_SUBJECT)):
        found[story_id].append(topic_id)
    return {name: [*held, ON_SUBJECT] if held[1:] else held for name, held in found.items()}


def _add(
    conn: Connection, insert_into: Inserter, counts: Counts, numbers: _Numbers | None = None
) -> None:
    """Add counts, which may be negative, to those that are kept."""
    numbers = numbers or _Numbers(conn)
    more: dict[tuple[str, datetime, str], list[tuple[Slot, Count]]] = defaultdict(list)
    for ((clock, hour, outlet), series), count in sorted(counts.items()):
        key = clock, EPOCH + hour // 24 * 24 * HOUR * MICROSECOND, outlet
        more[key].append(((hour % 24, numbers[series]), count))
    rows = []
    for key, found in more.items():
        day = dict(zip(("clock", "day_at", "outlet_id"), key, strict=True))
        here = [rollup_days.c[name] == value for name, value in day.items()]
        held = conn.scalar(select(rollup_days.c.cells).where(*here)) or b""
        left = cells.pack(cells.added(cells.unpack(bytes(held)), found))
        if left:
            rows.append(day | {"cells": left})
        else:
            conn.execute(delete(rollup_days).where(*here))
    write(conn, upsert(insert_into, rollup_days), rows)


class _Numbers:
    """The number of each kind of stories; a new kind gets the next."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        table = rollup_series.c
        query = select(table.id, table.topic_id, table.language, table.form, table.scopes)
        self._held = {Series(*row[1:]): int(row[0]) for row in conn.execute(query)}

    def __getitem__(self, series: Series) -> int:
        if series not in self._held:
            self._held[series] = len(self._held) + 1
            row = {"id": self._held[series], **series._asdict()}
            self._conn.execute(insert(rollup_series), row)
        return self._held[series]


def _ways(column: Column[datetime]) -> Iterator[Select[Any]]:
    """Every story, those on any topic, and those on each."""
    topic = topic_stories.c.topic_id
    # Off the subject is no topic, and by far the most stories of a broad feed.
    on = (topic_stories.c.story_id == stories.c.id) & (topic != OFF_SUBJECT)
    yield _grouped(column, literal("", Words), stories)
    yield _grouped(column, literal(ON_SUBJECT, Words), stories).where(
        select(topic).where(on).exists()
    )
    yield _grouped(column, topic, stories.join(topic_stories, on))


def _grouped(
    column: Column[datetime], topic: ColumnElement[str], source: FromClause
) -> Select[Any]:
    """(hour, outlet, topic, language, form, scopes, reach, reporting), by hour."""
    hour, table = _hour(column), stories.c
    kinds = (table.outlet_id, table.language, table.form, table.scopes)
    keys = (hour, table.outlet_id, topic.label("topic"), *kinds[1:])
    original = func.sum(case((table.copy_of == "", 1), else_=0))
    by_topic = () if isinstance(topic, BindParameter) else (topic,)
    query = select(*keys, func.count(), original).select_from(source)
    return query.group_by(hour, *kinds, *by_topic).order_by(hour)


def _hour(column: Column[datetime]) -> ColumnElement[int]:
    """The UTC hour since 1970 of an instant; databases round towards zero, also before it."""
    return (type_coerce(column, BigInteger) + AGES * HOUR) // HOUR - AGES
