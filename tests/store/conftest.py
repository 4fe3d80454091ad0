"""Every store that the contract is held to; PostgreSQL is started once and thrown away."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count

import pytest
from sqlalchemy import Connection

from feeds.store import open_store
from feeds.store.schema.dictionary import tables
from feeds.store.sql import SqlStore
from feeds.store.words import index as search_index
from tests.store.server import Absent, Server, new_schema, new_server


def _absent(reason: str) -> None:
    if os.environ.get("COVERLINE_REQUIRE_ALL") == "1":
        pytest.fail(f"{reason}, and COVERLINE_REQUIRE_ALL=1")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A fresh PostgreSQL on loopback."""
    with ExitStack() as stack:
        try:
            found = stack.enter_context(new_server())
        except Absent as absent:
            _absent(str(absent))
        yield found


@pytest.fixture(scope="session")
def postgres(server: Server) -> str:
    """Its address."""
    return server.url


KINDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session", params=KINDS)
def new_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], str]:
    """Makes addresses of stores that do not exist yet."""
    if request.param == "postgres":
        server = request.getfixturevalue("postgres")
        return lambda: new_schema(server)
    folder, numbers = tmp_path_factory.mktemp("stores"), count(1)
    return lambda: f"sqlite:///{folder}/store{next(numbers)}.db"


@pytest.fixture(scope="session")
def kept_store(new_url: Callable[[], str]) -> Iterator[SqlStore]:
    """One store for all tests: emptying it is quicker than making another."""
    store = open_store(new_url())
    assert isinstance(store, SqlStore)
    yield store
    store.close()


@pytest.fixture
def store(kept_store: SqlStore) -> SqlStore:
    """An empty store."""
    return emptied(kept_store)


def emptied(store: SqlStore) -> SqlStore:
    """The store without anything but its schema."""
    filled = [table for table in reversed(tables()) if table.name != "schema_migrations"]
    with store.writing() as conn:
        for table in filled:
            conn.execute(table.delete())
        count_anew(conn)
        search_index.rebuild(conn, store.inserter, lambda done, total: None)
    return store


def count_anew(conn: Connection) -> None:
    """Let ids begin at 1 again."""
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql("DELETE FROM sqlite_sequence")
        return
    query = "SELECT sequencename FROM pg_sequences WHERE schemaname = current_schema()"
    for name in conn.exec_driver_sql(query).scalars().all():
        conn.exec_driver_sql(f"ALTER SEQUENCE {name} RESTART")
