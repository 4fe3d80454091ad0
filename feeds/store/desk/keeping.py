"""The store's part in what an editor keeps for all readers."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection, Table, delete, insert, select

from feeds.store.audited.auditing import noted
from feeds.store.audited.tables import Edit
from feeds.store.desk.tables import SavedView, SuppressedName, saved_views, suppressed_names
from feeds.store.polling import Inserter, bump


class Kept(Protocol):
    """A store that keeps names off the pages, and views under names."""

    def suppressed(self) -> list[SuppressedName]:
        """Names that no page shows, in alphabetical order."""

    def suppress(self, name: SuppressedName) -> None:
        """Keep a name off every page; one that was kept off is written anew."""

    def unsuppress(self, name: str, by: str, at: datetime) -> bool:
        """Show a name again; False where it was not kept off."""

    def saved_views(self) -> list[SavedView]:
        """Saved views, in alphabetical order."""

    def save_view(self, view: SavedView) -> None:
        """Save a view; one of the same name is replaced."""

    def remove_view(self, name: str, by: str, at: datetime) -> bool:
        """Take a saved view away; False where there is none of that name."""


class Held(Protocol):
    """What this needs of a store over a database."""

    inserter: Inserter

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that only reads."""

    def writing(self) -> AbstractContextManager[Connection]:
        """The one transaction that writes."""


class SqlKept:
    """What an editor keeps, over a database."""

    def suppressed(self: Held) -> list[SuppressedName]:
        """Names that no page shows."""
        with self.reading() as conn:
            rows = conn.execute(select(suppressed_names).order_by(suppressed_names.c.name))
            return [SuppressedName(*row) for row in rows]

    def suppress(self: Held, name: SuppressedName) -> None:
        """Keep a name off every page."""
        with self.writing() as conn:
            row = asdict(name)
            before = _replace(conn, suppressed_names, row, "note")
            after = name.note or "kept off"
            noted(
                conn,
                self.inserter,
                Edit(name.at, name.author, "suppress", name.name, before, after),
            )
            bump(conn, self.inserter)

    def unsuppress(self: Held, name: str, by: str, at: datetime) -> bool:
        """Show a name again."""
        with self.writing() as conn:
            gone = _remove(conn, suppressed_names, name)
            if gone:
                noted(conn, self.inserter, Edit(at, by, "unsuppress", name, "kept off"))
            bump(conn, self.inserter)
            return gone

    def saved_views(self: Held) -> list[SavedView]:
        """Saved views."""
        with self.reading() as conn:
            rows = conn.execute(select(saved_views).order_by(saved_views.c.name))
            return [SavedView(*row) for row in rows]

    def save_view(self: Held, view: SavedView) -> None:
        """Save a view."""
        with self.writing() as conn:
            before = _replace(conn, saved_views, asdict(view), "url")
            noted(
                conn,
                self.inserter,
                Edit(view.at, view.author, "save view", view.name, before, view.url),
            )

    def remove_view(self: Held, name: str, by: str, at: datetime) -> bool:
        """Take a saved view away."""
        with self.writing() as conn:
            before = _held(conn, saved_views, name, "url")
            gone = _remove(conn, saved_views, name)
            if gone:
                noted(conn, self.inserter, Edit(at, by, "remove view", name, before))
            return gone


def _held(conn: Connection, table: Table, name: str, column: str) -> str:
    return conn.scalar(select(table.c[column]).where(table.c.name == name)) or ""


def _replace(conn: Connection, table: Table, row: dict[str, Any], column: str) -> str:
    """Write a row in place of that of its name; what stood in a column of that one."""
    before = _held(conn, table, row["name"], column)
    _remove(conn, table, row["name"])
    conn.execute(insert(table), row)
    return before


def _remove(conn: Connection, table: Table, name: str) -> bool:
    return conn.execute(delete(table).where(table.c.name == name)).rowcount > 0
