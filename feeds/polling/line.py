"""Whose turn it is: the feeds of a pass, each with what is remembered of it, a few at a time."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from feeds.model import Feed, FeedState
from feeds.urls import host_of

CHUNK = 100  # states asked for at once; twice as many in memory: windows may be large
PAUSE = 1.0  # seconds before feeds are asked for again, once others hold all that wait
Givers = Callable[[Sequence[Feed]], Awaitable["Given"]]


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


@dataclass(frozen=True, slots=True)
class Given:
    """Feeds that may be polled, with what is remembered of them, and those to ask for again."""

    states: Mapping[str, FeedState]
    later: Sequence[Feed] = ()


class Line:
    """Feeds in turn for any number of workers; states are asked for in chunks, the next one
    before the last is used up: workers that waited would all start at once."""

    def __init__(self, feeds: Sequence[Feed], given: Givers) -> None:
        self._waiting = deque(spread(feeds))
        self._given = given
        self._ready: deque[tuple[Feed, FeedState]] = deque()
        self._coming: asyncio.Task[None] | None = None
        self._fruitless = 0  # feeds in a row that others hold
        self.gone = 0  # feeds that others have polled

    async def next(self) -> tuple[Feed, FeedState] | None:
        """The next feed and its state; None when all have had their turn."""
        while len(self._ready) <= CHUNK // 2 and (self._coming or self._waiting):
            self._coming = self._coming or asyncio.create_task(self._load())
            if self._ready:
                break
            await asyncio.shield(self._coming)  # others wait for it as well
        return self._ready.popleft() if self._ready else None

    async def _load(self) -> None:
        if self._fruitless >= len(self._waiting):
            await asyncio.sleep(PAUSE)
            self._fruitless = 0
        chunk = [self._waiting.popleft() for _ in range(min(CHUNK, len(self._waiting)))]
        given = await self._given(chunk)
        self._ready.extend(
            (feed, given.states[feed.id]) for feed in chunk if feed.id in given.states
        )
        self._waiting.extend(given.later)
        self._fruitless = self._fruitless + len(chunk) if not given.states else 0
        self.gone += len(chunk) - len(given.states) - len(given.later)
        self._coming = None
