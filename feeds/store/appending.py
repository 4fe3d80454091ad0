"""Many rows read and written past the column types, as the driver gives and takes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

AT_ONCE = 5000  # rows that are held in memory

Row = tuple[Any, ...]


def streamed(conn: Connection, query: str, values: Row = ()) -> Iterator[Sequence[Any]]:
    """The rows of a query, some at a time."""
    options = {"stream_results": True, "yield_per": AT_ONCE}
    yield from conn.exec_driver_sql(query, values, execution_options=options).partitions(AT_ONCE)


def append(conn: Connection, table: str, names: Sequence[str], rows: Iterable[Row]) -> None:
    """Append rows to the named (and quoted) columns, on PostgreSQL by COPY."""
    into = ", ".join(names)
    if conn.dialect.name == "sqlite":
        places = ", ".join("?" * len(names))
        if held := list(rows):
            conn.exec_driver_sql(f"INSERT INTO {table} ({into}) VALUES ({places})", held)
        return
    driver: Any = conn.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({into}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
