"""Rows of PostgreSQL brought into a SQLite file; either end tells the hash of what it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Table

from feeds.store.copying import hashing
from feeds.store.copying.bookmark import Bookmark, Row, Tally
from feeds.store.copying.through import Through
from feeds.store.copying.ways import Different
from feeds.store.sql import SqlStore


class Back(Through):
    """A way on which rows only pass."""

    def after(self, bookmark: Bookmark, rows: Sequence[Row], key: Row) -> Bookmark:
        """What is compared is read again at both ends."""
        return bookmark.passed(len(rows), key)

    def compared(self, table: Table, expected: Tally) -> Iterator[int]:
        """The source as it stands in the snapshot, and the copy."""
        found = Tally()
        with self._target.snapshot() as conn:
            for some in hashing.in_file(conn, table):
                found = found.grown(some.rows, some.total)
                yield some.rows
        if found.rows != expected.rows or found != hashing.in_server(self._source, table):
            raise Different(found.rows)


@contextmanager
def back(source: SqlStore, target: SqlStore) -> Iterator[Back]:
    """The way, as long as the snapshot of the source lasts."""
    with source.snapshot() as conn:
        yield Back(conn, target)
