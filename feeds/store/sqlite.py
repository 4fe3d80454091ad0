"""SQLite: one file in WAL mode, so that readers never wait for the writer."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, NullPool, QueuePool, create_engine, event
from sqlalchemy.dialects.sqlite import insert

from feeds.errors import MissingStore, StoreError
from feeds.store.migrations import not_ours, version
from feeds.store.problems import explain, translated
from feeds.store.sql import SqlStore
from feeds.store.turn import FileTurn

_HEADER = b"SQLite format 3\x00"
SOURCE = "source"  # the name of a store that a connection to another one reads
_ROOM = -200_000  # KiB, for keys that come in no order
_KEPT = -32_000  # KiB of pages that a connection keeps: a month's packed events are 18 MB
_WAIT = 30.0  # seconds to wait for another writer; ?timeout= in the address changes it


def open_sqlite(
    url: str,
    parsed: URL,
    create: bool,
    read_only: bool,
    unfinished: bool = False,
    kind: type[SqlStore] = SqlStore,
) -> SqlStore:
    """Open the file as a `kind` of store, after making sure that it is ours or new."""
    path = _path(parsed)
    _check_file(path, create and not read_only)
    if path.exists() and path.stat().st_size:
        _check_tables(path)
    engine = _engine(path, read_only, _wait(parsed))
    store = kind(url, str(path), engine, insert, FileTurn(path))
    try:
        store.prepare(create, read_only, unfinished)
    except StoreError:
        store.close()
        raise
    return store


def _path(parsed: URL) -> Path:
    if parsed.database in (None, "", ":memory:"):
        raise StoreError("The store address names no file.", "Write sqlite:///coverline.db.")
    return Path(str(parsed.database)).expanduser()


def _wait(parsed: URL) -> float:
    found = parsed.query.get("timeout", str(_WAIT))
    try:
        return float(str(found))
    except ValueError:
        hint = "Give seconds, for example ?timeout=5."
        raise StoreError(f"timeout={found} in the store address is no number.", hint) from None


def _check_file(path: Path, create: bool) -> None:
    if path.is_dir():
        raise StoreError(f"The store {path} is a folder.", "Name a file in it.")
    if not path.parent.is_dir():
        hint = f"Make it with `mkdir -p {path.parent}`, or name another store."
        raise StoreError(f"The folder {path.parent} of the store {path} does not exist.", hint)
    if not path.exists() and not create:
        hint = "Start one with `coverline up`, or check the address."
        raise MissingStore(f"The store {path} does not exist.", hint)
    if path.exists() and path.stat().st_size and _head(path) != _HEADER:
        raise not_ours(str(path))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(len(_HEADER))
    except OSError as error:
        raise explain(error, str(path)) from error


def _check_tables(path: Path) -> None:
    """Look before WAL mode is set, since that alone would change a file that is not ours."""
    engine = _engine(path, read_only=True, wait=_WAIT)
    try:
        with translated(str(path)), engine.connect() as conn:
            version(conn, str(path))
    finally:
        engine.dispose()


def _engine(path: Path, read_only: bool, wait: float) -> Engine:
    fixed = path.absolute()

    def connect() -> sqlite3.Connection:
        return _connect(_address(fixed, read_only), read_only, wait)

    # How a reader may open the file depends on whether a writer is there: ask every time.
    pool = NullPool if read_only else QueuePool
    engine = create_engine("sqlite://", creator=connect, poolclass=pool)
    event.listen(engine, "begin", _begin)
    return engine


def _address(path: Path, read_only: bool) -> str:
    name = f"file:{quote(str(path))}"
    if not read_only:
        return f"{name}?mode=rwc"
    # On a read-only disk SQLite cannot make its -shm file; with no -wal there is none to read.
    alone = not path.with_name(f"{path.name}-wal").exists()
    effective = os.access in os.supports_effective_ids
    frozen = alone and not os.access(path.parent, os.W_OK, effective_ids=effective)
    return f"{name}?mode=ro&immutable=1" if frozen else f"{name}?mode=ro"


def _connect(name: str, read_only: bool, wait: float) -> sqlite3.Connection:
    conn = sqlite3.connect(
        name, uri=True, timeout=wait, isolation_level=None, check_same_thread=False
    )
    if not read_only:
        conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("PRAGMA synchronous = NORMAL")
    conn.execute("PRAGMA foreign_keys = ON")
    conn.execute(f"PRAGMA cache_size = {_KEPT}")
    return conn


@contextmanager
def beside_another(store: SqlStore, other: SqlStore) -> Iterator[Connection]:
    """A connection that writes a store and reads another one as `SOURCE`; it leaves it to that one
    that rows refer to others that are there."""
    with translated(store.where), store.writer() as conn:
        driver: Any = conn.connection.driver_connection
        conn.detach()  # what is set here ends with it
        driver.execute(f"ATTACH ? AS {SOURCE}", (_address(Path(other.where).absolute(), True),))
        driver.execute("PRAGMA foreign_keys = OFF")
        driver.execute(f"PRAGMA cache_size = {_ROOM}")
        yield conn


def _begin(conn: Connection) -> Any:
    # A transaction that reads first and writes later cannot wait for the lock: take it at once.
    writes = conn.get_execution_options().get("writes")
    conn.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
