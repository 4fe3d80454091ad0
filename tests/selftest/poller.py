"""A small poller put together from pieces, so that one of them can be a bad one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from feeds.derive import Deriver
from feeds.fetch import Fetcher
from feeds.ledger import judge
from feeds.ledger.paging import lacks
from feeds.ledger.rekeying import with_known_keys
from feeds.model import Feed, FeedState, Outlet, Parsed, PollRecord, Response, Subject
from feeds.moves import address
from feeds.parse import parse
from feeds.schedule import due
from feeds.settings import Settings
from feeds.store.protocol import Store

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Pieces:
    """What a poller is made of: the real pieces, unless told otherwise."""

    fetcher: Callable[..., Fetcher] = Fetcher
    remembered: Callable[[FeedState], FeedState] = lambda state: state
    answered: Callable[[Response, FeedState], Response] = lambda response, state: response
    parse: Callable[..., Parsed] = parse
    rekeyed: Callable[[Parsed, Mapping[str, str]], Parsed] = with_known_keys
    judge: Callable[..., PollRecord] = judge
    due: Callable[..., list[Feed]] = due

    def __call__(
        self,
        store: Store,
        subject: Callable[[], Subject],
        outlets: Sequence[Outlet],
        settings: Settings,
    ) -> Poller:
        """A poller of these pieces, as a pipeline is made."""
        store.save_outlets(outlets)
        return Poller(self, store, subject(), outlets, settings)


@dataclass(frozen=True)
class Poller:
    """Polls all that is due at once and records it in one transaction."""

    pieces: Pieces
    store: Store
    subject: Subject
    outlets: Sequence[Outlet]
    settings: Settings

    def run(self, clock: Clock, everything: bool = False) -> Any:
        """Poll, then derive."""
        self.poll(clock, everything)
        Deriver(self.store, self.subject).run()

    def poll(self, clock: Clock, everything: bool = False) -> Any:
        """Poll what is due."""
        feeds = [feed for outlet in self.outlets for feed in outlet.feeds]
        states = self.store.feed_states()
        wanted = self.pieces.due(feeds, states, clock(), everything)
        self.store.record_polls(asyncio.run(self._records(wanted, states, clock)))

    async def _records(
        self, feeds: list[Feed], states: dict[str, FeedState], clock: Clock
    ) -> list[PollRecord]:
        async with self.pieces.fetcher(self.settings, clock) as fetcher:
            tasks = [self._one(fetcher, feed, states.get(feed.id)) for feed in feeds]
            return await asyncio.gather(*tasks)

    async def _one(self, fetcher: Fetcher, feed: Feed, state: FeedState | None) -> PollRecord:
        memory = state or FeedState(feed.id)
        told = self.pieces.remembered(memory)
        response = await fetcher.fetch(feed.id, address(feed, memory), told)
        response = self.pieces.answered(response, memory)
        parsed = None
        if response.outcome is None and response.status != 304:
            limit = self.settings.max_entries
            parsed = self.pieces.parse(response.body, response.headers, response.final_url, limit)
            if lacks(parsed, memory.window):
                links = self.store.links_of(feed.id, memory.window)
                parsed = self.pieces.rekeyed(parsed, links)
        keys = [entry.key for entry in parsed.entries] if parsed else []
        known = self.store.known_entries(feed.id, keys)
        return self.pieces.judge(feed, response, parsed, memory, known, self.settings)
