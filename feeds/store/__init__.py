"""The store: SQLite in one file by default, PostgreSQL when that is outgrown."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from feeds.errors import StoreError
from feeds.store.protocol import Store

__all__ = ["Store", "open_bare", "open_store", "shown"]


def open_store(
    url: str, create: bool = True, read_only: bool = False, unfinished: bool = False
) -> Store:
    """Open the store at `sqlite:///file` or `postgresql://user@host/database`; a new one is
    made where `create` allows. Raises StoreError where that is not possible, and for half a copy
    unless `unfinished` ones are wanted."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise _bad_address(url) from error
    if parsed.drivername == "sqlite":
        from feeds.store.sqlite import open_sqlite

        return open_sqlite(url, parsed, create, read_only, unfinished)
    if parsed.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        from feeds.store.postgres import open_postgres

        return open_postgres(url, parsed, create, read_only, unfinished)
    raise _bad_address(parsed.render_as_string())


def open_bare(path: Path) -> Store:
    """A new store in a file, for one process to work something out in: it holds what is saved, and
    no counts, search words or history of it."""
    from feeds.store.bare import BareStore
    from feeds.store.sqlite import open_sqlite

    url = f"sqlite:///{path}"
    return open_sqlite(url, make_url(url), create=True, read_only=False, kind=BareStore)


def shown(url: str) -> str:
    """A store's address as it may be printed: without the password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return url


def _bad_address(url: str) -> StoreError:
    return StoreError(
        f"{url!r} is not a store address.",
        "Write sqlite:///coverline.db or postgresql://user@host/database.",
    )
