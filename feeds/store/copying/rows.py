"""Rows read from one database and written into another, past the column types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Boolean, Connection, Integer, Table, text

from feeds.store.appending import append, streamed
from feeds.store.copying.bookmark import Row


def read(conn: Connection, table: Table, after: Row | None) -> Iterator[Sequence[Row]]:
    """The rows of a table in the order of its key, as that database sorts, after a key."""
    names, keys = quoted(conn, table.columns), quoted(conn, table.primary_key.columns)
    mark = "?" if conn.dialect.paramstyle == "qmark" else "%s"
    marks = ", ".join([mark] * len(keys))
    beyond = f" WHERE ({', '.join(keys)}) > ({marks})" if after else ""
    query = f"SELECT {', '.join(names)} FROM {table.name}{beyond} ORDER BY {', '.join(keys)}"
    plain = _plain(table)
    for rows in streamed(conn, query, after or ()):
        yield plain(rows)


def numbered(conn: Connection, table: Table, span: tuple[int, int]) -> Iterator[Sequence[Row]]:
    """The rows of a SQLite table whose numbers are in (after, to], in the order of these."""
    names = ", ".join(quoted(conn, table.columns))
    query = f"SELECT {names} FROM {table.name} WHERE rowid > ? AND rowid <= ? ORDER BY rowid"
    yield from streamed(conn, query, span)


def key_of(table: Table) -> Callable[[Row], Row]:
    """Takes the key from a row."""
    names = [column.name for column in table.columns]
    places = [names.index(column.name) for column in table.primary_key.columns]
    return lambda row: tuple(row[place] for place in places)


def write(conn: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Append rows."""
    append(conn, table.name, quoted(conn, table.columns), rows)


def unhurried(conn: Connection) -> None:
    """Do not wait until the disk has it: a crash takes the bookmark of the last rows with them."""
    if conn.dialect.name == "postgresql":
        conn.execute(text("SET LOCAL synchronous_commit = off"))


def weigh(conn: Connection, names: Iterable[str]) -> None:
    """Have PostgreSQL look at what came: until it has, it knows no good way to any of it."""
    if conn.dialect.name == "postgresql":
        conn.execute(text(f"ANALYZE {', '.join(names)}"))


def count_on(conn: Connection, table: Table) -> None:
    """Let ids that the database gives go on from the highest."""
    serial = [c for c in table.columns if c.autoincrement is True and isinstance(c.type, Integer)]
    if conn.dialect.name == "postgresql" and serial:
        name = serial[0].name
        conn.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', '{name}'), max({name})) "
                f"FROM {table.name} HAVING max({name}) IS NOT NULL"
            )
        )


def quoted(conn: Connection, columns: Any) -> list[str]:
    """The names of columns as that database wants them written."""
    return [conn.dialect.identifier_preparer.quote(column.name) for column in columns]


def _plain(table: Table) -> Callable[[Sequence[Row]], Sequence[Row]]:
    """Yes and no as 1 and 0, as SQLite has them."""
    places = [n for n, c in enumerate(table.columns) if isinstance(c.type, Boolean)]

    def plain(row: Row) -> Row:
        held = list(row)
        for place in places:
            held[place] = None if held[place] is None else int(held[place])
        return tuple(held)

    return (lambda rows: list(map(plain, rows))) if places else (lambda rows: rows)
