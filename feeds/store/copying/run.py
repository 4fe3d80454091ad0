"""A store copied table by table: move with a bookmark, then indexes | words | check | finish.

A copy that was cut off goes on at its bookmark. Until it is finished, nothing else opens it:
half a store would show silences that nobody observed.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects.sqlite import insert

from feeds.errors import StoreError
from feeds.store import open_store
from feeds.store.copying import indexing
from feeds.store.copying.back import back
from feeds.store.copying.beside import beside
from feeds.store.copying.bookmark import COPYING, Bookmark, bookmark_of
from feeds.store.copying.lines import lines
from feeds.store.copying.through import through
from feeds.store.copying.ways import Different, Tick, Way
from feeds.store.polling import get_fact, put_fact
from feeds.store.schema import meta
from feeds.store.schema.dictionary import tables
from feeds.store.sql import SqlStore
from feeds.store.words import index as search_index

# The target makes its own schema, and nobody holds a lease of it.
OWN = frozenset({"schema_migrations", "feed_leases", "host_leases"})


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
    bookmark = _begun(source, target)
    indexing.drop(target)
    with _way(source, target) as way:
        its_own = {*OWN, *way.own, meta.name}
        wanted = [table for table in tables() if table.name not in its_own]
        sizes = {table.name: way.size(table) for table in wanted}
        for table in wanted:
            if table.name not in bookmark.done:
                bookmark = _table(way, target, table, bookmark, sum(sizes.values()), copied)
        indexing.make(target)
        way.worded(read)
        _check(way, target, bookmark, wanted, checked)
        if source.data_version() != bookmark.version:
            raise _changed(source, target)
        _finish(source, target)
    return Copied({name: tally.rows for name, tally in bookmark.done.items()})


def _way(source: SqlStore, target: SqlStore) -> AbstractContextManager[Way]:
    """The quickest that there is between two kinds of database."""
    file, to_file = (store.inserter is insert for store in (source, target))
    if file and to_file:
        return beside(source, target)
    if file or to_file:
        return lines(source, target) if file else back(source, target)
    return through(source, target)


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
        raise _changed(source, target)
    return held


def _changed(source: SqlStore, target: SqlStore) -> StoreError:
    return StoreError(
        f"The store {source.where} has changed since its copy {target.where} was begun.",
        "Take the half-done copy away, or name an empty target, and copy anew.",
    )


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
    way: Way, target: SqlStore, table: Table, bookmark: Bookmark, total: int, tick: Tick
) -> Bookmark:
    """Copy what a table still lacks."""
    done = sum(tally.rows for tally in bookmark.done.values())
    with closing(way.moved(table, bookmark)) as moved:
        for reached in moved:
            bookmark = reached
            tick(done + bookmark.under_way.rows, total)
    bookmark = bookmark.finished(table.name)
    target.set_meta(COPYING, bookmark.text())
    return bookmark


def _check(
    way: Way, target: SqlStore, bookmark: Bookmark, wanted: Sequence[Table], tick: Tick
) -> None:
    """Read the copy, and compare it with what was read from the source."""
    done, total = 0, sum(tally.rows for tally in bookmark.done.values())
    for table in wanted:
        expected = bookmark.done[table.name]
        try:
            for some in way.compared(table, expected):
                done += some
                tick(done, total)
        except Different as error:
            raise StoreError(
                f"The table {table.name} of the copy {target.where} is not that of its source: "
                f"{error.rows:,} rows of {expected.rows:,}.",
                "Take the copy away and copy anew.",
            ) from None


def _finish(source: SqlStore, target: SqlStore) -> None:
    """Take on the facts of the source: from now on the copy is a store."""
    with source.reading() as conn:
        found = conn.execute(select(meta)).all()
    held = [(row.key, row.value) for row in found if row.key != search_index.FACT]
    with target.writing() as into:
        into.execute(meta.delete().where(meta.c.key != search_index.FACT))
        for key, value in held:
            put_fact(into, target.inserter, key, value)
