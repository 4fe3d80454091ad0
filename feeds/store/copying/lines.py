"""Rows of a SQLite file brought into PostgreSQL as lines: SQLite writes and PostgreSQL reads them,
and this process only hashes them on their way."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Table

from feeds.store.appending import ahead, poured
from feeds.store.copying import hashing, rows
from feeds.store.copying.bookmark import COPYING, Bookmark, Row, Tally
from feeds.store.copying.hashing import FIRST, NONE, ROWS, VALUES
from feeds.store.copying.through import Through
from feeds.store.copying.ways import Different
from feeds.store.polling import put_fact
from feeds.store.sql import SqlStore

_FORM = f"(DELIMITER '{VALUES}', NULL '{NONE}', ENCODING 'UTF8')"
_ESCAPED = ((b"\\", b"\\\\"), (b"\n", b"\\n"), (b"\r", b"\\r"), (ROWS.encode(), b"\n"))


@dataclass(frozen=True, slots=True)
class _Part:
    """Some rows: how many, the number of the last, the sum of their hashes, and the rows as
    PostgreSQL reads them, or as plain values where one holds a mark of ours."""

    rows: int
    last: int
    total: int
    block: bytes
    plain: Sequence[Row] = ()


class Lines(Through):
    """A way of lines, in the order in which the rows came."""

    def moved(self, table: Table, bookmark: Bookmark) -> Generator[Bookmark]:
        """Some thousand lines at a time; while PostgreSQL reads some, SQLite writes the next."""
        with closing(ahead(self._parts(table, _row(bookmark)))) as parts:
            for part in parts:
                bookmark = bookmark.passed(part.rows, (part.last,), part.total)
                with self._target.writing() as into:
                    rows.unhurried(into)
                    _write(into, table, part)
                    put_fact(into, self._target.inserter, COPYING, bookmark.text())
                yield bookmark
        with self._target.writing() as into:
            rows.count_on(into, table)

    def _parts(self, table: Table, last: int) -> Iterator[_Part]:
        query, at_once = _query(table), hashing.at_once(table)
        while True:
            found = self._source.exec_driver_sql(query, (last, at_once)).one()
            if not found[1]:
                return
            part = _part(table, *found) or self._plain(table, last, found[0])
            last = part.last
            yield part

    def _plain(self, table: Table, after: int, last: int) -> _Part:
        """The rows with a number in (after, last], one by one."""
        held = hashing.one_by_one(self._source, table, (after, last))
        plain = [row for some in rows.numbered(self._source, table, (after, last)) for row in some]
        return _Part(len(plain), last, hashing.hashed(held), b"", plain)

    def compared(self, table: Table, expected: Tally) -> Iterator[int]:
        """PostgreSQL writes the same lines of what it holds, and tells their number and hash."""
        with self._target.snapshot() as conn:
            found = hashing.in_server(conn, table)
        if found != expected:
            raise Different(found.rows)
        yield found.rows


def _write(into: Connection, table: Table, part: _Part) -> None:
    if part.plain:
        rows.write(into, table, part.plain)
        return
    names = ", ".join(rows.quoted(into, table.columns))
    poured(into, f"COPY {table.name} ({names}) FROM STDIN {_FORM}", [part.block])


def _query(table: Table) -> str:
    """Of some rows: the number of the last, how many they are and the values they lack, their lines
    for the hash and, where these are others, the lines to write."""
    written = hashing.line(table, "quote({})")  # which writes all places
    lines = dict.fromkeys((hashing.kept(table), written))
    named = [f"{line} AS line{number}" for number, line in enumerate(lines)]
    lacked = " + ".join(f'("{c.name}" IS NULL)' for c in table.columns if c.nullable) or "0"
    some = (
        f"SELECT rowid AS number, {lacked} AS lacked, {', '.join(named)} FROM {table.name}"
        " WHERE rowid > ? ORDER BY rowid LIMIT ?"
    )
    told = (f"CAST(group_concat(line{n}, '{ROWS}') AS BLOB)" for n in range(len(named)))
    return f"SELECT max(number), count(*), sum(lacked), {', '.join(told)} FROM ({some})"


def _part(
    table: Table, last: int, count: int, lacked: int, kept: bytes, written: bytes = b""
) -> _Part | None:
    """Rows as PostgreSQL reads them; None where one of the values holds a mark of ours."""
    marks = {ROWS: count - 1, VALUES: count * (len(table.columns) - 1), NONE: lacked}
    if any(kept.count(mark.encode()) != number for mark, number in marks.items()):
        return None
    block = written or kept
    for plain, escaped in _ESCAPED:
        block = block.replace(plain, escaped)
    return _Part(count, last, hashing.hashed(kept.split(ROWS.encode())), block + b"\n")


def _row(bookmark: Bookmark) -> int:
    return int(bookmark.last[0]) if bookmark.last else FIRST


@contextmanager
def lines(source: SqlStore, target: SqlStore) -> Iterator[Lines]:
    """The way, as long as the snapshot of the source lasts."""
    with source.snapshot() as conn:
        yield Lines(conn, target)
