"""Records of a table written and read in one go: of what a poll without news costs, SQLAlchemy's
work over each value would be a third."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Dialect, Table

T = TypeVar("T")
Convert = Callable[[Any], Any]


class Direct(Generic[T]):
    """Records of a dataclass whose fields are named as the columns of a table, but for some."""

    def __init__(self, kind: type[T], table: Table, dialect: Dialect, without: frozenset[str]):
        self._kind, self._table = kind, table.name
        self._names = [f.name for f in fields(kind) if f.name not in without]  # type: ignore[arg-type]
        self._values = attrgetter(*self._names)
        self._columns = list(map(dialect.identifier_preparer.quote, self._names))
        self._keys = [column.name for column in table.primary_key]
        self._mark = "?" if dialect.paramstyle == "qmark" else "%s"
        types = [table.columns[name].type.dialect_impl(dialect) for name in self._names]
        self._to = _converting(one.bind_processor(dialect) for one in types)
        self._from = _converting(one.result_processor(dialect, None) for one in types)

    def insert(self, conn: Connection, records: Iterable[T]) -> None:
        """Append records."""
        self._write(conn, records, "")

    def upsert(self, conn: Connection, records: Iterable[T]) -> None:
        """Insert records, or rewrite those with the same primary key."""
        rest = [name for name in self._columns if name not in self._keys]
        new = ", ".join(f"{name} = excluded.{name}" for name in rest)
        self._write(conn, records, f" ON CONFLICT ({', '.join(self._keys)}) DO UPDATE SET {new}")

    def read(self, conn: Connection, column: str = "", values: tuple[Any, ...] = ()) -> Iterator[T]:
        """The records of all rows, or of those where a column has one of the values."""
        asked = f" WHERE {column} IN ({', '.join([self._mark] * len(values))})" if column else ""
        query = f"SELECT {', '.join(self._columns)} FROM {self._table}{asked}"
        for row in conn.exec_driver_sql(query, values):
            yield self._record(list(row))

    def _write(self, conn: Connection, records: Iterable[T], conflict: str) -> None:
        rows = list(map(self._row, records))
        if rows:
            places = ", ".join([self._mark] * len(self._columns))
            into = f"INSERT INTO {self._table} ({', '.join(self._columns)}) VALUES ({places})"
            conn.exec_driver_sql(f"{into}{conflict}", rows)

    def _row(self, record: T) -> tuple[Any, ...]:
        values = list(self._values(record))
        for place, convert in self._to:
            values[place] = convert(values[place])
        return tuple(values)

    def _record(self, values: list[Any]) -> T:
        for place, convert in self._from:
            values[place] = convert(values[place])
        return self._kind(**dict(zip(self._names, values, strict=True)))


def _converting(processors: Iterable[Convert | None]) -> list[tuple[int, Convert]]:
    return [(place, convert) for place, convert in enumerate(processors) if convert]


@lru_cache(maxsize=16)  # a few kinds for each store that is open
def direct(
    kind: type[T], table: Table, dialect: Dialect, without: frozenset[str] = frozenset()
) -> Direct[T]:
    """How records of a kind are kept in a table; fields `without` a column are left out."""
    return Direct(kind, table, dialect, without)
