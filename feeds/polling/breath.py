"""Many answers that come at once, taken a few at a time: the loop is never held for long."""

from __future__ import annotations

import asyncio
import time

SPAN = 0.01  # seconds of work between two looks of the loop at its clock and its sockets


class Breath:
    """Shared by the workers of a loop, which ask before each piece of work."""

    def __init__(self) -> None:
        self._begun: float | None = None  # when the loop's present round began to work

    async def take(self) -> None:
        """Go on at once, or in the next round of the loop where this one has worked enough."""
        while self._begun is not None and time.monotonic() - self._begun >= SPAN:
            await asyncio.sleep(0)
        if self._begun is None:
            self._begun = time.monotonic()
            asyncio.get_running_loop().call_soon(self._let_go)

    def _let_go(self) -> None:
        self._begun = None
