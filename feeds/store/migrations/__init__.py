"""Append-only numbered migrations; what is not a Coverline store is never touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, inspect, select

from feeds.errors import StoreError
from feeds.store.migrations.migration_1 import FIRST
from feeds.store.migrations.migration_2 import SECOND
from feeds.store.migrations.migration_3 import THIRD
from feeds.store.migrations.migration_4 import FOURTH
from feeds.store.migrations.migration_5 import FIFTH
from feeds.store.migrations.migration_6 import SIXTH
from feeds.store.migrations.migration_7 import SEVENTH
from feeds.store.migrations.migration_8 import EIGHTH
from feeds.store.migrations.migration_9 import NINTH
from feeds.store.migrations.migration_10 import TENTH
from feeds.store.migrations.migration_11 import ELEVENTH
from feeds.store.migrations.migration_12 import TWELFTH
from feeds.store.migrations.migration_13 import THIRTEENTH
from feeds.store.migrations.migration_14 import FOURTEENTH
from feeds.store.migrations.migration_15 import FIFTEENTH
from feeds.store.migrations.migration_16 import SIXTEENTH
from feeds.store.migrations.migration_17 import SEVENTEENTH
from feeds.store.migrations.migration_18 import EIGHTEENTH
from feeds.store.schema import schema_migrations

_TYPES = {
    "sqlite": {"serial": "INTEGER PRIMARY KEY AUTOINCREMENT", "bytes": "BLOB", "whole": "INTEGER"},
    "postgresql": {"serial": "BIGSERIAL PRIMARY KEY", "bytes": "BYTEA", "whole": "BIGINT"},
}


@dataclass(frozen=True, slots=True)
class Migration:
    """Statements parted by semicolons; {serial} and {bytes} differ by database."""

    number: int
    name: str
    sql: str


# Never edit or reorder what stands here: add the next number.
MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "first tables", FIRST),
    Migration(2, "proxies, rhythms, alarms, history from before the first poll", SECOND),
    Migration(3, "what a list said of a feed", THIRD),
    Migration(4, "what the pages of stories said", FOURTH),
    Migration(5, "what polling teaches of a feed's dates", FIFTH),
    Migration(6, "names, threads, found topics, and where merged events went", SIXTH),
    Migration(7, "counts by day, form and the feeds that carried a story", SEVENTH),
    Migration(8, "who is cited in stories", EIGHTH),
    Migration(9, "who told of each event and when, packed", NINTH),
    Migration(10, "counts a quarter of an hour, names, and what was observed", TENTH),
    Migration(11, "what searching reads of stories", ELEVENTH),
    Migration(12, "what analysts note on stories", TWELFTH),
    Migration(13, "names kept off the pages, and saved views", THIRTEENTH),
    Migration(14, "the events of each hour, packed", FOURTEENTH),
    Migration(15, "who changed what by hand", FIFTEENTH),
    Migration(16, "which of several pollers polls which feed and asks which host", SIXTEENTH),
    Migration(17, "the events on the subject packed apart", SEVENTEENTH),
    Migration(18, "the frames that stories use", EIGHTEENTH),
)


def version(conn: Connection, where: str) -> int:
    """Number of the newest migration in the store, 0 where the database is empty."""
    tables = set(inspect(conn).get_table_names())
    if not tables:
        return 0
    if not _ours(conn, tables):
        raise not_ours(where)
    return max(conn.scalars(select(schema_migrations.c.number)), default=0)


def refuse_newer(found: int, where: str, known: Sequence[Migration] = MIGRATIONS) -> None:
    """Raise where a newer Coverline has migrated the store."""
    if found > known[-1].number:
        raise StoreError(
            f"The store {where} was written by a newer Coverline "
            f"(schema {found}, this one knows {known[-1].number}).",
            "Update with `pip install -U coverline`, or name another store.",
        )


def apply(conn: Connection, migration: Migration) -> None:
    """Run one migration inside the caller's transaction."""
    schema_migrations.create(conn, checkfirst=True)
    sql = migration.sql.format(**_TYPES[conn.dialect.name])
    for statement in filter(None, (part.strip() for part in sql.split(";"))):
        conn.exec_driver_sql(statement)
    row = {"number": migration.number, "name": migration.name}
    conn.execute(insert(schema_migrations), row)


def not_ours(where: str) -> StoreError:
    """The refusal of a file or database that something else made."""
    return StoreError(
        f"{where} is not a Coverline store.", "It was left as it is: name another with --store."
    )


def _ours(conn: Connection, tables: set[str]) -> bool:
    # Other programs keep a schema_migrations too: the columns and a companion tell them apart.
    if not {"schema_migrations", "meta", "entries", "polls"} <= tables:
        return False
    columns = {c["name"] for c in inspect(conn).get_columns("schema_migrations")}
    return columns == {"number", "name"}
