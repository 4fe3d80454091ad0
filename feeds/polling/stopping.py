"""A stop that comes while an event loop runs cancels its work; it tears nothing in the middle."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Coroutine
from types import FrameType, TracebackType
from typing import Any, Self

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stops:
    """As a context, takes the signals that would raise KeyboardInterrupt anywhere, and raises it
    at the end, when all of the loop is shut down; a second signal raises it at once."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[Any] | None = None
        self._asked = False
        self._taken: list[signal.Signals] = []

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._taken = [one for one in SIGNALS if _raises(one)]
            for one in self._taken:
                signal.signal(one, self._stop)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for one in self._taken:
            signal.signal(one, signal.default_int_handler)
        if self._asked:
            raise KeyboardInterrupt from error

    async def until_asked(self, work: Coroutine[Any, Any, None]) -> None:
        """The work, cancelled where a stop is asked for; to be the loop's main task."""
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        if self._asked:
            self._cancel()
        await work

    def _stop(self, number: int, frame: FrameType | None) -> None:
        if self._asked:
            signal.default_int_handler(number, frame)
        self._asked = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._cancel)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()


def _raises(number: signal.Signals) -> bool:
    return signal.getsignal(number) is signal.default_int_handler
