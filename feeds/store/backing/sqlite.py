"""Backups of a SQLite store: one snapshot, copied page by page while others write."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import make_url

from feeds.errors import MissingStore, StoreError
from feeds.store.backing import Restored, Tick
from feeds.store.migrations import MIGRATIONS, not_ours, refuse_newer
from feeds.store.problems import explain
from feeds.store.turn import FileTurn

PAGES = 4096  # of 4 KiB, copied at a time
OURS = ("schema_migrations", "meta", "entries", "polls")


def copied(url: str, file: Path, tick: Tick) -> None:
    """Copy the store as it stands at one instant, then give the copy its name."""
    path = _path(url)
    if not path.is_file():
        raise MissingStore(f"The store {path} does not exist.", "Check the address.")
    with _explained(path), closing(_open(path)) as held:
        _known(held, path)
        # While this reads, the copy is of one instant whatever is written beside it.
        held.execute("BEGIN")
        held.execute("SELECT count(*) FROM meta").fetchone()
        _copy(held, file, tick)


def put_back(url: str, file: Path, tick: Tick) -> Restored:
    """Put a backup in the store's place; what stood there is kept beside it."""
    path = _path(url)
    if not path.parent.is_dir():
        raise StoreError(f"The folder {path.parent} does not exist.", "Make it first.")
    with _explained(file), closing(_open(file)) as backup:
        stories = _checked(backup, file)
        with FileTurn(path).alone(), _unused(path):
            part = path.with_name(f"{path.name}.restoring")
            part.unlink(missing_ok=True)
            _copy(backup, part, tick)
            aside = _set_aside(path)
            os.replace(part, path)
    return Restored(stories, aside)


def _copy(held: sqlite3.Connection, file: Path, tick: Tick) -> None:
    """Copy into a file that has its name only once it is whole and on the disk."""
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        with _explained(file), closing(sqlite3.connect(part)) as copy:
            held.backup(copy, pages=PAGES, progress=lambda _, left, all_: tick(all_ - left, all_))
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without companions
        _sync(part)
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    with path.open("rb") as written:
        os.fsync(written.fileno())


def _checked(backup: sqlite3.Connection, file: Path) -> int:
    """The number of stories in a backup that is whole and not from the future."""
    refuse_newer(_known(backup, file), str(file))
    if backup.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise StoreError(f"{file} is damaged.", "Restore another backup.")
    return int(backup.execute("SELECT count(*) FROM stories").fetchone()[0])


def _known(held: sqlite3.Connection, path: Path) -> int:
    """The schema of a store of ours; StoreError for anything else."""
    rows = held.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    if not set(OURS) <= {name for (name,) in rows}:
        raise not_ours(str(path))
    found = held.execute("SELECT max(number) FROM schema_migrations").fetchone()[0]
    return int(found or MIGRATIONS[0].number)


@contextmanager
def _unused(path: Path) -> Iterator[None]:
    """The store while nobody has it open: only then may it leave WAL mode."""
    if not (path.exists() and path.stat().st_size):
        yield
        return
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as alone:
        _known(alone, path)
        try:
            alone.execute("PRAGMA journal_mode = DELETE")
            alone.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise StoreError(
                f"The store {path} is in use.",
                "Stop every `coverline up`, `serve` and `poll` on it, then restore again.",
            ) from error
        yield


def _set_aside(path: Path) -> Path | None:
    if not path.exists():
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    aside = path.with_name(f"{path.name}.before-{stamp}")
    os.replace(path, aside)
    return aside


def _open(path: Path) -> sqlite3.Connection:
    name = f"file:{quote(str(path.absolute()))}?mode=ro"
    return sqlite3.connect(name, uri=True, isolation_level=None)


def _path(url: str) -> Path:
    return Path(str(make_url(url).database)).expanduser()


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise explain(error, str(path)) from error
