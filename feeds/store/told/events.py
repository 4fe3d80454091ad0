"""The stories of each event, packed: rewritten in the transaction that changes a story of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Connection, delete, func, insert, select, type_coerce

from feeds.model import OFF_SUBJECT
from feeds.store.polling import Inserter, upsert, write
from feeds.store.rewriting import Rewriting
from feeds.store.rows import Row, batches
from feeds.store.schema import stories, topic_stories
from feeds.store.told.tables import told_events, told_hours, told_places, told_sorts

if TYPE_CHECKING:  # numpy takes a tenth of a second to import: only what writes stories pays for it
    from feeds.engine import Engine
    from feeds.store.told.records import Line, Packed, Part, Sort

_INSTANTS = ("published_at", "earliest_at", "latest_at", "first_seen_at")
AT_ONCE = 500  # events of a part
_origin = stories.alias()


@contextmanager
def following(
    conn: Connection, insert_into: Inserter, story_ids: Collection[str]
) -> Iterator[None]:
    """The events that the stories are in, before or after what is written inside, are packed
    anew at the end."""
    before = _events_of(conn, story_ids)
    yield
    refresh(conn, insert_into, before | _events_of(conn, story_ids))


def forget(conn: Connection) -> None:
    """Forget all that is packed, and the numbers that it stands on."""
    for table in (told_events, told_hours, told_places, told_sorts):
        conn.execute(delete(table))


def rebuild(
    conn: Connection, insert_into: Inserter, tick: Callable[[int], None], engine: Engine
) -> tuple[int, int]:
    """Pack every event anew, and the hours in which they began; how many of both differed.
    `tick` is told the stories packed."""
    from feeds.store.told import packing as told_packing
    from feeds.store.told import records

    numbers, done = _Numbers(conn), 0
    found = Rewriting(conn, insert_into, told_events)
    for part in engine.map(records.packed, _parts(conn, _by_time(conn))):
        found.take(numbers.settled(part))
        done += len(part.told)
        tick(done)
    numbers.keep(insert_into)
    return found.end(), told_packing.rebuild(conn, insert_into)


def _by_time(conn: Connection) -> list[str]:
    """All events that have stories, by the first of these."""
    table = stories.c
    first = func.min(table.published_at)
    query = select(table.event_id).where(table.event_id != "").group_by(table.event_id)
    return list(conn.scalars(query.order_by(first, table.event_id)))


def pack_hours(conn: Connection, insert_into: Inserter) -> None:
    """Pack the hours anew from the packed events."""
    from feeds.store.told import packing as told_packing

    told_packing.rebuild(conn, insert_into)


def refresh(conn: Connection, insert_into: Inserter, event_ids: Collection[str]) -> None:
    """Pack events anew, and the hours in which they began; those without a story are left out."""
    ids = sorted(set(event_ids))
    before = _began(conn, ids)
    _pack(conn, insert_into, ids)
    if hours := before | _began(conn, ids):
        # numpy takes a tenth of a second to import: only what writes stories pays for it.
        from feeds.store.told import packing as told_packing

        told_packing.pack(conn, hours)


def _began(conn: Connection, event_ids: Sequence[str]) -> set[datetime]:
    """The hours in which events began."""
    found: set[datetime] = set()
    for batch in batches(event_ids):
        began = select(told_events.c.first_at).where(told_events.c.event_id.in_(batch))
        found.update(at.replace(minute=0, second=0, microsecond=0) for at in conn.scalars(began))
    return found


def _pack(conn: Connection, insert_into: Inserter, event_ids: Sequence[str]) -> None:
    numbers = _Numbers(conn)
    for batch in batches(event_ids):
        conn.execute(delete(told_events).where(told_events.c.event_id.in_(batch)))
    for part in _parts(conn, event_ids):
        from feeds.store.told import records

        write(conn, insert(told_events), numbers.settled(records.packed(part)))
    numbers.keep(insert_into)


def _parts(conn: Connection, event_ids: Sequence[str]) -> Iterator[Part]:
    """The stories of events, some events at a time; of those that have any."""
    from feeds.store.told.records import Part

    for batch in batches(event_ids, AT_ONCE):
        if lines := _lines(conn, batch):
            yield Part(lines, _topics(conn, batch))


def _lines(conn: Connection, event_ids: Sequence[str]) -> list[Line]:
    """The stories of events, by event, published_at and id."""
    table = stories.c
    at = (type_coerce(table[name], BigInteger) for name in _INSTANTS)
    query = (
        select(
            *at, table.event_id, table.id, table.outlet_id, table.feed_id, table.copy_of,
            _origin.c.outlet_id.label("origin"),
            table.language, table.form, table.scopes, table.date_basis,
        )
        .outerjoin_from(
            stories, _origin, (_origin.c.id == table.copy_of) & (table.copy_of != "")
        )
        .where(table.event_id.in_(event_ids))
        .order_by(table.event_id, table.published_at, table.id)
    )  # fmt: skip
    return [tuple(row) for row in conn.execute(query).all()]


def _topics(conn: Connection, event_ids: Sequence[str]) -> dict[str, str]:
    """The topics of the events' stories between spaces, by story id."""
    found: dict[str, list[str]] = defaultdict(list)
    query = (
        select(topic_stories.c.story_id, topic_stories.c.topic_id)
        .join_from(stories, topic_stories, topic_stories.c.story_id == stories.c.id)
        .where(stories.c.event_id.in_(event_ids), topic_stories.c.topic_id != OFF_SUBJECT)
    )
    for story_id, topic_id in conn.execute(query).all():
        found[story_id].append(topic_id)
    return {name: f" {' '.join(sorted(topics))} " for name, topics in found.items()}


def _events_of(conn: Connection, story_ids: Collection[str]) -> set[str]:
    found: set[str] = set()
    for batch in batches(sorted(story_ids)):
        held = select(stories.c.event_id).where(stories.c.id.in_(batch), stories.c.event_id != "")
        found.update(conn.scalars(held.distinct()))
    return found


class _Numbers:
    """The numbers of outlets, feeds and sorts of stories; a new one gets the next."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._places = {
            (row.kind, row.place_id): row.id for row in conn.execute(select(told_places))
        }
        self._sorts = {tuple(row[1:]): row.id for row in conn.execute(select(told_sorts))}
        self._new: tuple[list[Row], list[Row]] = ([], [])

    def settled(self, part: Packed) -> list[Row]:
        """The rows of events with these numbers."""
        from feeds.store.told import records

        for place in part.places:
            self._place(*place)
        for facts in part.sorts:
            self._sort(facts)
        return records.settled(part, self._places, self._sorts)

    def _place(self, kind: str, name: str) -> None:
        if (kind, name) not in self._places:
            found = self._places[kind, name] = len(self._places) + 1
            self._new[0].append({"id": found, "kind": kind, "place_id": name})

    def _sort(self, facts: Sort) -> None:
        if facts not in self._sorts:
            found = self._sorts[facts] = len(self._sorts) + 1
            names = [column.name for column in told_sorts.columns]
            self._new[1].append(dict(zip(names, (found, *facts), strict=True)))

    def keep(self, insert_into: Inserter) -> None:
        """Write the new ones."""
        for table, rows in zip((told_places, told_sorts), self._new, strict=True):
            write(self._conn, upsert(insert_into, table), rows)
