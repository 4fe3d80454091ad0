"""The stories of each event, packed: rewritten in the transaction that changes a story of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from struct import Struct
from typing import Any

from sqlalchemy import BigInteger, Connection, delete, insert, select, type_coerce

from feeds.model import OFF_SUBJECT
from feeds.store.polling import Inserter, upsert, write
from feeds.store.rows import Row, batches
from feeds.store.schema import stories, topic_stories
from feeds.store.told.tables import told_events, told_hours, told_places, told_sorts
from feeds.store.types import instant

RECORD = Struct("<4i4q")
UNKNOWN = -1  # number of the outlet of a story that is not kept
_INSTANTS = ("published_at", "earliest_at", "latest_at", "first_seen_at")
_origin = stories.alias()
Line = Any  # a row of `_lines`


@contextmanager
def following(
    conn: Connection, insert_into: Inserter, story_ids: Collection[str]
) -> Iterator[None]:
    """The events that the stories are in, before or after what is written inside, are packed
    anew at the end."""
    before = _events_of(conn, story_ids)
    yield
    refresh(conn, insert_into, before | _events_of(conn, story_ids))


def rebuild(conn: Connection, insert_into: Inserter) -> None:
    """Pack every event anew."""
    for table in (told_events, told_hours, told_places, told_sorts):
        conn.execute(delete(table))
    found = select(stories.c.event_id).where(stories.c.event_id != "").distinct()
    refresh(conn, insert_into, list(conn.scalars(found)))


def pack_hours(conn: Connection) -> None:
    """Pack the hours anew from the packed events."""
    from feeds.store.told import packing as told_packing

    told_packing.pack_all(conn)


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
        topics = _topics(conn, batch)
        by_event = groupby(_lines(conn, batch), key=lambda line: str(line.event_id))
        rows = [_packed(name, list(lines), topics, numbers) for name, lines in by_event]
        write(conn, insert(told_events), rows)
    numbers.keep(insert_into)


def _packed(event_id: str, lines: Sequence[Line], topics: dict[str, str], numbers: _Numbers) -> Row:
    """An event's row; its lines are by published_at."""
    records = (
        RECORD.pack(
            numbers.place("outlet", line.outlet_id),
            numbers.place("feed", line.feed_id),
            numbers.sort(
                line.language, line.form, line.scopes, line.date_basis, topics.get(line.id, "")
            ),
            _reprinted(line, numbers),
            *(line[name] for name in _places),
        )
        for line in lines
    )
    seen = [line.first_seen_at for line in lines]
    return {
        "event_id": event_id,
        "first_at": instant(lines[0].published_at),
        "last_at": instant(lines[-1].published_at),
        "seen_from_at": instant(min(seen)),
        "seen_to_at": instant(max(seen)),
        "stories": len(lines),
        "outlets": len({line.outlet_id for line in lines}),
        "packed": b"".join(records),
        "story_ids": "\n".join(line.id for line in lines),
    }


def _reprinted(line: Line, numbers: _Numbers) -> int:
    """The outlet whose story it reprints."""
    if not line.copy_of:
        return 0
    return UNKNOWN if line.origin is None else numbers.place("outlet", line.origin)


def _lines(conn: Connection, event_ids: Sequence[str]) -> Iterator[Line]:
    """The stories of events, by event and published_at."""
    table = stories.c
    at = (type_coerce(table[name], BigInteger).label(name) for name in _INSTANTS)
    query = (
        select(
            *at, table.event_id, table.id, table.outlet_id, table.feed_id, table.language,
            table.form, table.scopes, table.date_basis, table.copy_of,
            _origin.c.outlet_id.label("origin"),
        )
        .outerjoin_from(
            stories, _origin, (_origin.c.id == table.copy_of) & (table.copy_of != "")
        )
        .where(table.event_id.in_(event_ids))
        .order_by(table.event_id, table.published_at, table.id)
    )  # fmt: skip
    return iter(conn.execute(query).all())


_places = range(len(_INSTANTS))  # of the instants in a line


def _topics(conn: Connection, event_ids: Sequence[str]) -> dict[str, str]:
    """The topics of the events' stories between spaces, by story id."""
    found: dict[str, list[str]] = defaultdict(list)
    query = (
        select(topic_stories.c.story_id, topic_stories.c.topic_id)
        .join_from(stories, topic_stories, topic_stories.c.story_id == stories.c.id)
        .where(stories.c.event_id.in_(event_ids), topic_stories.c.topic_id != OFF_SUBJECT)
    )
    for story_id, topic_id in conn.execute(query):
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

    def place(self, kind: str, name: str) -> int:
        """The number of an outlet or feed."""
        found = self._places.get((kind, name))
        if found is None:
            found = self._places[kind, name] = len(self._places) + 1
            self._new[0].append({"id": found, "kind": kind, "place_id": name})
        return int(found)

    def sort(self, *facts: str | int) -> int:
        """The number of a sort: language, form, scopes, date_basis, topics."""
        found = self._sorts.get(facts)
        if found is None:
            found = self._sorts[facts] = len(self._sorts) + 1
            names = [column.name for column in told_sorts.columns]
            self._new[1].append(dict(zip(names, (found, *facts), strict=True)))
        return int(found)

    def keep(self, insert_into: Inserter) -> None:
        """Write the new ones."""
        for table, rows in zip((told_places, told_sorts), self._new, strict=True):
            write(self._conn, upsert(insert_into, table), rows)
