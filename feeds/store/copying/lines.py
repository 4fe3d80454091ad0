"""Rows of a SQLite file brought into PostgreSQL as lines: SQLite writes and PostgreSQL reads them,
and this process only counts and hashes them on their way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import md5
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Double, Integer, LargeBinary, Table, text

from feeds.store.appending import past, streamed
from feeds.store.copying import rows
from feeds.store.copying.bookmark import COPYING, Bookmark, Tally
from feeds.store.copying.through import Through
from feeds.store.copying.ways import Different
from feeds.store.polling import put_fact
from feeds.store.sql import SqlStore
from feeds.store.types import Instant

_FORM = "(FORMAT csv, QUOTE '''', NULL 'NULL', ENCODING 'UTF8')"  # as SQLite's %Q writes
_BYTES = "'\\x' || lower(hex({}))"
_END = b"\\."  # a line of its own ends what PostgreSQL reads, quoted or not
_FIRST = -(1 << 63)  # no row has a lower number
# Numbers with fractions are written in two ways; compared are nine places of them.
_PLACES = "1000000000.0"


class Lines(Through):
    """A way of lines, in the order in which the rows came."""

    def moved(self, table: Table, bookmark: Bookmark) -> Iterator[Bookmark]:
        """Some thousand lines at a time."""
        for found in streamed(self._source, _query(table), (_row(bookmark),)):
            total = sum(map(_hashed, (row[1] for row in found)))
            before, bookmark = bookmark, bookmark.passed(len(found), (found[-1][0],), total)
            with self._target.writing() as into:
                rows.unchecked(into)
                self._write(into, table, [row[-1] for row in found], (_row(before), found[-1][0]))
                put_fact(into, self._target.inserter, COPYING, bookmark.text())
            yield bookmark
        with self._target.writing() as into:
            rows.count_on(into, table)

    def _write(
        self, into: Connection, table: Table, lines: Sequence[bytes], span: tuple[int, int]
    ) -> None:
        """Lines, or plain values where one of the lines could be taken for the end."""
        if any(_END in line for line in lines):
            for found in rows.numbered(self._source, table, span):
                rows.write(into, table, found)
            return
        driver: Any = into.connection.driver_connection
        names = ", ".join(rows.quoted(into, table.columns))
        query = f"COPY {table.name} ({names}) FROM STDIN {_FORM}"
        with past(into, query), driver.cursor() as cursor, cursor.copy(query) as copy:
            copy.write(b"\n".join(lines) + b"\n")

    def compared(self, table: Table, expected: Tally) -> Iterator[int]:
        """PostgreSQL writes the same lines of what it holds, and tells their number and hash."""
        line = ", ".join(map(_told, table.columns))
        hashed = f"md5(convert_to(concat_ws(',', {line}), 'UTF8'))"
        each = f"CAST(CAST('x' || substr({hashed}, 1, 16) AS bit(64)) AS bigint)"
        query = f"SELECT count(*), coalesce(sum({each}), 0) FROM {table.name}"
        with self._target.snapshot() as conn:
            count, total = conn.execute(text(query.replace(":", "\\:"))).one()
        if Tally().grown(count, int(total)) != expected:
            raise Different(count)
        yield count


def _query(table: Table) -> str:
    """A row's number, its line for the hash and, where that is another, the line to write."""
    kept = _line(table, "%Q", f"CAST({{}} * {_PLACES} AS INTEGER)")
    written = _line(table, "%s", "quote({})")  # which writes all places of a number
    told = ", ".join(f"CAST({line} AS BLOB)" for line in dict.fromkeys((kept, written)))
    return f"SELECT rowid, {told} FROM {table.name} WHERE rowid > ? ORDER BY rowid"


def _line(table: Table, mark: str, double: str) -> str:
    """The values of a row as SQLite is to write them, those with fractions in their own way."""
    marks, values = [], []
    for column in table.columns:
        fraction = isinstance(column.type, Double)
        marks.append(mark if fraction else "%Q")
        form = double if fraction else _BYTES if isinstance(column.type, LargeBinary) else "{}"
        values.append(form.format(f'"{column.name}"'))
    return f"printf('{','.join(marks)}', {', '.join(values)})"


def _told(column: Column[Any]) -> str:
    """A value as PostgreSQL is to write it for the hash."""
    kind, name = column.type, f'"{column.name}"'
    if isinstance(kind, LargeBinary):
        name = f"'\\x' || encode({name}, 'hex')"
    elif isinstance(kind, Double):
        name = f"CAST(trunc({name} * {_PLACES}) AS bigint)"
    elif isinstance(kind, Boolean):
        name = f"CAST({name} AS integer)"
    elif not isinstance(kind, (Integer, Instant)):
        name = f"replace({name}, '''', '''''')"
    return f"coalesce('''' || {name} || '''', 'NULL')"


def _row(bookmark: Bookmark) -> int:
    return int(bookmark.last[0]) if bookmark.last else _FIRST


def _hashed(line: bytes) -> int:
    """As PostgreSQL can hash it too; it guards against accidents, not against a person."""
    return int.from_bytes(md5(line, usedforsecurity=False).digest()[:8], signed=True)


@contextmanager
def lines(source: SqlStore, target: SqlStore) -> Iterator[Lines]:
    """The way, as long as the snapshot of the source lasts."""
    with source.snapshot() as conn:
        yield Lines(conn, target)
