"""Records of a table written and read in one go: of what a poll without news costs, SQLAlchemy's
work over each value would be a third."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Dialect, Table

T = TypeVar("T")
Row = dict[str, Any]
Convert = Callable[[Any], Any]


class _Columns:
    """Some columns of a table: how values go into them and come out again."""

    def __init__(self, table: Table, dialect: Dialect, names: Sequence[str]) -> None:
        self.named = ", ".join(map(dialect.identifier_preparer.quote, names))
        types = [table.columns[name].type.dialect_impl(dialect) for name in names]
        self._to = _converting(one.bind_processor(dialect) for one in types)
        self._from = _converting(one.result_processor(dialect, None) for one in types)

    def kept(self, values: Iterable[Any]) -> tuple[Any, ...]:
        """Values as they stand in the columns."""
        return _converted(values, self._to)

    def found(self, values: Iterable[Any]) -> tuple[Any, ...]:
        """The values that stand in the columns."""
        return _converted(values, self._from)


class Direct(Generic[T]):
    """Records of a dataclass whose fields are named as the columns of a table, but for some."""

    def __init__(
        self, kind: type[T], table: Table, dialect: Dialect, without: frozenset[str]
    ) -> None:
        self._kind, self._table = kind, table.name
        self._names = [f.name for f in fields(kind) if f.name not in without]  # type: ignore[arg-type]
        self._values = attrgetter(*self._names)
        self._columns = _Columns(table, dialect, self._names)
        self._quote = dialect.identifier_preparer.quote
        self._keys = [column.name for column in table.primary_key]
        self._mark = "?" if dialect.paramstyle == "qmark" else "%s"

    def insert(self, conn: Connection, records: Iterable[T]) -> None:
        """Append records."""
        self._write(conn, records, "")

    def upsert(self, conn: Connection, records: Iterable[T]) -> None:
        """Insert records, or rewrite those with the same primary key."""
        rest = [self._quote(name) for name in self._names if name not in self._keys]
        new = ", ".join(f"{name} = excluded.{name}" for name in rest)
        self._write(conn, records, f" ON CONFLICT ({', '.join(self._keys)}) DO UPDATE SET {new}")

    def read(self, conn: Connection, column: str = "", values: tuple[Any, ...] = ()) -> Iterator[T]:
        """The records of all rows, or of those where a column has one of the values."""
        asked = f" WHERE {column} IN ({', '.join([self._mark] * len(values))})" if column else ""
        query = f"SELECT {self._columns.named} FROM {self._table}{asked}"
        for row in conn.exec_driver_sql(query, values):
            yield self._kind(**dict(zip(self._names, self._columns.found(row), strict=True)))

    def _write(self, conn: Connection, records: Iterable[T], conflict: str) -> None:
        rows = [self._columns.kept(self._values(record)) for record in records]
        if rows:
            places = ", ".join([self._mark] * len(self._names))
            into = f"INSERT INTO {self._table} ({self._columns.named}) VALUES ({places})"
            conn.exec_driver_sql(f"{into}{conflict}", rows)


def _converting(processors: Iterable[Convert | None]) -> list[tuple[int, Convert]]:
    return [(place, convert) for place, convert in enumerate(processors) if convert]


def _converted(values: Iterable[Any], converting: list[tuple[int, Convert]]) -> tuple[Any, ...]:
    held = list(values)
    for place, convert in converting:
        held[place] = convert(held[place])
    return tuple(held)


@lru_cache(maxsize=16)  # a few kinds for each store that is open
def direct(
    kind: type[T], table: Table, dialect: Dialect, without: frozenset[str] = frozenset()
) -> Direct[T]:
    """How records of a kind are kept in a table; fields `without` a column are left out."""
    return Direct(kind, table, dialect, without)


def differing(conn: Connection, table: Table, found: Iterable[Row]) -> list[Row]:
    """The rows that are not kept just so, compared as they stand in the columns."""
    names = [column.name for column in table.columns]
    columns, values = _Columns(table, conn.dialect, names), itemgetter(*names)
    rows = conn.exec_driver_sql(f"SELECT {columns.named} FROM {table.name}")
    kept = set(map(tuple, rows))
    return [row for row in found if columns.kept(values(row)) not in kept]
