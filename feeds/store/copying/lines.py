"""Rows of a SQLite file brought into PostgreSQL as lines: SQLite writes and PostgreSQL reads them,
and this process only hashes them on their way."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import md5
from typing import Any

import numpy as np
from sqlalchemy import Boolean, Column, Connection, Double, LargeBinary, Table, text

from feeds.store import appending
from feeds.store.appending import ahead, poured
from feeds.store.copying import rows
from feeds.store.copying.bookmark import COPYING, Bookmark, Row, Tally
from feeds.store.copying.through import Through
from feeds.store.copying.ways import Different
from feeds.store.polling import put_fact
from feeds.store.sql import SqlStore

# Between rows, between values, and for none: hardly any text holds one of them.
_ROWS, _VALUES, _NONE = "\x01", "\x02", "\x03"
_FORM = f"(DELIMITER '{_VALUES}', NULL '{_NONE}', ENCODING 'UTF8')"
_ESCAPED = ((b"\\", b"\\\\"), (b"\n", b"\\n"), (b"\r", b"\\r"), (_ROWS.encode(), b"\n"))
_FIRST = -(1 << 63)  # no row has a lower number
_LESS = 10  # times fewer rows at once where they hold bytes
# Numbers with fractions are written in two ways; compared are nine places of them.
_PLACES = "1000000000.0"


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
        query, at_once = _query(table), _at_once(table)
        while True:
            found = self._source.exec_driver_sql(query, (last, at_once)).one()
            if not found[1]:
                return
            part = _part(table, *found) or self._plain(table, last, found[0])
            last = part.last
            yield part

    def _plain(self, table: Table, after: int, last: int) -> _Part:
        """The rows with a number in (after, last], one by one."""
        told = f"SELECT CAST({_kept(table)} AS BLOB) FROM {table.name}"
        span = " WHERE rowid > ? AND rowid <= ?"
        held = self._source.exec_driver_sql(told + span, (after, last)).scalars().all()
        plain = [row for some in rows.numbered(self._source, table, (after, last)) for row in some]
        return _Part(len(plain), last, _hashed(held), b"", plain)

    def compared(self, table: Table, expected: Tally) -> Iterator[int]:
        """PostgreSQL writes the same lines of what it holds, and tells their number and hash."""
        line = f"concat_ws('{_VALUES}', {', '.join(map(_told, table.columns))})"
        hashed = f"md5(convert_to({line}, 'UTF8'))"
        each = f"CAST(CAST('x' || substr({hashed}, 1, 16) AS bit(64)) AS bigint)"
        query = f"SELECT count(*), coalesce(sum({each}), 0) FROM {table.name}"
        with self._target.snapshot() as conn:
            count, total = conn.execute(text(query.replace(":", "\\:"))).one()
        if Tally().grown(count, int(total)) != expected:
            raise Different(count)
        yield count


def _write(into: Connection, table: Table, part: _Part) -> None:
    if part.plain:
        rows.write(into, table, part.plain)
        return
    names = ", ".join(rows.quoted(into, table.columns))
    poured(into, f"COPY {table.name} ({names}) FROM STDIN {_FORM}", [part.block])


def _query(table: Table) -> str:
    """Of some rows: the number of the last, how many they are and the values they lack, their lines
    for the hash and, where these are others, the lines to write."""
    lines = dict.fromkeys((_kept(table), _line(table, "quote({})")))  # which writes all places
    named = [f"{line} AS line{number}" for number, line in enumerate(lines)]
    lacked = " + ".join(f'("{c.name}" IS NULL)' for c in table.columns if c.nullable) or "0"
    some = (
        f"SELECT rowid AS number, {lacked} AS lacked, {', '.join(named)} FROM {table.name}"
        " WHERE rowid > ? ORDER BY rowid LIMIT ?"
    )
    told = (f"CAST(group_concat(line{n}, '{_ROWS}') AS BLOB)" for n in range(len(named)))
    return f"SELECT max(number), count(*), sum(lacked), {', '.join(told)} FROM ({some})"


def _part(
    table: Table, last: int, count: int, lacked: int, kept: bytes, written: bytes = b""
) -> _Part | None:
    """Rows as PostgreSQL reads them; None where one of the values holds a mark of ours."""
    marks = {_ROWS: count - 1, _VALUES: count * (len(table.columns) - 1), _NONE: lacked}
    if any(kept.count(mark.encode()) != number for mark, number in marks.items()):
        return None
    block = written or kept
    for plain, escaped in _ESCAPED:
        block = block.replace(plain, escaped)
    return _Part(count, last, _hashed(kept.split(_ROWS.encode())), block + b"\n")


def _kept(table: Table) -> str:
    """The line of a row that is hashed."""
    return _line(table, f"CAST({{}} * {_PLACES} AS INTEGER)")


def _line(table: Table, double: str) -> str:
    """The values of a row as SQLite is to write them, those with fractions in their own way."""
    values = []
    for column in table.columns:
        value = f'"{column.name}"'
        if isinstance(column.type, Double):
            value = double.format(value)
        elif isinstance(column.type, LargeBinary):
            value = f"'\\x' || lower(hex({value}))"
        values.append(f"coalesce({value}, '{_NONE}')" if column.nullable else value)
    return f"printf('{_VALUES.join(['%s'] * len(values))}', {', '.join(values)})"


def _told(column: Column[Any]) -> str:
    """A value as PostgreSQL is to write it for the hash."""
    name = f'"{column.name}"'
    if isinstance(column.type, LargeBinary):
        name = f"'\\x' || encode({name}, 'hex')"
    elif isinstance(column.type, Double):
        name = f"CAST(trunc({name} * {_PLACES}) AS bigint)"
    elif isinstance(column.type, Boolean):
        name = f"CAST({name} AS integer)"
    return f"coalesce(CAST({name} AS text), '{_NONE}')" if column.nullable else name


def _at_once(table: Table) -> int:
    packed = any(isinstance(column.type, LargeBinary) for column in table.columns)
    return max(1, appending.AT_ONCE // _LESS) if packed else appending.AT_ONCE


def _row(bookmark: Bookmark) -> int:
    return int(bookmark.last[0]) if bookmark.last else _FIRST


def _hashed(lines: Sequence[bytes]) -> int:
    """As PostgreSQL can hash them too; it guards against accidents, not against a person."""
    held = b"".join([md5(line, usedforsecurity=False).digest() for line in lines])
    return int(np.frombuffer(held, ">i8")[::2].sum())


@contextmanager
def lines(source: SqlStore, target: SqlStore) -> Iterator[Lines]:
    """The way, as long as the snapshot of the source lasts."""
    with source.snapshot() as conn:
        yield Lines(conn, target)
