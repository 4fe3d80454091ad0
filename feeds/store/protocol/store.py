"""The whole store, of its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from feeds.store.audited.auditing import Audited
from feeds.store.desk.keeping import Kept
from feeds.store.desk.remarking import Remarked
from feeds.store.measured.measuring import Measured
from feeds.store.named import Named
from feeds.store.words.searching import Searched

if TYPE_CHECKING:
    from feeds.store.leases.taking import Leases

from feeds.store.protocol.derived import Stories
from feeds.store.protocol.happenings import Happenings
from feeds.store.protocol.polled import Polled
from feeds.store.protocol.tables import Tables
from feeds.store.protocol.told import Tellings


class Store(
    Polled,
    Stories,
    Happenings,
    Tables,
    Tellings,
    Searched,
    Remarked,
    Named,
    Kept,
    Audited,
    Measured,
    Protocol,
):
    """One place for all that is kept. Writers are transactions; readers never block them."""

    url: str

    def close(self) -> None:
        """Release connections."""

    @property
    def alone(self) -> Callable[[], AbstractContextManager[None]]:
        """Holds the store for one that works on all of it, whose memory of it would be wrong if
        another did so too; StoreError while another holds it."""

    @property
    def together(self) -> Callable[[], AbstractContextManager[None]]:
        """Holds the store for a poller: with others where `leases` share the feeds out among
        them, else alone; StoreError while another holds it alone."""

    @property
    def derives(self) -> Callable[[], str]:
        """What stays the same as long as this process has been the one that dates and groups,
        without interruption; "" while another is."""

    @property
    def leases(self) -> Leases | None:
        """Which of several pollers polls which feed; None where a store has but one."""

    def meta(self, key: str) -> str | None:
        """A fact about the store: subject, kind (`real` or `demo`), pipeline."""

    def set_meta(self, key: str, value: str) -> None:
        """Keep a fact about the store."""

    def data_version(self) -> str:
        """Changes whenever anything a view could show has changed, see `settle`."""

    def settle(self, seconds: float) -> None:
        """From now on a data version stands so long while polls write, so that what is made of
        it lasts; what people change is told at once."""

    def counts(self) -> Mapping[str, int]:
        """Rows of polls, entries, stories, events, outlets, feeds, topic_stories."""

    def span(self) -> tuple[datetime, datetime] | None:
        """(first, last) poll instant; None for an empty store."""
