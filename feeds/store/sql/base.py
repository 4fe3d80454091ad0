"""What every part of a store over a database stands on: its transactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from feeds.store import (
    polling,
)
from feeds.store.problems import translated
from feeds.store.turn import Turn

if TYPE_CHECKING:
    from feeds.store.leases.taking import Leases


class SqlBase:
    """An engine whose transactions with `writes=True` are serialised."""

    def __init__(
        self,
        url: str,
        where: str,
        engine: Engine,
        insert: polling.Inserter,
        turn: Turn,
        leases: Leases | None = None,
    ) -> None:
        self.url = url
        self.where = where  # for messages: without a password
        self._engine = engine
        self._writer = engine.execution_options(writes=True)
        self.inserter = insert
        self.turn, self.leases = turn, leases
        self.alone, self.together, self.derives = turn.alone, turn.together, turn.derives

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads."""
        with translated(self.where), self._engine.connect() as conn:
            yield conn

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A transaction that only reads, and sees nothing of what is written meanwhile."""
        engine = self._engine
        if engine.dialect.name == "postgresql":  # SQLite's see nothing of it anyway
            engine = engine.execution_options(isolation_level="REPEATABLE READ")
        with translated(self.where), engine.connect() as conn:
            yield conn

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The one transaction that writes; all of it is kept or nothing."""
        with translated(self.where), self._writer.begin() as conn:
            yield conn

    def writer(self) -> Connection:
        """A connection for many transactions that write."""
        return self._writer.connect()

    def meta(self, key: str) -> str | None:
        """A fact about the store."""
        with self.reading() as conn:
            return polling.get_fact(conn, key)

    def set_meta(self, key: str, value: str) -> None:
        """Keep a fact about the store."""
        with self.writing() as conn:
            polling.put_fact(conn, self.inserter, key, value)
