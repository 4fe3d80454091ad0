"""Copies of a whole store, made while it is used, and a store made anew from one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url

from feeds.errors import StoreError

Tick = Callable[[int, int], None]
SQLITE, POSTGRES = b"SQLite format 3\x00", b"PGDMP"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a store was made anew from, and where the one that it replaced is kept."""

    stories: int
    aside: Path | None = None


def back_up(url: str, file: Path, tick: Tick) -> None:
    """Write all that a store holds at one instant into a new file. Pollers go on meanwhile."""
    if file.exists():
        raise StoreError(f"{file} is there already.", "Name a file that is not there yet.")
    if not file.parent.is_dir():
        raise StoreError(f"The folder {file.parent} does not exist.", "Make it first.")
    if make_url(url).drivername == "sqlite":
        from feeds.store.backing.sqlite import copied

        return copied(url, file, tick)
    from feeds.store.backing.postgres import dumped

    return dumped(url, file)


def restore(url: str, file: Path, tick: Tick) -> Restored:
    """Make the store anew from a backup; StoreError where the file is none, or of a newer
    Coverline, or while anyone uses the store. Nothing is changed then."""
    kind, embedded = _kind(file), make_url(url).drivername == "sqlite"
    if (kind == SQLITE) != embedded:
        other = "SQLite" if kind == SQLITE else "PostgreSQL"
        raise StoreError(
            f"{file} is a backup of a {other} store.",
            "Restore it into a store of that kind, then move it: coverline store copy.",
        )
    if embedded:
        from feeds.store.backing.sqlite import put_back

        return put_back(url, file, tick)
    from feeds.store.backing.postgres import undumped

    return undumped(url, file)


def _kind(file: Path) -> bytes:
    try:
        with file.open("rb") as held:
            head = held.read(len(SQLITE))
    except OSError as error:
        raise StoreError(
            f"{file} cannot be read: {error.strerror}.", "Name a file that `backup` made."
        ) from error
    for kind in (SQLITE, POSTGRES):
        if head.startswith(kind):
            return kind
    raise StoreError(f"{file} is no backup of a store.", "Name a file that `backup` made.")
