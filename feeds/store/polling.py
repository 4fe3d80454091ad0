"""Outlets, polls and raw entries: what the poller writes and reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.sql.dml import Insert

from feeds.model import Backfill, Feed, FeedState, Outlet, Poll, PollRecord
from feeds.store import entries, rows
from feeds.store.direct import Direct, differing, direct
from feeds.store.schema import backfills, feed_states, feeds, meta, outlets, polls

BULKY = frozenset({"window", "rhythm"})  # of a feed's state
GIVEN = frozenset({"id"})  # by the store
Inserter = Callable[[Table], Any]  # the dialect's insert, which knows ON CONFLICT


@cache
def upsert(insert_into: Inserter, table: Table) -> Insert:
    """Insert rows, or rewrite those with the same primary key."""
    statement = insert_into(table)
    rest = {c.name: statement.excluded[c.name] for c in table.columns if not c.primary_key}
    keys = list(table.primary_key.columns)
    if not rest:
        return _typed(statement.on_conflict_do_nothing(index_elements=keys))
    return _typed(statement.on_conflict_do_update(index_elements=keys, set_=rest))


def _typed(statement: Any) -> Insert:
    found: Insert = statement
    return found


def write(conn: Connection, statement: Insert, found: Sequence[rows.Row]) -> None:
    """Run a statement over rows in batches; nothing where there are none."""
    for batch in rows.batches(found, 1000):
        conn.execute(statement, batch)


def get_fact(conn: Connection, key: str) -> str | None:
    """A fact about the store."""
    return conn.scalar(select(meta.c.value).where(meta.c.key == key))


def put_fact(conn: Connection, insert_into: Inserter, key: str, value: str) -> None:
    """Keep a fact about the store."""
    conn.execute(upsert(insert_into, meta), {"key": key, "value": value})


def bump(conn: Connection, insert_into: Inserter) -> None:
    """Say that what a view could show has changed."""
    count_up(conn, insert_into, "data_version")


def count_up(conn: Connection, insert_into: Inserter, key: str) -> None:
    """Raise a number that is kept as a fact by one, from 0."""
    put_fact(conn, insert_into, key, str(int(get_fact(conn, key) or 0) + 1))


def save_outlets(conn: Connection, insert_into: Inserter, found: Sequence[Outlet]) -> None:
    """Write the outlets and feeds that differ from what is kept."""
    changed = False
    held = (feed for outlet in found for feed in outlet.feeds)
    for table, new in (
        (outlets, [rows.outlet_row(outlet) for outlet in found]),
        (feeds, [rows.flat(feed) for feed in held]),
    ):
        others = differing(conn, table, new)
        write(conn, upsert(insert_into, table), others)
        changed = changed or bool(others)
    if changed:
        bump(conn, insert_into)


def read_outlets(conn: Connection) -> list[Outlet]:
    """All outlets with their feeds, by id."""
    held: dict[str, list[Feed]] = defaultdict(list)
    for row in conn.execute(select(feeds).order_by(feeds.c.id)).mappings():
        held[row["outlet_id"]].append(rows.unflat(Feed, row))
    found = conn.execute(select(outlets).order_by(outlets.c.id)).mappings()
    return [rows.outlet(row, tuple(held[row["id"]])) for row in found]


def read_states(conn: Connection) -> dict[str, FeedState]:
    """What is remembered of each polled feed."""
    return {state.feed_id: state for state in _states(conn).read(conn)}


def read_states_of(conn: Connection, feed_ids: Collection[str]) -> dict[str, FeedState]:
    """What is remembered of some feeds."""
    found: dict[str, FeedState] = {}
    for batch in rows.batches(feed_ids):
        asked = _states(conn).read(conn, "feed_id", tuple(batch))
        found.update((state.feed_id, state) for state in asked)
    return found


def read_due_states(conn: Connection) -> dict[str, FeedState]:
    """What is remembered of each polled feed, but for its window and rhythm."""
    return {state.feed_id: state for state in _states(conn, BULKY).read(conn)}


def _states(conn: Connection, without: frozenset[str] = frozenset()) -> Direct[FeedState]:
    return direct(FeedState, feed_states, conn.dialect, without)


def record_polls(conn: Connection, insert_into: Inserter, records: Sequence[PollRecord]) -> None:
    """Append polls and entry versions and rewrite the states."""
    _append(conn, records)
    write_states(conn, insert_into, [record.state for record in records])


def write_states(conn: Connection, insert_into: Inserter, states: Sequence[FeedState]) -> None:
    """Rewrite what is remembered of feeds; of two states of one feed the last."""
    _states(conn).upsert(conn, {state.feed_id: state for state in states}.values())
    bump(conn, insert_into)


def record_backfill(
    conn: Connection, insert_into: Inserter, records: Sequence[PollRecord], progress: Backfill
) -> None:
    """Append copies of a feed and their entries, and keep how far that history has come."""
    _append(conn, records)
    write(conn, upsert(insert_into, backfills), [rows.flat(progress)])
    bump(conn, insert_into)


def read_backfills(conn: Connection) -> dict[tuple[str, str], Backfill]:
    """How far each history has been fetched."""
    found = (rows.unflat(Backfill, row) for row in conn.execute(select(backfills)).mappings())
    return {(progress.feed_id, progress.source): progress for progress in found}


def _append(conn: Connection, records: Sequence[PollRecord]) -> None:
    found = [record.poll for record in records]
    if not any(record.entries for record in records):
        direct(Poll, polls, conn.dialect, GIVEN).insert(conn, found)
        return
    stored = zip(records, _append_polls(conn, found), strict=True)
    entries.append(conn, [(entry, number) for record, number in stored for entry in record.entries])


def _append_polls(conn: Connection, found: Sequence[Poll]) -> list[int]:
    statement = insert(polls).returning(polls.c.id, sort_by_parameter_order=True)
    return list(conn.scalars(statement, [rows.poll_row(poll) for poll in found]))


def read_polls(conn: Connection, feed_id: str) -> list[Poll]:
    """A feed's ledger, oldest first."""
    query = select(polls).where(polls.c.feed_id == feed_id)
    found = conn.execute(query.order_by(polls.c.started_at, polls.c.id)).mappings()
    return [rows.unflat(Poll, row) for row in found]
