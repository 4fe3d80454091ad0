"""Many rows read and written past the column types, as the driver gives and takes them."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

AT_ONCE = 5000  # rows that are held in memory

Row = tuple[Any, ...]
T = TypeVar("T")


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


def poured(conn: Connection, query: str, blocks: Iterable[bytes]) -> None:
    """Give a COPY of PostgreSQL its lines as it reads them."""
    driver: Any = conn.connection.driver_connection
    with past(conn, query), driver.cursor() as cursor, cursor.copy(query) as copy:
        for block in blocks:
            copy.write(block)


def ahead(items: Iterator[T]) -> Generator[T]:
    """The same, but the next is made while one is used, in a thread that ends with this."""
    with ThreadPoolExecutor(1) as maker:
        coming = maker.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = maker.submit(next, items, None)
            yield item


@contextmanager
def past(conn: Connection, query: str) -> Iterator[None]:
    """What the driver raises where it is asked past SQLAlchemy, as this would raise it."""
    try:
        yield
    except conn.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(query, None, error) from error
