"""Rows that come through this process, from one database into another."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager

from sqlalchemy import Connection, Table, func, select

from feeds.store.appending import ahead
from feeds.store.copying import rows
from feeds.store.copying.bookmark import COPYING, Bookmark, Row, Tally
from feeds.store.copying.ways import Different, Tick
from feeds.store.polling import put_fact
from feeds.store.schema.dictionary import tables
from feeds.store.sql import SqlStore
from feeds.store.words import index as search_index
from feeds.store.words.tables import words


class Through:
    """A way of which the source's end is one snapshot."""

    own = frozenset[str]()

    def __init__(self, source: Connection, target: SqlStore) -> None:
        self._source, self._target = source, target

    def size(self, table: Table) -> int:
        """Rows of the source's table."""
        return self._source.scalar(select(func.count()).select_from(table)) or 0

    def moved(self, table: Table, bookmark: Bookmark) -> Generator[Bookmark]:
        """Some thousand rows at a time, in the order of their key; the next are read meanwhile."""
        key = rows.key_of(table)
        with closing(ahead(rows.read(self._source, table, bookmark.last))) as parts:
            for found in parts:
                bookmark = self.after(bookmark, found, key(found[-1]))
                with self._target.writing() as into:
                    rows.unhurried(into)
                    rows.write(into, table, found)
                    put_fact(into, self._target.inserter, COPYING, bookmark.text())
                yield bookmark
        with self._target.writing() as into:
            rows.count_on(into, table)

    def after(self, bookmark: Bookmark, rows: Sequence[Row], key: Row) -> Bookmark:
        """The bookmark after rows, of which the last has this key."""
        return bookmark.after(rows, key)

    def worded(self, tick: Tick) -> None:
        """Read the words of every story, by the numbers that they have in the source."""
        with self._target.writing() as into:
            search_index.taken(self._source, into, self._target.inserter, tick)
            rows.weigh(into, (*(table.name for table in tables()), words.name))

    def compared(self, table: Table, expected: Tally) -> Iterator[int]:
        """Read the copy, and compare it with what was read from the source."""
        found = Tally()
        with self._target.snapshot() as conn:
            for some in rows.read(conn, table, None):
                found = found.plus(some)
                yield len(some)
        if found != expected:
            raise Different(found.rows)


@contextmanager
def through(source: SqlStore, target: SqlStore) -> Iterator[Through]:
    """The way, as long as the snapshot lasts."""
    with source.snapshot() as conn:
        yield Through(conn, target)
