"""The store's part in the audit log: what edits write in their own transaction, and reading it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection, func, insert, select

from feeds.store.audited.tables import LOGIN, Edit, audit
from feeds.store.polling import Inserter, count_up, get_fact, put_fact

EDITED = "edited"  # fact: how often people changed something


class Audited(Protocol):
    """A store that knows who changed what."""

    def note_edit(self, edit: Edit) -> None:
        """Append an edit whose change is no transaction of its own kind (feeds, logins)."""

    def edits(
        self, since_at: datetime | None = None, who: str = "", limit: int = 1000
    ) -> list[Edit]:
        """Edits, newest first; since an instant, of one person."""

    def deeds_since(self, since_at: datetime, who: str, deed: str) -> int:
        """How often someone did something since an instant."""

    def fact_once(self, key: str, value: str) -> str:
        """Keep a fact about the store unless one is kept already; the one that is kept."""


class Held(Protocol):
    """What this needs of a store over a database."""

    inserter: Inserter

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that only reads."""

    def writing(self) -> AbstractContextManager[Connection]:
        """The one transaction that writes."""


def noted(conn: Connection, insert_into: Inserter, edit: Edit) -> None:
    """Append an edit within the transaction that makes it."""
    conn.execute(insert(audit), asdict(edit))
    if not edit.deed.startswith(LOGIN):
        count_up(conn, insert_into, EDITED)


def edited(conn: Connection) -> str:
    """The number of changes that were noted; who logs in changes nothing."""
    return get_fact(conn, EDITED) or "0"


class SqlAudited:
    """The audit log over a database."""

    def note_edit(self: Held, edit: Edit) -> None:
        """Append an edit."""
        with self.writing() as conn:
            noted(conn, self.inserter, edit)

    def edits(
        self: Held, since_at: datetime | None = None, who: str = "", limit: int = 1000
    ) -> list[Edit]:
        """Edits, newest first."""
        columns = audit.c
        query = select(
            columns.at, columns.who, columns.deed, columns.target, columns.before, columns.after
        ).order_by(columns.id.desc())
        if since_at is not None:
            query = query.where(columns.at >= since_at)
        if who:
            query = query.where(columns.who == who)
        with self.reading() as conn:
            return [Edit(*row) for row in conn.execute(query.limit(limit))]

    def deeds_since(self: Held, since_at: datetime, who: str, deed: str) -> int:
        """How often someone did something since an instant."""
        query = select(func.count()).where(
            audit.c.at >= since_at, audit.c.who == who, audit.c.deed == deed
        )
        with self.reading() as conn:
            return conn.scalar(query) or 0

    def fact_once(self: Held, key: str, value: str) -> str:
        """Keep a fact about the store unless one is kept already."""
        with self.writing() as conn:
            held = get_fact(conn, key)
            if held is None:
                put_fact(conn, self.inserter, key, value)
            return held or value
