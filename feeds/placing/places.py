"""Outlet and feed by feed id."""

from __future__ import annotations

from feeds.model import Feed, Outlet
from feeds.store.protocol import Store


class Places:
    """Outlet and feed by feed id, as the store knows them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, tuple[Outlet, Feed]] = {}

    def of(self, feed_id: str) -> tuple[Outlet, Feed]:
        """The outlet and the feed of an id."""
        if feed_id not in self._known:
            outlets = self._store.outlets()
            self._known = {feed.id: (outlet, feed) for outlet in outlets for feed in outlet.feeds}
        return self._known[feed_id]
