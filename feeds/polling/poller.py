"""One pass over feeds: next in line | fetch | parse | judge | write, by a few workers at once."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from feeds.fetch import Fetcher
from feeds.model import Feed, FeedState, Poll
from feeds.polling.desk import Desk
from feeds.polling.holding import Holding
from feeds.polling.line import Line
from feeds.polling.loop import run
from feeds.polling.parsing import Parsers
from feeds.polling.sharing import NOTHING, Share, share_of
from feeds.polling.stopping import Stops
from feeds.polling.writing import Writer
from feeds.settings import Settings
from feeds.store.protocol import Store

Tick = Callable[[int, int], None]

YOUNG = 20_000  # objects made before the garbage collector looks: a document makes thousands


@contextmanager
def _few_collections() -> Iterator[None]:
    """Keep the garbage collector from what was there before the pass: a look at all of that,
    libraries too, would stop the loop for a tenth of a second."""
    young, *older = gc.get_threshold()
    gc.collect(1)  # what is young, at little cost: it would stay till the end
    gc.freeze()
    gc.set_threshold(YOUNG, *older)
    try:
        yield
    finally:
        gc.set_threshold(young, *older)
        gc.unfreeze()


@dataclass(slots=True)
class _Pass:
    """What the workers of a pass share."""

    feeds: Sequence[Feed]
    holding: Holding
    share: Share
    writer: Writer
    tick: Tick
    done: int = 0


class Poller:
    """Polls feeds by the clock into a store."""

    def __init__(self, store: Store, settings: Settings, clock: Callable[[], datetime]) -> None:
        self._store, self._settings, self._clock = store, settings, clock

    def run(
        self,
        feeds: Sequence[Feed],
        holding: Holding,
        recorded: Callable[[Poll], None],
        tick: Tick,
        parsers: Parsers | None = None,
        seen: Mapping[str, FeedState] = NOTHING,
    ) -> None:
        """Poll each of the feeds once, but for those whose host asks to be left alone, and those
        that other pollers of the store poll.

        `recorded` is told of each poll that is stored; by the states of `seen` the feeds were
        found due. A stop is heeded once what came is stored.
        """
        share = share_of(self._store, self._settings.host_spacing, seen, holding.heed)
        writing = Writer(share.record, recorded)
        with Stops() as stops, _few_collections(), share, writing as writer:
            one = _Pass(feeds, holding, share, writer, tick)
            run(stops.until_asked(self._pass(one, parsers or Parsers())))

    async def _pass(self, one: _Pass, parsers: Parsers) -> None:
        # One thread beside the loop: more would only wait for one another, and the loop for them.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1, "coverline-judge"))
        fetching = Fetcher(self._settings, self._clock, gate=one.share.gate)
        async with one.share.working(), fetching as fetcher:
            desk = Desk(self._store, self._settings, fetcher, parsers)
            line = Line(one.feeds, one.share.given)
            workers = [
                asyncio.create_task(self._work(one, line, desk))
                for _ in range(min(len(one.feeds), self._settings.concurrency))
            ]
            try:
                await asyncio.gather(*workers)
            finally:
                for worker in workers:
                    worker.cancel()
                await asyncio.gather(*workers, return_exceptions=True)
                await parsers.close()

    async def _work(self, one: _Pass, line: Line, desk: Desk) -> None:
        while turn := await line.next():
            if not one.holding.waits(*turn, self._clock()):
                record = await desk.poll(*turn)
                one.holding.note(turn[0], record.state)
                await one.writer.record(record)
            one.done += 1
            one.tick(one.done + line.gone, len(one.feeds))
