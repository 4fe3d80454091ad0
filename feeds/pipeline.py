"""One pass, in order: due | fetch | parse | judge | record, then derive | save.

Only this file knows the order of the stages. Polling writes what feeds said; deriving turns
entries that no story was made of yet into dated, identified stories, events and topics.
A pass that finds nothing new changes nothing, and one that was cut off is taken up again
where the last transaction ended.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from feeds.derive import Deriver
from feeds.fetch import Fetcher
from feeds.ledger import judge
from feeds.model import (
    OBSERVING,
    Feed,
    FeedState,
    Outlet,
    Parsed,
    Poll,
    PollRecord,
    Response,
    Subject,
)
from feeds.moves import address
from feeds.parse import parse
from feeds.schedule import due
from feeds.settings import Settings
from feeds.store.protocol import Store

Tick = Callable[[int, int], None]
BATCH = 40  # polls a transaction
LARGE = 200_000  # bytes of a document


@dataclass(slots=True)
class PassReport:
    """What one pass did."""

    polls: list[Poll] = field(default_factory=list)
    stories: int = 0
    events: int = 0

    @property
    def entries_new(self) -> int:
        """Entries that were not known before."""
        return sum(poll.entries_new for poll in self.polls)

    @property
    def failed(self) -> list[Poll]:
        """Polls that observed nothing."""
        return [poll for poll in self.polls if poll.outcome not in OBSERVING]


class Pipeline:
    """Passes over one store; keeps the window of recent stories between them."""

    def __init__(
        self, store: Store, subject: Subject, outlets: Sequence[Outlet], settings: Settings
    ) -> None:
        self.store, self.settings = store, settings
        self.outlets = tuple(outlets)
        self.deriver = Deriver(store, subject)
        store.save_outlets(self.outlets)

    def run(
        self,
        clock: Callable[[], datetime],
        everything: bool = False,
        polled: Tick = lambda done, total: None,
        derived: Tick = lambda done, total: None,
    ) -> PassReport:
        """Poll what is due by the clock, then derive what is new."""
        report = self.poll(clock, everything, polled)
        report.stories, report.events = self.derive(derived)
        return report

    def poll(
        self,
        clock: Callable[[], datetime],
        everything: bool = False,
        tick: Tick = lambda done, total: None,
    ) -> PassReport:
        """Poll the feeds that are due, or all that are on, and record what came."""
        report = PassReport()
        feeds = [feed for outlet in self.outlets for feed in outlet.feeds]
        states = self.store.feed_states()
        wanted = due(feeds, states, clock(), everything)
        if wanted:
            asyncio.run(self._poll(wanted, states, clock, report, tick))
        return report

    def derive(self, tick: Tick = lambda done, total: None) -> tuple[int, int]:
        """Turn new entries into stories; (stories new or changed, new events)."""
        return self.deriver.run(tick)

    async def _poll(
        self,
        feeds: Sequence[Feed],
        states: dict[str, FeedState],
        clock: Callable[[], datetime],
        report: PassReport,
        tick: Tick,
    ) -> None:
        waiting: list[PollRecord] = []
        async with Fetcher(self.settings, clock) as fetcher:
            tasks = [
                asyncio.create_task(self._one(fetcher, feed, states.get(feed.id))) for feed in feeds
            ]
            try:
                for done, task in enumerate(asyncio.as_completed(tasks), start=1):
                    waiting.append(await task)
                    if len(waiting) >= BATCH:
                        self._record(waiting, report)
                    tick(done, len(tasks))
            finally:
                for task in tasks:
                    task.cancel()
                self._record(waiting, report)

    async def _one(self, fetcher: Fetcher, feed: Feed, state: FeedState | None) -> PollRecord:
        memory = state or FeedState(feed_id=feed.id)
        response = await fetcher.fetch(feed.id, address(feed, memory), memory)
        try:
            return await self._judged(feed, response, memory)
        except Exception as error:  # one bad feed never loses the poll of the others
            why = f"Coverline stumbled over this feed ({type(error).__name__}: {error})"
            failed = replace(response, outcome="failed", error=why)
            return judge(feed, failed, None, memory, {}, self.settings)

    async def _judged(self, feed: Feed, response: Response, memory: FeedState) -> PollRecord:
        parsed = None
        if response.outcome is None and response.status != 304:
            parsed = await self._parsed(response)
        keys = [entry.key for entry in parsed.entries] if parsed else []
        known = self.store.known_entries(feed.id, keys) if keys else {}
        return judge(feed, response, parsed, memory, known, self.settings)

    async def _parsed(self, response: Response) -> Parsed:
        """A large document is parsed beside the loop; for a small one that would cost more."""
        task = partial(
            parse,
            response.body,
            response.headers,
            response.final_url,
            self.settings.max_entries,
        )
        return await asyncio.to_thread(task) if len(response.body) > LARGE else task()

    def _record(self, waiting: list[PollRecord], report: PassReport) -> None:
        if not waiting:
            return
        self.store.record_polls(waiting)
        report.polls += [record.poll for record in waiting]
        waiting.clear()


def nothing_answered(report: PassReport, store: Store) -> bool:
    """Whether a poll of a store without stories brought nothing at all."""
    if store.counts()["stories"]:
        return False
    return bool(report.polls) and len(report.failed) == len(report.polls)
