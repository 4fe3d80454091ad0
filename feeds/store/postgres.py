"""PostgreSQL, through psycopg 3: the same schema for a shared server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.dialects.postgresql import insert

from feeds.errors import StoreError
from feeds.store.problems import translated
from feeds.store.sql import SqlStore
from feeds.store.turn import taken

# Any number, the same in every Coverline: it names the lock that writers take in turn.
_WRITERS = 7_243_081_955
_POLLER = 7_243_081_956  # and this the one that a poller holds from its start to its end


def open_postgres(url: str, parsed: URL, create: bool, read_only: bool) -> SqlStore:
    """Connect, after making sure that the database is ours or empty."""
    _require_psycopg()
    where = parsed.set(drivername="postgresql").render_as_string(hide_password=True)
    engine = _engine(parsed, read_only)
    store = SqlStore(url, where, engine, insert, lambda: _turn(engine, where))
    try:
        store.prepare(create, read_only)
    except StoreError:
        store.close()
        raise
    return store


def _require_psycopg() -> None:
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise StoreError(
            "A PostgreSQL store needs psycopg, which is not installed.",
            'Install it with `pip install "coverline[scale]"`.',
        ) from error


def _engine(parsed: URL, read_only: bool) -> Engine:
    # The ping finds out that the server was restarted before a poll is lost to it.
    engine = create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        execution_options={"postgresql_readonly": read_only},
        connect_args={} if "connect_timeout" in parsed.query else {"connect_timeout": 10},
    )
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def _turn(engine: Engine, where: str) -> Iterator[None]:
    """Hold the lock that only one poller of a database may hold; it ends with the connection."""
    with translated(where), engine.connect() as conn:
        held = conn.execution_options(isolation_level="AUTOCOMMIT")
        if not held.scalar(text(f"SELECT pg_try_advisory_lock({_POLLER})")):
            raise taken(where)
        try:
            yield
        finally:
            held.execute(text(f"SELECT pg_advisory_unlock({_POLLER})"))


def _begin(conn: Connection) -> None:
    # Ids are given before a commit: without turns, a reader's cursor could pass an entry
    # that another writer commits later, and it would never become a story.
    if conn.get_execution_options().get("writes"):
        conn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
