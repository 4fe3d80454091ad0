"""PostgreSQL, through psycopg 3: the same schema for a shared server."""

from __future__ import annotations

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine.interfaces import DBAPIConnection

from feeds.errors import StoreError
from feeds.store.leases.taking import Leases
from feeds.store.seat import Seat
from feeds.store.sql import SqlStore

# Any number, the same in every Coverline: it names the lock that writers take in turn.
_WRITERS = 7_243_081_955
# Seconds that a writer may be silent in mid-transaction: one that was stopped, or whose machine is
# gone, would have the turn for ever.
SILENT = 60
# A machine that vanished is noticed within a minute, and the locks it held end with it.
_ALIVE = {"tcp_keepalives_idle": 30, "tcp_keepalives_interval": 10, "tcp_keepalives_count": 3}


def open_postgres(
    url: str, parsed: URL, create: bool, read_only: bool, unfinished: bool = False
) -> SqlStore:
    """Connect, after making sure that the database is ours or empty."""
    _require_psycopg()
    where = parsed.set(drivername="postgresql").render_as_string(hide_password=True)
    engine = _engine(parsed, read_only)
    store = SqlStore(url, where, engine, insert, Seat(engine, where), Leases(engine, where))
    try:
        store.prepare(create, read_only, unfinished)
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
    event.listen(engine, "connect", _connected)
    event.listen(engine, "begin", _begin)
    return engine


def _connected(conn: DBAPIConnection, _: object) -> None:
    cursor = conn.cursor()
    for name, value in _ALIVE.items():
        cursor.execute(f"SET {name} = {value}")
    cursor.close()
    conn.commit()


def _begin(conn: Connection) -> None:
    options = conn.get_execution_options()
    if options.get("writes") or options.get("locks"):
        conn.exec_driver_sql(f"SET LOCAL idle_in_transaction_session_timeout = '{SILENT}s'")
    # Ids are given before a commit: without turns, a reader's cursor could pass an entry
    # that another writer commits later, and it would never become a story.
    if options.get("writes"):
        conn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
