"""A table's rows made anew: those that differ from what is kept are written, and no others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Table, bindparam, delete, select, type_coerce

from feeds.store.polling import Inserter, upsert, write
from feeds.store.rows import Row, batches
from feeds.store.types import Instant, micros

AT_ONCE = 20_000


class Rewriting:
    """Takes the rows as they are made, each once; what was kept and is not made goes at the end.

    Of each row that is kept only a mark is in memory.
    """

    def __init__(self, conn: Connection, insert_into: Inserter, table: Table) -> None:
        self._conn, self._table = conn, table
        self._upsert = upsert(insert_into, table)
        self._names = [column.name for column in table.columns]
        self._key_names = [column.name for column in table.primary_key]
        self._held = self._marks()
        self._written = 0

    def take(self, rows: Iterable[Row]) -> None:
        """Write those that are not kept just so."""
        new = [row for row in rows if self._held.pop(self._key(row), None) != self._mark(row)]
        write(self._conn, self._upsert, new)
        self._written += len(new)

    def end(self) -> int:
        """Remove what was not made; how many rows differed."""
        keys = list(self._table.primary_key.columns)
        statement = delete(self._table).where(*(_plain(c) == bindparam(f"_{c.name}") for c in keys))
        names = [f"_{name}" for name in self._key_names]
        for batch in batches(sorted(self._held)):
            self._conn.execute(statement, [dict(zip(names, key, strict=True)) for key in batch])
        return self._written + len(self._held)

    def _marks(self) -> dict[tuple[Any, ...], int]:
        query = select(*(_plain(column) for column in self._table.columns))
        rows = self._conn.execute(query.execution_options(yield_per=AT_ONCE))
        places = [self._names.index(name) for name in self._key_names]
        return {tuple(row[place] for place in places): hash(tuple(row)) for row in rows}

    def _key(self, row: Row) -> tuple[Any, ...]:
        return tuple(_value(row[name]) for name in self._key_names)

    def _mark(self, row: Row) -> int:
        return hash(tuple(map(_value, itemgetter(*self._names)(row))))


def _plain(column: Column[Any]) -> Any:
    """A column as it stands, instants as whole numbers."""
    if isinstance(column.type, Instant):
        return type_coerce(column, BigInteger).label(column.name)
    return column


def _value(value: Any) -> Any:
    return micros(value) if isinstance(value, datetime) else value
