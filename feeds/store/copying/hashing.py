"""The line of a row as either kind of database writes it, and the sum of the hashes of lines: the
same in whatever order they are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import md5
from typing import Any

import numpy as np
from sqlalchemy import Boolean, Column, Connection, Double, LargeBinary, Table, text

from feeds.store import appending
from feeds.store.copying.bookmark import Tally

# Between rows, between values, and for none: hardly any text holds one of them.
ROWS, VALUES, NONE = "\x01", "\x02", "\x03"
FIRST = -(1 << 63)  # no row has a lower number
_LESS = 10  # times fewer rows at once where they hold bytes
# Numbers with fractions are written in two ways; compared are nine places of them.
_PLACES = "1000000000.0"


def hashed(lines: Sequence[bytes]) -> int:
    """As PostgreSQL can hash them too; it guards against accidents, not against a person."""
    held = b"".join([md5(line, usedforsecurity=False).digest() for line in lines])
    return int(np.frombuffer(held, ">i8")[::2].sum())


def in_file(conn: Connection, table: Table) -> Iterator[Tally]:
    """Of a SQLite table, some rows at a time."""
    some = f"SELECT rowid AS number, {kept(table)} AS line FROM {table.name} WHERE rowid > ?"
    told = f"SELECT max(number), count(*), CAST(group_concat(line, '{ROWS}') AS BLOB)"
    query, last = f"{told} FROM ({some} ORDER BY rowid LIMIT ?)", FIRST
    while True:
        to, count, held = conn.exec_driver_sql(query, (last, at_once(table))).one()
        if not count:
            return
        lines = held.split(ROWS.encode())
        whole = lines if len(lines) == count else one_by_one(conn, table, (last, to))
        yield Tally().grown(count, hashed(whole))
        last = to


def one_by_one(conn: Connection, table: Table, span: tuple[int, int]) -> Sequence[bytes]:
    """The lines of a SQLite table whose numbers are in (after, to]."""
    told = f"SELECT CAST({kept(table)} AS BLOB) FROM {table.name}"
    return conn.exec_driver_sql(f"{told} WHERE rowid > ? AND rowid <= ?", span).scalars().all()


def in_server(conn: Connection, table: Table) -> Tally:
    """Of a PostgreSQL table, which that works out by itself."""
    line = f"concat_ws('{VALUES}', {', '.join(map(_told, table.columns))})"
    md5_of = f"md5(convert_to({line}, 'UTF8'))"
    each = f"CAST(CAST('x' || substr({md5_of}, 1, 16) AS bit(64)) AS bigint)"
    query = f"SELECT count(*), coalesce(sum({each}), 0) FROM {table.name}"
    count, total = conn.execute(text(query.replace(":", "\\:"))).one()
    return Tally().grown(count, int(total))


def kept(table: Table) -> str:
    """The line of a row that is hashed, as SQLite writes it."""
    return line(table, f"CAST({{}} * {_PLACES} AS INTEGER)")


def line(table: Table, double: str) -> str:
    """The values of a row as SQLite is to write them, those with fractions in their own way."""
    values = []
    for column in table.columns:
        value = f'"{column.name}"'
        if isinstance(column.type, Double):
            value = double.format(value)
        elif isinstance(column.type, LargeBinary):
            value = f"'\\x' || lower(hex({value}))"
        values.append(f"coalesce({value}, '{NONE}')" if column.nullable else value)
    return f"printf('{VALUES.join(['%s'] * len(values))}', {', '.join(values)})"


def at_once(table: Table) -> int:
    """Rows of a table that are held at once."""
    packed = any(isinstance(column.type, LargeBinary) for column in table.columns)
    return max(1, appending.AT_ONCE // _LESS) if packed else appending.AT_ONCE


def _told(column: Column[Any]) -> str:
    """A value as PostgreSQL is to write it for the hash."""
    name = f'"{column.name}"'
    if isinstance(column.type, LargeBinary):
        name = f"'\\x' || encode({name}, 'hex')"
    elif isinstance(column.type, Double):
        name = f"CAST(trunc({name} * {_PLACES}) AS bigint)"
    elif isinstance(column.type, Boolean):
        name = f"CAST({name} AS integer)"
    return f"coalesce(CAST({name} AS text), '{NONE}')" if column.nullable else name
