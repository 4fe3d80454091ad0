"""The whole store, of its parts: how it is opened, and brought up to date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select

from feeds.errors import MissingStore, StoreError
from feeds.store import (
    migrations,
    named,
    schema,
)
from feeds.store.audited import auditing
from feeds.store.copying.bookmark import COPYING
from feeds.store.counts import anew, rollups
from feeds.store.desk import keeping as desk_keeping
from feeds.store.desk import remarking
from feeds.store.measured import measuring
from feeds.store.polling import get_fact
from feeds.store.settling import Settling
from feeds.store.sql.derived import SqlStories
from feeds.store.sql.happenings import SqlHappenings
from feeds.store.sql.polled import SqlPolled
from feeds.store.sql.tables import SqlTables
from feeds.store.sql.told import SqlTellings
from feeds.store.words import searching

_COUNTED = ("polls", "entries", "stories", "events", "outlets", "feeds", "topic_stories")


class SqlStore(
    SqlPolled,
    SqlStories,
    SqlHappenings,
    SqlTables,
    SqlTellings,
    searching.SqlSearch,
    remarking.SqlRemarks,
    named.SqlNamed,
    desk_keeping.SqlKept,
    auditing.SqlAudited,
    measuring.SqlMeasured,
):
    """Store over an engine whose transactions with `writes=True` are serialised."""

    _settling: Settling | None = None

    def prepare(self, create: bool, read_only: bool, unfinished: bool = False) -> None:
        """Check that this is our store, and no half copy of one unless those are wanted, and
        bring its schema up to date."""
        with self.reading() as conn:
            found = migrations.version(conn, self.where)
            half = found > 0 and not unfinished and get_fact(conn, COPYING) is not None
        if half:
            hint = "Finish it: run the same `coverline store copy` again."
            raise StoreError(f"The store {self.where} is half a copy of another.", hint)
        migrations.refuse_newer(found, self.where)
        pending = migrations.MIGRATIONS[found:]
        if found == 0 and (read_only or not create):
            raise MissingStore(f"The store {self.where} is empty.", "Fill it with `coverline up`.")
        if pending and read_only:
            hint = "Open it once for writing, for example with `coverline poll`."
            raise StoreError(f"The store {self.where} has an older schema.", hint)
        for migration in pending:
            self._migrate(migration)
        self._recount(read_only)
        searching.prepare(self, read_only)

    def _migrate(self, migration: migrations.Migration) -> None:
        with self.writing() as conn:
            # Another process may have done it while this one waited for the lock.
            if migrations.version(conn, self.where) < migration.number:
                migrations.apply(conn, migration)

    def _recount(self, read_only: bool) -> None:
        """Count the stories anew after a migration, also one that was cut off before it."""
        with self.reading() as conn:
            stale = rollups.is_stale(conn)
        if stale and read_only:
            hint = "Open it once for writing, for example with `coverline poll`."
            raise StoreError(f"The store {self.where} has an older schema.", hint)
        if stale:
            with self.writing() as conn:
                if rollups.is_stale(conn):  # another process may have done it meanwhile
                    rollups.mend(conn, self.inserter, anew.telling())

    def close(self) -> None:
        """Release connections."""
        self.turn.leave()
        self._engine.dispose()

    def data_version(self) -> str:
        """Changes whenever anything a view could show has changed, see `settle`."""
        with self.reading() as conn:
            newest = get_fact(conn, "data_version") or "0"
            return self._settling.of(newest, auditing.edited(conn)) if self._settling else newest

    def settle(self, seconds: float) -> None:
        """From now on a data version stands so long while polls write."""
        self._settling = Settling(seconds)

    def counts(self) -> Mapping[str, int]:
        """Rows of polls, entries, stories, events, outlets, feeds, topic_stories."""
        tables = {name: schema.metadata.tables[name] for name in _COUNTED}
        with self.reading() as conn:
            return {
                name: conn.scalar(select(func.count()).select_from(table)) or 0
                for name, table in tables.items()
            }

    def span(self) -> tuple[datetime, datetime] | None:
        """(first, last) poll instant; None for an empty store."""
        started, own = schema.polls.c.started_at, schema.polls.c.source == ""
        ends = (func.min(started), func.max(started))  # each by itself is read from an index
        query = select(*(select(end).where(own).scalar_subquery() for end in ends))
        with self.reading() as conn:
            first, last = conn.execute(query).one()
        return (first, last) if first is not None else None
