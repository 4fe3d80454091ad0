"""Derived rows that rest on what the store held are saved only if it still holds that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from feeds.errors import Overtaken
from feeds.model import Derived
from feeds.store.protocol import Store


def save_current(store: Store, make: Callable[[], Derived]) -> Derived:
    """Save what `make` reads from the store and works out; both again where another process
    changed the store in between. What was saved."""
    while True:
        upon = store.derivation()
        derived = make()
        try:
            store.save_derived(replace(derived, upon=upon))
        except Overtaken:
            continue
        return derived
