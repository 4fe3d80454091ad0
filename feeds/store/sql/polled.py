"""A store's part over a database: feeds, polls and raw entries."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from feeds.model import (
    Backfill,
    Entry,
    FeedState,
    Outlet,
    Poll,
    PollRecord,
)
from feeds.store import (
    entries,
    polling,
)
from feeds.store.counts import rollups
from feeds.store.watched import watching

if TYPE_CHECKING:
    pass

from feeds.store.sql.base import SqlBase

_PAGE = 2000  # entries held in memory at a time
NO_LEASES: Mapping[str, int] = MappingProxyType({})  # of feeds that only this process polls


class SqlPolled(SqlBase):
    """Feeds, polls and raw entries."""

    def save_outlets(self, outlets: Sequence[Outlet]) -> None:
        """Insert or update outlets and their feeds; those not named stay."""
        with self.writing() as conn, rollups.rescoping(conn, self.inserter, outlets):
            polling.save_outlets(conn, self.inserter, outlets)

    def outlets(self) -> list[Outlet]:
        """All outlets with their feeds, by id."""
        with self.reading() as conn:
            return polling.read_outlets(conn)

    def feed_states(self) -> dict[str, FeedState]:
        """What is remembered of each polled feed, by feed id."""
        with self.reading() as conn:
            return polling.read_states(conn)

    def states_of(self, feed_ids: Collection[str]) -> dict[str, FeedState]:
        """What is remembered of some feeds; those never polled are left out."""
        with self.reading() as conn:
            return polling.read_states_of(conn, feed_ids)

    def due_states(self) -> dict[str, FeedState]:
        """What is remembered of each polled feed, without windows and rhythms."""
        with self.reading() as conn:
            return polling.read_due_states(conn)

    def known_entries(self, feed_id: str, keys: Collection[str]) -> dict[str, tuple[int, str]]:
        """(latest version, its content hash) of the keys that are known."""
        with self.reading() as conn:
            return entries.known(conn, feed_id, keys)

    def links_of(self, feed_id: str, keys: Collection[str]) -> dict[str, str]:
        """The newest link of each of the keys that are known."""
        with self.reading() as conn:
            return entries.links(conn, feed_id, keys)

    def keep_states(self, states: Sequence[FeedState]) -> None:
        """Rewrite what is remembered of feeds, without a poll."""
        with self.writing() as conn:
            polling.write_states(conn, self.inserter, states)

    def record_polls(
        self, records: Sequence[PollRecord], numbers: Mapping[str, int] = NO_LEASES
    ) -> Sequence[PollRecord]:
        """Append polls and entry versions and rewrite the states, in one transaction; but for
        those whose lease has passed to another. What was written."""
        if not records:
            return records
        with self.writing() as conn:
            if numbers:
                from feeds.store.leases.taking import fence

                lost = fence(conn, numbers)
                records = [record for record in records if record.poll.feed_id not in lost]
            if records:
                polling.record_polls(conn, self.inserter, records)
                watching.follow(conn, self.inserter, [record.poll for record in records])
        return records

    def backfills(self) -> dict[tuple[str, str], Backfill]:
        """How far each history has been fetched, by (feed id, source)."""
        with self.reading() as conn:
            return polling.read_backfills(conn)

    def record_backfill(self, records: Sequence[PollRecord], progress: Backfill) -> None:
        """Append copies of a feed and their entries with the progress, in one transaction."""
        with self.writing() as conn:
            polling.record_backfill(conn, self.inserter, records, progress)
            watching.follow(conn, self.inserter, [record.poll for record in records])

    def entries(self, feed_id: str | None = None) -> Iterator[Entry]:
        """Every entry version, by id, a page at a time."""
        after = 0
        while True:
            with self.reading() as conn:
                page = entries.after(conn, after, _PAGE, feed_id)
            yield from page
            if len(page) < _PAGE:
                return
            after = page[-1].id

    def polls(self, feed_id: str) -> list[Poll]:
        """A feed's ledger, oldest first."""
        with self.reading() as conn:
            return polling.read_polls(conn, feed_id)
