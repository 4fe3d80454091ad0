"""Whose turn it is: the feeds of a pass, each with what is remembered of it, a few at a time."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence

from feeds.model import Feed, FeedState
from feeds.urls import host_of

CHUNK = 200  # states in memory at a time: a window may hold thousands of keys
Remembered = Callable[[Sequence[str]], Awaitable[dict[str, FeedState]]]


def spread(feeds: Iterable[Feed]) -> list[Feed]:
    """The feeds so that those of one host stand far apart, else in their order.

    A host is asked for one feed at a time: its others would keep workers waiting that other
    hosts could use.
    """
    seen: dict[str, int] = {}
    ranked = []
    for feed in feeds:
        host = host_of(feed.url)
        seen[host] = seen.get(host, -1) + 1
        ranked.append((seen[host], feed))
    return [feed for _, feed in sorted(ranked, key=lambda pair: pair[0])]


class Line:
    """Feeds in turn for any number of workers; states are asked for in chunks."""

    def __init__(self, feeds: Sequence[Feed], remembered: Remembered) -> None:
        self._waiting = deque(spread(feeds))
        self._remembered = remembered
        self._ready: deque[tuple[Feed, FeedState]] = deque()
        self._loading = asyncio.Lock()

    async def next(self) -> tuple[Feed, FeedState] | None:
        """The next feed and its state; None when all have had their turn."""
        async with self._loading:
            if not self._ready:
                await self._load()
            return self._ready.popleft() if self._ready else None

    async def _load(self) -> None:
        chunk = [self._waiting.popleft() for _ in range(min(CHUNK, len(self._waiting)))]
        if chunk:
            states = await self._remembered([feed.id for feed in chunk])
            self._ready.extend(
                (feed, states.get(feed.id) or FeedState(feed_id=feed.id)) for feed in chunk
            )
