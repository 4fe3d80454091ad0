"""Seats at a PostgreSQL store: any number of pollers sit together, one of which dates and groups;
whoever works on the whole store, as a rebuild does, sits alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from feeds.errors import StoreError
from feeds.store.problems import translated
from feeds.store.turn import taken

# Any numbers, the same in every Coverline: the lock that pollers share and that one who sits alone
# has to itself, and the lock of the one that dates and groups.
POLLERS = 7_243_081_956
DERIVER = 7_243_081_957


class Seat:
    """Locks that end with their connection, however this process ends."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine, self._where = engine, where
        self._conn: Connection | None = None
        self._alone = self._derives = False
        self._times = 0  # that the seat was taken

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Sit where nobody else does; StoreError while another sits there."""
        self._take("pg_try_advisory_lock", alone=True)
        try:
            yield
        finally:
            self.leave()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Sit with other pollers; StoreError while one sits alone."""
        self._take("pg_try_advisory_lock_shared")
        try:
            yield
        finally:
            self.leave()

    def derives(self) -> str:
        """What stays the same as long as this process has been the one that dates and groups,
        without interruption; "" while another is. A seat that was lost is taken again."""
        if not self._there():
            alone = self._alone
            self.leave()
            if alone:
                raise StoreError(f"The store {self._where} was lost meanwhile.", "Run it again.")
            self._take("pg_try_advisory_lock_shared")
        self._derives = self._alone or self._derives or self._holds("pg_try_advisory_lock", DERIVER)
        return str(self._times) if self._derives else ""

    def leave(self) -> None:
        """Stand up; a connection that is gone has taken its locks with it."""
        conn, self._conn = self._conn, None
        self._alone = self._derives = False
        if conn is not None:
            if not conn.invalidated:  # else it would be made anew
                with suppress(SQLAlchemyError):  # the server hears of a close a moment after it
                    conn.execute(text("SELECT pg_advisory_unlock_all()"))
            with suppress(SQLAlchemyError):
                conn.invalidate()  # closed rather than kept in the pool, so are its locks
            with suppress(SQLAlchemyError):
                conn.close()

    def _take(self, lock: str, alone: bool = False) -> None:
        with translated(self._where):
            self._conn = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        if not self._holds(lock, POLLERS):
            self.leave()
            raise taken(self._where)
        self._alone = alone
        self._times += 1

    def _holds(self, lock: str, number: int) -> bool:
        assert self._conn is not None
        with translated(self._where):
            return bool(self._conn.scalar(text(f"SELECT {lock}({number})")))

    def _there(self) -> bool:
        if self._conn is None:
            return False
        try:
            self._conn.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return False
        return True
