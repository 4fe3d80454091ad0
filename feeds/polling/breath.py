"""Many answers that come at once, taken a few at a time: the loop is never held for long."""

from __future__ import annotations

import asyncio
import time
from collections import deque

SPAN = 0.01  # seconds of work between two looks of the loop at its clock and its sockets


class Breath:
    """Shared by the workers of a loop, which ask before each piece of work.

    Who waits stands in line, and each round of the loop lets the first go on: were all of them
    woken to see whose turn it is, fifty workers would cost more than their work.
    """

    def __init__(self) -> None:
        self._begun: float | None = None  # when the loop's present round began to work
        self._line: deque[asyncio.Future[None]] = deque()
        self._planned = False  # whether a look at the next round is to come

    async def take(self) -> None:
        """Go on at once, or in a later round of the loop where this one has worked enough."""
        now = time.monotonic()
        if self._line or (self._begun is not None and now - self._begun >= SPAN):
            turn = asyncio.get_running_loop().create_future()
            self._line.append(turn)
            self._plan()
            await turn
            now = time.monotonic()
        if self._begun is None:
            self._begun = now
            self._plan()

    def _plan(self) -> None:
        if not self._planned:
            self._planned = True
            asyncio.get_running_loop().call_soon(self._next_round)

    def _next_round(self) -> None:
        self._planned, self._begun = False, None
        while self._line:
            turn = self._line.popleft()
            if not turn.done():  # a worker that was cancelled waits no more
                turn.set_result(None)
                break
        if self._line:
            self._plan()
