"""The rulings of a store."""

from __future__ import annotations

from feeds.corrections.rulings import Rulings, rulings_of
from feeds.store.protocol import Store


def rulings_in(store: Store) -> Rulings:
    """What people have set right in a store so far, with the events of today."""
    return rulings_of(store.corrections(), store.current_event)
