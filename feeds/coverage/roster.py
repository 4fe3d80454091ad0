"""The outlets and names of a store, read once for each state of its data."""

from __future__ import annotations

from feeds.coverage.kept import Memory
from feeds.model import NameTally, Outlet
from feeds.store.protocol import Store

STATES = 4  # of stores or their data
_outlets = Memory[list[Outlet]](STATES, lambda found: 1)
_names = Memory[list[NameTally]](STATES, lambda found: 1)
_asked = Memory[frozenset[str]](STATES, lambda found: 1)


def outlets_of(store: Store) -> list[Outlet]:
    """All outlets with their feeds, by id, as `Store.outlets`; not to be written into."""
    return _outlets.get(store, "", store.outlets)


def names_of(store: Store) -> list[NameTally]:
    """Every name that stories carry, as `Store.names`; not to be written into."""
    return _names.get(store, "", store.names)


def asked_of(store: Store) -> frozenset[str]:
    """The feeds that were ever polled, or whose history was fetched."""

    def read() -> frozenset[str]:
        return frozenset({*store.due_states(), *(feed for feed, _ in store.backfills())})

    return _asked.get(store, "", read)
