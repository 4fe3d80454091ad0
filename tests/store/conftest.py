"""Every store that the contract is held to; PostgreSQL is started once and thrown away."""

from __future__ import annotations

import os
import shlex
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection

from feeds.store import open_store
from feeds.store.schema.dictionary import tables
from feeds.store.sql import SqlStore
from feeds.store.words import index as search_index

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def _program(name: str) -> str:
    found = [shutil.which(name), *(shutil.which(name, path=folder) for folder in BINARIES)]
    return next((path for path in found if path), "")


def _absent(reason: str) -> None:
    if os.environ.get("COVERLINE_REQUIRE_ALL") == "1":
        pytest.fail(f"{reason}, and COVERLINE_REQUIRE_ALL=1")
    pytest.skip(reason)


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    # The server's programs refuse root.
    line = shlex.join(command)
    as_postgres = ["su", "postgres", "-s", "/bin/bash", "-c", f"cd / && {line}"]
    args = as_postgres if os.geteuid() == 0 else list(command)
    # Files, not pipes: the server would hold a pipe open and be waited for.
    with tempfile.TemporaryFile("w+") as out:
        done = subprocess.run(args, stdout=out, stderr=out, timeout=60, check=False)
        out.seek(0)
        return subprocess.CompletedProcess(args, done.returncode, out.read())


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


class Server:
    """A PostgreSQL on loopback that can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self._data, self._log, port = folder / "data", folder / "log", _free_port()
        self._options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self.url = f"postgresql://coverline@127.0.0.1:{port}/postgres"

    def make(self) -> str:
        """Make its files; what went wrong, or nothing."""
        command = ("-D", str(self._data), "-U", "coverline", "-A", "trust", "-E", "UTF8")
        made = _run(_program("initdb"), *command)
        return made.stdout[-300:] if made.returncode else ""

    def start(self) -> str:
        """Start it; what went wrong, or nothing."""
        up = self._control("-l", str(self._log), "-o", self._options, "-w", "start")
        return up.stdout[-300:] if up.returncode else ""

    def stop(self, how: str = "fast") -> None:
        """Stop it, with whoever is connected."""
        self._control("-m", how, "-w", "stop")

    def _control(self, *words: str) -> subprocess.CompletedProcess[str]:
        return _run(_program("pg_ctl"), "-D", str(self._data), *words)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A fresh PostgreSQL on loopback."""
    if not (_program("initdb") and _program("pg_ctl")):
        _absent("PostgreSQL's initdb and pg_ctl are not installed")
    folder = Path(tempfile.mkdtemp(prefix="coverline-pg-"))
    if os.geteuid() == 0:
        try:
            shutil.chown(folder, "postgres", "postgres")
        except LookupError:
            _absent("PostgreSQL refuses root and there is no user postgres")
    found = Server(folder)
    try:
        if problem := found.make() or found.start():
            _absent(f"PostgreSQL did not start: {problem}")
        yield found
    finally:
        found.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres(server: Server) -> str:
    """Its address."""
    return server.url


_SCHEMAS = count(1)


def new_schema(server: str) -> str:
    """Address of an empty schema of its own on the server."""
    import psycopg

    name = f"t{next(_SCHEMAS)}"
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(f"CREATE SCHEMA {name}")
    return f"{server}?options=-csearch_path%3D{name}"


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
