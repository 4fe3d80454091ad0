"""A stop that comes while feeds are polled cancels what is at work, and tears nothing."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable, Coroutine
from types import FrameType, TracebackType
from typing import Any, Self

SIGNALS = (signal.SIGINT, signal.SIGTERM)
Handler = Callable[[int, FrameType | None], Any]


class Stops:
    """As a context, keeps the signals that would raise KeyboardInterrupt anywhere, and hands the
    first to its own handler at the end, when all within is shut down; a second one at once."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[Any] | None = None
        self._asked: signal.Signals | None = None
        self._kept: dict[signal.Signals, Handler] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for one in SIGNALS:
                if callable(handler := signal.getsignal(one)):
                    self._kept[one] = handler
                    signal.signal(one, self._stop)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for one, handler in self._kept.items():
            signal.signal(one, handler)
        if self._asked is not None:
            self._kept[self._asked](self._asked, None)

    async def until_asked(self, work: Coroutine[Any, Any, None]) -> None:
        """The work, cancelled where a stop is asked for; to be the loop's main task."""
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        if self._asked is not None:
            self._cancel()
        await work

    def _stop(self, number: int, frame: FrameType | None) -> None:
        if self._asked is not None:
            self._kept[signal.Signals(number)](number, frame)
        self._asked = signal.Signals(number)
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._cancel)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
