"""Rows of one SQLite file brought into another by SQLite itself: none comes into this process."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Table

from feeds.store.copying.bookmark import COPYING, Bookmark, Tally
from feeds.store.copying.ways import Different, Tick
from feeds.store.polling import Inserter, put_fact
from feeds.store.sql import SqlStore
from feeds.store.sqlite import SOURCE, beside_another
from feeds.store.words.tables import docs, words

AT_ONCE = 50_000  # rows in a transaction
# What FTS5 keeps of its words: it is the same in every file, so none has to be read again.
_KEPT = tuple(f"{words.name}_{part}" for part in ("data", "idx", "docsize", "config"))
_FIRST = -(1 << 63)  # no row has a lower number


class Beside:
    """A way on a connection to the target that reads the source as `SOURCE`."""

    own = frozenset({docs.name})

    def __init__(self, conn: Connection, inserter: Inserter) -> None:
        self._conn, self._inserter = conn, inserter

    def size(self, table: Table) -> int:
        """Rows of the source's table."""
        with self._conn.begin():
            return self._number(f"SELECT count(*) FROM {SOURCE}.{table.name}")

    def moved(self, table: Table, bookmark: Bookmark) -> Generator[Bookmark]:
        """Rows with their numbers: those that came together stay together on the disk."""
        into, names = f"main.{table.name}", self._numbered(table)
        while True:
            with self._conn.begin():
                last, rows = self._part(table.name, bookmark.last)
                if not rows:
                    return
                self._conn.exec_driver_sql(
                    f"INSERT INTO {into} ({names}) SELECT {names} FROM {SOURCE}.{table.name}"
                    " WHERE rowid > ? AND rowid <= ? ORDER BY rowid",
                    (_row(bookmark.last), last),
                )
                bookmark = bookmark.passed(rows, (last,))
                put_fact(self._conn, self._inserter, COPYING, bookmark.text())
            yield bookmark

    def worded(self, tick: Tick) -> None:
        """Take the words over as they stand."""
        parts = (docs.name, *_KEPT)
        for done, name in enumerate(parts, 1):
            with self._conn.begin():
                self._conn.exec_driver_sql(f"DELETE FROM main.{name}")
                self._conn.exec_driver_sql(f"INSERT INTO main.{name} SELECT * FROM {SOURCE}.{name}")
            tick(done, len(parts))

    def compared(self, table: Table, expected: Tally) -> Iterator[int]:
        """Every value with the one that it was copied from."""
        name = table.name
        same = " AND ".join(f"its.{column} IS held.{column}" for column in self._columns(table))
        found, last = 0, None
        while True:
            with self._conn.begin():
                end, rows = self._part(name, last)
                found += self._number(
                    f"SELECT count(*) FROM {SOURCE}.{name} held CROSS JOIN main.{name} its"
                    " ON its.rowid = held.rowid WHERE held.rowid > ? AND held.rowid <= ?"
                    f" AND {same}",
                    (_row(last), end),
                )
            if not rows:
                break
            last = (end,)
            yield rows
        with self._conn.begin():
            held = self._number(f"SELECT count(*) FROM main.{name}")
        if not found == held == expected.rows:
            raise Different(found)

    def _part(self, name: str, after: Sequence[int] | None) -> tuple[int, int]:
        """(number of the last of the next rows, how many they are)."""
        query = f"SELECT rowid FROM {SOURCE}.{name} WHERE rowid > ? ORDER BY rowid LIMIT {AT_ONCE}"
        told = f"SELECT coalesce(max(rowid), 0), count(*) FROM ({query})"
        last, rows = self._conn.exec_driver_sql(told, (_row(after),)).one()
        return int(last), int(rows)

    def _number(self, query: str, values: tuple[int, ...] = ()) -> int:
        return int(self._conn.exec_driver_sql(query, values).scalar() or 0)

    def _columns(self, table: Table) -> list[str]:
        return list(map(self._conn.dialect.identifier_preparer.quote, table.columns.keys()))

    def _numbered(self, table: Table) -> str:
        """Columns for rows with their numbers; a whole number that is the key is its row's."""
        with self._conn.begin():
            told = self._conn.exec_driver_sql(f"PRAGMA main.table_info({table.name})").all()
        keys = [row.type.upper() for row in told if row.pk]
        return ", ".join([*([] if keys == ["INTEGER"] else ["rowid"]), *self._columns(table)])


def _row(last: Sequence[int] | None) -> int:
    return last[0] if last else _FIRST


@contextmanager
def beside(source: SqlStore, target: SqlStore) -> Iterator[Beside]:
    """The way, as long as the target reads the source."""
    with beside_another(target, source) as conn:
        yield Beside(conn, target.inserter)
