"""One process at a time asks a host, over all pollers of a store: turns are had for many hosts at
once, since each question costs the database a transaction."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Mapping

GATHER = 0.02  # seconds in which hosts are gathered that are asked of the store together
AGAIN = 0.2  # seconds before a host that another process has the turn of is asked for again
Turns = Callable[[Collection[str], Collection[str]], Awaitable[Mapping[str, float]]]


class Gate:
    """Turns at hosts. `turns` is given the hosts that are wanted and those that were just asked,
    and says of those that may be asked in how many seconds."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._wanted: dict[str, asyncio.Future[float]] = {}
        self._inside: Counter[str] = Counter()  # requests of this process at each host
        self._left: set[str] = set()
        self._work: asyncio.Task[None] | None = None
        self._failed: Exception | None = None

    async def enter(self, host: str) -> None:
        """Wait until this process may ask the host; StoreError where the store fails."""
        if self._failed is not None:
            raise self._failed
        if self._inside[host]:  # where hosts are not spaced, a few requests go at once
            self._inside[host] += 1
            return
        wanted = self._wanted.get(host)
        if wanted is None:
            wanted = self._wanted[host] = asyncio.get_running_loop().create_future()
            self._start()
        wait = await asyncio.shield(wanted)
        self._inside[host] += 1
        if wait:
            await asyncio.sleep(wait)

    def leave(self, host: str) -> None:
        """The request is over; where it was the last, others may ask the host."""
        self._inside[host] -= 1
        if not self._inside[host]:
            del self._inside[host]
            self._left.add(host)
            self._start()

    async def close(self) -> None:
        """Stop; what is still held is for the caller to give back."""
        if self._work is not None:
            self._work.cancel()
            await asyncio.gather(self._work, return_exceptions=True)
        for wanted in self._wanted.values():
            wanted.cancel()

    def _start(self) -> None:
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._ask())

    async def _ask(self) -> None:
        await asyncio.sleep(GATHER)
        while self._wanted or self._left:
            asked, left = list(self._wanted), set(self._left)
            try:
                given = await self._turns(asked, left)
            except Exception as error:  # told to everyone who waits, and to all who come
                self._fail(error)
                return
            self._left -= left
            for host, wait in given.items():
                self._wanted.pop(host).set_result(wait)
            await asyncio.sleep(AGAIN if self._wanted and not self._left else GATHER)

    def _fail(self, error: Exception) -> None:
        self._failed = error
        for wanted in self._wanted.values():
            if not wanted.done():
                wanted.set_exception(error)
        self._wanted.clear()
