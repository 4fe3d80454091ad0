"""Many rows read and written past the column types, as the driver gives and takes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

AT_ONCE = 5000  # rows that are held in memory

Row = tuple[Any, ...]


def streamed(conn: Connection, query: str, values: Row = ()) -> Iterator[Sequence[Row]]:
    """The rows of a query, some at a time; those that SQLAlchemy makes take twice the time."""
    if not conn.in_transaction():
        conn.begin()
    driver: Any = conn.connection.driver_connection
    on_server = {} if conn.dialect.name == "sqlite" else {"name": "streamed"}
    with past(conn, query), closing(driver.cursor(**on_server)) as cursor:
        cursor.execute(query, values)
        while rows := cursor.fetchmany(AT_ONCE):
            yield rows


def append(conn: Connection, table: str, names: Sequence[str], rows: Iterable[Row]) -> None:
    """Append rows to the named (and quoted) columns, on PostgreSQL by COPY."""
    into = ", ".join(names)
    if conn.dialect.name == "sqlite":
        places = ", ".join("?" * len(names))
        if held := list(rows):
            conn.exec_driver_sql(f"INSERT INTO {table} ({into}) VALUES ({places})", held)
        return
    driver: Any = conn.connection.driver_connection
    query = f"COPY {table} ({into}) FROM STDIN"
    with past(conn, query), driver.cursor() as cursor, cursor.copy(query) as copy:
        for row in rows:
            copy.write_row(row)


@contextmanager
def past(conn: Connection, query: str) -> Iterator[None]:
    """What the driver raises where it is asked past SQLAlchemy, as this would raise it."""
    try:
        yield
    except conn.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(query, None, error) from error
