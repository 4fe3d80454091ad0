"""Indexes and keys made when all rows are there: sorted at once, they take a fraction of the time.

SQLite keeps a table by its key, which therefore stays; in PostgreSQL a key is an index like others,
and whether rows refer to others that are there is found out of all rows at once.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import (
    Connection,
    Constraint,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    inspect,
    text,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import AddConstraint, DropIndex

from feeds.errors import StoreError
from feeds.store.schema import meta
from feeds.store.schema.dictionary import tables
from feeds.store.sql import SqlStore

_ROOM = "256MB"  # that PostgreSQL may sort in; by itself it takes a quarter
_KEYS = (PrimaryKeyConstraint, UniqueConstraint, ForeignKeyConstraint)  # none without those before
_HELD = """SELECT relname, conname FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
    WHERE connamespace = CAST(current_schema() AS regnamespace) AND relname = ANY(:names)
    AND contype IN ('p', 'u', 'f') ORDER BY contype"""  # 'f' stands before what it refers to


def drop(target: SqlStore) -> None:
    """Take away every index and key that copying can do without."""
    with target.writing() as conn:
        for index in _indexes():
            conn.execute(DropIndex(index, if_exists=True))
        if conn.dialect.name == "postgresql":
            names = [table.name for table in _keyed()]
            for table, name in conn.execute(text(_HELD), {"names": names}):
                conn.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")


def make(target: SqlStore) -> None:
    """Make those that are missing, one at a time."""
    with target.reading() as conn:
        missing = list(_missing(conn)) if conn.dialect.name == "postgresql" else []
    for key in (one for kind in _KEYS for one in missing if isinstance(one, kind)):
        with target.writing() as conn:
            _roomy(conn)
            _add(conn, key)
    for index in _indexes():
        with target.writing() as conn:
            _roomy(conn)
            index.create(conn, checkfirst=True)


def _add(conn: Connection, key: Constraint) -> None:
    try:
        conn.execute(AddConstraint(key, isolate_from_table=False))
    except IntegrityError as error:
        detail = getattr(error.orig, "diag").message_detail  # noqa: B009
        raise StoreError(
            f"The table {key.table.name} of the source refers to a row that is not there: {detail}",
            "Restore a backup of the source, or rebuild it with `coverline rebuild`; copy anew.",
        ) from error


def _indexes() -> list[Index]:
    return [
        index for table in tables() for index in sorted(table.indexes, key=lambda i: str(i.name))
    ]


def _keyed() -> list[Table]:
    """Facts are rewritten by their key all the time."""
    return [table for table in tables() if table is not meta]


def _missing(conn: Connection) -> Iterator[Constraint]:
    """The keys that the tables lack."""
    found = inspect(conn)
    for table in _keyed():
        keys = found.get_pk_constraint(table.name)["constrained_columns"]
        unique = [one["column_names"] for one in found.get_unique_constraints(table.name)]
        links = [one["constrained_columns"] for one in found.get_foreign_keys(table.name)]
        held = dict(zip(_KEYS, ([keys], unique, links), strict=True))
        for key in table.constraints:
            if isinstance(key, _KEYS) and key.columns.keys() not in held[type(key)]:
                yield key


def _roomy(conn: Connection) -> None:
    if conn.dialect.name == "postgresql":
        conn.execute(text(f"SET LOCAL maintenance_work_mem = '{_ROOM}'"))
