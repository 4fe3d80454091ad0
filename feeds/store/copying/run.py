"""A store copied table by table: read | write with a bookmark, then words | check | finish.

A copy that was cut off goes on at its bookmark. Until it is finished, nothing else opens it:
half a store would show silences that nobody observed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select

from feeds.errors import StoreError
from feeds.store import open_store
from feeds.store.copying import rows
from feeds.store.copying.bookmark import COPYING, Bookmark, Tally, bookmark_of
from feeds.store.polling import get_fact, put_fact
from feeds.store.schema import meta
from feeds.store.schema.dictionary import tables
from feeds.store.sql import SqlStore
from feeds.store.words import index as search_index
from feeds.store.words.tables import docs, words

Tick = Callable[[int, int], None]  # (done, of how many)
# The target makes its own: its schema and its words; and nobody holds a lease of it.
OWN = frozenset({"schema_migrations", "search_docs", "feed_leases", "host_leases"})


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied: rows by table."""

    rows: dict[str, int]


def copy_store(source_url: str, target_url: str, copied: Tick, read: Tick, checked: Tick) -> Copied:
    """Copy a store into an empty one, or go on with a copy of it that was cut off.

    StoreError where the target holds anything else, the source has changed since, or what was
    written is not what was read."""
    source = _sql(open_store(source_url, create=False, read_only=True))
    try:
        target = _sql(open_store(target_url, unfinished=True))
        try:
            with source.alone(), target.alone():
                return _copy(source, target, copied, read, checked)
        finally:
            target.close()
    finally:
        source.close()


def _copy(source: SqlStore, target: SqlStore, copied: Tick, read: Tick, checked: Tick) -> Copied:
    with source.snapshot() as conn:
        wanted = [table for table in tables() if table.name not in OWN and table is not meta]
        sizes = {t.name: conn.scalar(select(func.count()).select_from(t)) or 0 for t in wanted}
        bookmark = _begun(source, target)
        total = sum(sizes.values())
        for table in wanted:
            if table.name not in bookmark.done:
                bookmark = _table(conn, target, table, bookmark, total, copied)
        with target.writing() as into:
            search_index.rebuild(into, target.inserter, read)
            rows.weigh(into, (*sizes, docs.name, words.name))
        _check(target, bookmark, sizes, checked)
        _finish(conn, target)
    return Copied({name: tally.rows for name, tally in bookmark.done.items()})


def _sql(store: object) -> SqlStore:
    assert isinstance(store, SqlStore)
    return store


def _begun(source: SqlStore, target: SqlStore) -> Bookmark:
    """The bookmark of this copy: kept, or new in an empty target."""
    new = Bookmark(source.where, source.data_version())
    kept = target.meta(COPYING)
    if kept is None:
        _refuse_full(target)
        target.set_meta(COPYING, new.text())
        return new
    held = bookmark_of(kept)
    if held.source != new.source:
        raise StoreError(
            f"The store {target.where} is half a copy of {held.source}.",
            "Finish that one, or name an empty target.",
        )
    if held.version != new.version:
        raise StoreError(
            f"The store {source.where} has changed since its copy {target.where} was begun.",
            "Take the half-done copy away, or name an empty target, and copy anew.",
        )
    return held


def _refuse_full(target: SqlStore) -> None:
    with target.reading() as conn:
        full = [
            table.name
            for table in tables()
            if table.name not in OWN and table is not meta and _holds_any(conn, table)
        ]
        if full or get_fact(conn, "subject") is not None:
            raise StoreError(
                f"The store {target.where} is not empty.", "Copy into a new one: it stays as it is."
            )


def _holds_any(conn: Connection, table: Table) -> bool:
    return conn.execute(select(*table.primary_key.columns).limit(1)).first() is not None


def _table(
    conn: Connection, target: SqlStore, table: Table, bookmark: Bookmark, total: int, tick: Tick
) -> Bookmark:
    """Copy what a table still lacks."""
    done, key = sum(tally.rows for tally in bookmark.done.values()), rows.key_of(table)
    for found in rows.read(conn, table, bookmark.last):
        bookmark = bookmark.after(found, key(found[-1]))
        with target.writing() as into:
            rows.unchecked(into)
            rows.write(into, table, found)
            put_fact(into, target.inserter, COPYING, bookmark.text())
        tick(done + bookmark.under_way.rows, total)
    bookmark = bookmark.finished(table.name)
    with target.writing() as into:
        rows.count_on(into, table)
        put_fact(into, target.inserter, COPYING, bookmark.text())
    return bookmark


def _check(target: SqlStore, bookmark: Bookmark, sizes: dict[str, int], tick: Tick) -> None:
    """Read the copy, and compare it with what was read from the source."""
    done, total = 0, sum(tally.rows for tally in bookmark.done.values())
    with target.snapshot() as conn:
        for table in tables():
            if (expected := bookmark.done.get(table.name)) is None:
                continue
            found = Tally()
            for some in rows.read(conn, table, None):
                found = found.plus(some)
                done += len(some)
                tick(done, total)
            if found != expected or found.rows != sizes[table.name]:
                raise StoreError(
                    f"The table {table.name} of the copy {target.where} is not that of its source: "
                    f"{found.rows:,} rows of {sizes[table.name]:,}.",
                    "Take the copy away and copy anew.",
                )


def _finish(conn: Connection, target: SqlStore) -> None:
    """Take on the facts of the source: from now on the copy is a store."""
    held: Sequence[tuple[str, str]] = [
        (row.key, row.value) for row in conn.execute(select(meta)) if row.key != search_index.FACT
    ]
    with target.writing() as into:
        into.execute(meta.delete().where(meta.c.key != search_index.FACT))
        for key, value in held:
            put_fact(into, target.inserter, key, value)
