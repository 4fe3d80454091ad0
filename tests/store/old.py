"""Stores as earlier releases left them: their own migrations, filled with what they could hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Boolean, Connection, Engine, create_engine, inspect, make_url, text

from feeds.model import Correction, Derived
from feeds.store import migrations
from feeds.store.protocol import Store
from feeds.store.sql import SqlStore
from tests.store.make import (
    at,
    dated,
    entry,
    event,
    outlet,
    placed,
    record,
    redating,
    story,
    topic,
    version,
)

HOUR = 3_600_000_000  # microseconds
# From what others point at to what points at them; all else is made from these.
TABLES = (
    *("meta", "outlets", "feeds", "polls", "entries", "feed_states", "stories", "story_entries"),
    *("story_versions", "date_ledger", "events", "event_stories", "event_log", "topic_stories"),
    *("corrections", "history"),
)
Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def fill(store: Store) -> None:
    """Two stories of one event, with all that the first release kept of them."""
    store.set_meta("subject", "demo")
    store.save_outlets([outlet()])
    store.record_polls([record(entry("a"), entry("b"), entries_new=2)])
    stories = (
        story("s1", 0, event_id="e1"),
        story("s2", 1, event_id="e1", date=dated(1, basis="updated")),
    )
    batch = Derived(
        cursor=2,
        stories=stories,
        story_entries=(("s1", "lantern-feed", "a"), ("s2", "lantern-feed", "b")),
        versions=(version(),),
        redatings=(redating(),),
        events=(event(stories=2),),
        memberships=(placed("s1"), placed("s2")),
        topics=(topic("s1"), topic("s2")),
    )
    store.save_derived(batch)
    store.add_correction(Correction("rename", "event:e1", "The quay", "Rima", "", at(3)))


def rows_of(store: SqlStore) -> Rows:
    """What is kept in those tables, as it stands there."""
    with store.reading() as conn:
        return {
            name: [dict(row) for row in conn.execute(text(f"SELECT * FROM {name}")).mappings()]
            for name in TABLES
        }


def make(url: str, number: int, rows: Rows) -> None:
    """A store of the schema with that number, with what of the rows it has columns for."""
    engine = _engine(url)
    with engine.begin() as conn:
        for migration in migrations.MIGRATIONS[:number]:
            migrations.apply(conn, migration)
        for name in TABLES:
            _insert(conn, name, rows[name])
        if conn.dialect.name == "postgresql":
            _count_on(conn)
    engine.dispose()


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    return create_engine(
        parsed if parsed.drivername == "sqlite" else parsed.set(drivername="postgresql+psycopg")
    )


def _insert(conn: Connection, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    kinds = {column["name"]: column["type"] for column in inspect(conn).get_columns(name)}
    for row in rows:
        held = {**row, **_early(name, row)}
        given = {
            column: bool(held[column]) if isinstance(kind, Boolean) else held[column]
            for column, kind in kinds.items()
            if column in held
        }
        marks = ", ".join(f":{column}" for column in given)
        names = ", ".join(f'"{column}"' for column in given)  # `window` is a word of SQL
        conn.execute(text(f"INSERT INTO {name} ({names}) VALUES ({marks})"), given)


def _early(name: str, row: Mapping[str, Any]) -> dict[str, int]:
    """Columns that are gone since, and marks of what later releases made."""
    if name != "stories":
        return {}
    return {
        "published_hour": row["published_at"] // HOUR,
        "seen_hour": row["first_seen_at"] // HOUR,
    }


def _count_on(conn: Connection) -> None:
    """Ids were given by hand: the next one comes after them."""
    for name in ("polls", "entries", "date_ledger", "corrections", "event_log", "history"):
        conn.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('{name}', 'id'),"
                f" (SELECT coalesce(max(id), 0) + 1 FROM {name}), false)"
            )
        )
