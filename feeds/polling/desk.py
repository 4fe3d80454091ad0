"""One feed's turn: ask for it, parse what came, and judge it against what is known."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial

from feeds.errors import StoreError
from feeds.fetch import Fetcher
from feeds.ledger import judge
from feeds.ledger.paging import lacks, paged_back
from feeds.ledger.rekeying import with_known_keys
from feeds.model import Feed, FeedState, Parsed, PollRecord, Response
from feeds.moves import address
from feeds.polling.breath import Breath
from feeds.polling.parsing import Parsers, Unparsed
from feeds.settings import Settings
from feeds.store.protocol import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """What a worker needs for a feed's turn."""

    store: Store
    settings: Settings
    fetcher: Fetcher
    parsers: Parsers
    breath: Breath = field(default_factory=Breath)

    async def poll(self, feed: Feed, memory: FeedState) -> PollRecord:
        """All that one poll of a feed writes; trouble with the feed is a failed poll."""
        await self.breath.take()
        response = await self.fetcher.fetch(feed.id, address(feed, memory), memory, feed.proxy)
        await self.breath.take()
        try:
            return await self._judged(feed, response, memory)
        except Unparsed as error:
            why = str(error)
        except StoreError:  # no fault of the feed
            raise
        except Exception as error:  # one bad feed never loses the poll of the others
            why = f"Coverline stumbled over this feed ({type(error).__name__}: {error})"
        failed = replace(response, outcome="failed", error=why)
        return judge(feed, failed, None, memory, {}, self.settings)

    async def _judged(self, feed: Feed, response: Response, memory: FeedState) -> PollRecord:
        if response.outcome is not None or response.status == 304:
            return judge(feed, response, None, memory, {}, self.settings)
        parsed = await self.parsers.parse(response, self.settings.max_entries)
        if lacks(parsed, memory.window):  # or just their guids have changed
            links = await asyncio.to_thread(self.store.links_of, feed.id, memory.window)
            parsed = with_known_keys(parsed, links)
        parsed = await paged_back(parsed, memory.window, partial(self._page, feed))
        # Beside the loop: it asks the store, and may have thousands of entries to compare.
        return await asyncio.to_thread(self._compared, feed, response, parsed, memory)

    async def _page(self, feed: Feed, url: str) -> Parsed | None:
        """An older page of a feed; None where there is none to read."""
        answer = await self.fetcher.fetch(feed.id, url, FeedState(feed_id=feed.id), feed.proxy)
        if answer.outcome is not None:
            return None
        with suppress(Unparsed):
            return await self.parsers.parse(answer, self.settings.max_entries)
        return None

    def _compared(
        self, feed: Feed, response: Response, parsed: Parsed, memory: FeedState
    ) -> PollRecord:
        keys = [entry.key for entry in parsed.listed]
        known = self.store.known_entries(feed.id, keys) if keys else {}
        return judge(feed, response, parsed, memory, known, self.settings)
