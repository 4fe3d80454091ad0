"""A poller's part of the feeds, where several pollers share a store: what it was given it keeps as
long as it lives, and gives back what it did not come to."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import timedelta
from functools import partial
from secrets import token_hex
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, TypeVar

from feeds.errors import StoreError
from feeds.model import Feed, FeedState, PollRecord
from feeds.pacing.holds import host_asked
from feeds.polling.gate import Gate
from feeds.polling.line import Given
from feeds.store.leases.deciding import LEASE, Wish
from feeds.store.protocol import Store

if TYPE_CHECKING:
    from feeds.store.leases.taking import Leases

T = TypeVar("T")
NOTHING: Mapping[str, FeedState] = MappingProxyType({})


class Share(Protocol):
    """The feeds of a pass that fall to this process, which holds them until the block ends."""

    @property
    def gate(self) -> Gate | None:
        """Of hosts that other processes ask, too."""

    def __enter__(self) -> object:
        """Begin."""

    def __exit__(self, *error: object) -> None:
        """Give back what was not come to."""

    def working(self) -> AbstractAsyncContextManager[None]:
        """Around the work in the loop."""

    async def given(self, feeds: Sequence[Feed]) -> Given:
        """Those of the feeds that this process is to poll."""

    def record(self, records: Sequence[PollRecord]) -> Sequence[PollRecord]:
        """Write polls, but for those of feeds that another has by now; what was written."""


def share_of(
    store: Store,
    spacing: float,
    seen: Mapping[str, FeedState] = NOTHING,
    refused: Callable[[Mapping[str, FeedState]], None] = lambda states: None,
) -> Share:
    """This process's share of a store's feeds and hosts, `spacing` in seconds."""
    if store.leases is None:
        return Whole(store)
    return Part(store, store.leases, spacing, seen, refused)


class Whole:
    """All feeds, where no other process polls."""

    gate = None

    def __init__(self, store: Store) -> None:
        self._store = store

    def __enter__(self) -> Whole:
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing is held."""

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Nothing is kept up."""
        yield

    async def given(self, feeds: Sequence[Feed]) -> Given:
        """All of them."""
        ids = [feed.id for feed in feeds]
        states = await asyncio.to_thread(self._store.states_of, ids)
        return Given({name: states.get(name) or FeedState(feed_id=name) for name in ids})

    def record(self, records: Sequence[PollRecord]) -> Sequence[PollRecord]:
        """Write polls."""
        return self._store.record_polls(records)


class Part:
    """A part of the feeds: leases on them and turns at their hosts.

    `seen` are the states by which the feeds were found due, and `refused` is told of feeds whose
    servers said "not now" to any poller."""

    def __init__(
        self,
        store: Store,
        leases: Leases,
        spacing: float,
        seen: Mapping[str, FeedState],
        refused: Callable[[Mapping[str, FeedState]], None],
    ) -> None:
        self._store, self._leases, self._seen, self._refused = store, leases, seen, refused
        self._holder = f"{socket.gethostname()}:{os.getpid()}:{token_hex(4)}"
        self._spacing = timedelta(seconds=spacing)
        self._numbers: dict[str, int] = {}
        # Not the thread that judges: a long document must not hold up what is renewed.
        self._thread = ThreadPoolExecutor(1, "coverline-leases")
        self.gate = Gate(self._turns)

    def __enter__(self) -> Part:
        return self

    def __exit__(self, *error: object) -> None:
        self._thread.shutdown()
        with suppress(StoreError):  # else they run out by themselves
            self._leases.give_back(self._holder, self._spacing)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Shows the others that this process is still there."""
        renewing = asyncio.create_task(self._renew())
        try:
            yield
        finally:
            renewing.cancel()
            await asyncio.gather(renewing, self.gate.close(), return_exceptions=True)

    async def given(self, feeds: Sequence[Feed]) -> Given:
        """Those of the feeds that this process is to poll."""
        taken = await self._beside(partial(self._leases.take, self._wishes(feeds), self._holder))
        self._numbers |= taken.numbers
        self._refused(taken.refused)
        later = set(taken.later)
        return Given(taken.states, [feed for feed in feeds if feed.id in later])

    def record(self, records: Sequence[PollRecord]) -> Sequence[PollRecord]:
        """Write polls, but for those of feeds that another has by now; what was written."""
        numbers = {record.poll.feed_id: self._numbers[record.poll.feed_id] for record in records}
        return self._store.record_polls(records, numbers)

    def _wishes(self, feeds: Sequence[Feed]) -> list[Wish]:
        nothing = FeedState(feed_id="")
        found = ((feed, self._seen.get(feed.id, nothing)) for feed in feeds)
        return [Wish(feed.id, host_asked(feed, state), state.last_poll_at) for feed, state in found]

    async def _turns(self, asked: Collection[str], left: Collection[str]) -> Mapping[str, float]:
        turns = self._leases.turns
        return await self._beside(partial(turns, asked, left, self._holder, self._spacing))

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 4)
            with suppress(StoreError):  # whoever needs the store meanwhile tells of it
                await self._beside(partial(self._leases.renew, self._holder))

    async def _beside(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
