"""One pass over feeds: next in line | fetch | parse | judge | write, by a few workers at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from feeds.fetch import Fetcher
from feeds.model import Feed, FeedState, Poll
from feeds.polling.desk import Desk
from feeds.polling.line import Line
from feeds.polling.parsing import Parsers
from feeds.polling.writing import Writer
from feeds.settings import Settings
from feeds.store.protocol import Store

Tick = Callable[[int, int], None]


class Poller:
    """Polls feeds by the clock into a store."""

    def __init__(self, store: Store, settings: Settings, clock: Callable[[], datetime]) -> None:
        self._store, self._settings, self._clock = store, settings, clock

    def run(
        self,
        feeds: Sequence[Feed],
        recorded: Callable[[Poll], None],
        tick: Tick,
        parsers: Callable[[], Parsers] = Parsers,
    ) -> None:
        """Poll each of the feeds once; `recorded` is told of each poll that is stored."""
        with Writer(self._store, recorded) as writer:
            asyncio.run(self._pass(feeds, writer, tick, parsers))

    async def _pass(
        self, feeds: Sequence[Feed], writer: Writer, tick: Tick, parsers: Callable[[], Parsers]
    ) -> None:
        async with Fetcher(self._settings, self._clock) as fetcher:
            desk = Desk(self._store, self._settings, fetcher, parsers())
            line = Line(feeds, self._remembered)
            done = 0

            async def work() -> None:
                nonlocal done
                while turn := await line.next():
                    await writer.record(await desk.poll(*turn))
                    done += 1
                    tick(done, len(feeds))

            workers = [asyncio.create_task(work()) for _ in range(self._workers(feeds))]
            try:
                await asyncio.gather(*workers)
            finally:
                for worker in workers:
                    worker.cancel()
                await asyncio.gather(*workers, return_exceptions=True)
                await desk.parsers.close()

    def _workers(self, feeds: Sequence[Feed]) -> int:
        return min(len(feeds), self._settings.concurrency)

    async def _remembered(self, feed_ids: Sequence[str]) -> dict[str, FeedState]:
        return await asyncio.to_thread(self._store.states_of, feed_ids)
