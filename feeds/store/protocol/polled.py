"""What every store can do with feeds, polls and raw entries."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from feeds.model import (
    Backfill,
    Entry,
    FeedState,
    Outlet,
    Poll,
    PollRecord,
)

if TYPE_CHECKING:
    pass


class Polled(Protocol):
    """Feeds, polls and raw entries."""

    def save_outlets(self, outlets: Sequence[Outlet]) -> None:
        """Insert or update outlets and their feeds; those not named stay."""

    def outlets(self) -> list[Outlet]:
        """All outlets with their feeds, by id."""

    def feed_states(self) -> dict[str, FeedState]:
        """What is remembered of each polled feed, by feed id."""

    def states_of(self, feed_ids: Collection[str]) -> dict[str, FeedState]:
        """The same of some feeds; those never polled are left out."""

    def due_states(self) -> dict[str, FeedState]:
        """The same of all feeds without what is bulky: windows and rhythms are empty."""

    def known_entries(self, feed_id: str, keys: Collection[str]) -> dict[str, tuple[int, str]]:
        """(latest version, its content hash) of the keys that are known."""

    def links_of(self, feed_id: str, keys: Collection[str]) -> dict[str, str]:
        """The newest link of each of the keys that are known."""

    def keep_states(self, states: Sequence[FeedState]) -> None:
        """Rewrite what is remembered of feeds, as a person asked; no poll is recorded."""

    def record_polls(
        self, records: Sequence[PollRecord], numbers: Mapping[str, int] = ...
    ) -> Sequence[PollRecord]:
        """Append polls and entry versions and rewrite the states, in one transaction; what was
        written. `numbers` are the leases of the feeds, which end with it: where another has a
        feed's by now, its poll is left out."""

    def backfills(self) -> dict[tuple[str, str], Backfill]:
        """How far each history has been fetched, by (feed id, source)."""

    def record_backfill(self, records: Sequence[PollRecord], progress: Backfill) -> None:
        """Append copies of a feed and their entries with the progress, in one transaction.

        The states of the records are left alone: a copy says nothing of what is due.
        """

    def entries(self, feed_id: str | None = None) -> Iterator[Entry]:
        """Every entry version, by id, without loading all at once."""

    def polls(self, feed_id: str) -> list[Poll]:
        """A feed's ledger, oldest first; copies of it, too."""
