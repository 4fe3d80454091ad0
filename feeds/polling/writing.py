"""Polls written beside the loop, by one thread, many in a transaction.

It stands outside the loop, so that Ctrl-C ends the asking and never a write: what was handed
over is stored when the `with` block ends.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from types import TracebackType

from feeds.model import Poll, PollRecord

BATCH = 120  # polls a transaction: each costs as much as thirty polls without news
ENTRIES = 2000  # of these polls: a transaction keeps others from writing
LINGER = 0.2  # seconds that a poll waits for others to be written with it
Write = Callable[[Sequence[PollRecord]], Sequence[PollRecord]]  # what was stored of these
WAITING = 200  # polls that may wait to be written; then the workers wait


class Writer:
    """Writes what it is handed; `recorded` is told, in its thread, of each poll that is stored.

    Once a write has failed nothing more is written, and that error is raised to whoever hands
    over the next poll, at the latest when the block ends.
    """

    def __init__(self, write: Write, recorded: Callable[[Poll], None]) -> None:
        self._into, self._recorded = write, recorded
        self._batch: list[PollRecord] = []
        self._entries = 0  # of the batch
        self._timer: asyncio.TimerHandle | None = None
        self._handed: SimpleQueue[list[PollRecord] | None] = SimpleQueue()
        self._room = asyncio.Semaphore(WAITING)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._error: Exception | None = None
        self._thread = Thread(target=self._run, name="coverline-store")

    def __enter__(self) -> Writer:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._hand_over()
        self._handed.put(None)
        self._thread.join()
        if self._error is not None and error is None:
            raise self._error

    async def record(self, record: PollRecord) -> None:
        """Have a poll written with the next batch; waits while too many are waiting."""
        self._loop = asyncio.get_running_loop()
        await self._room.acquire()
        if self._error is not None:
            raise self._error
        self._batch.append(record)
        self._entries += len(record.entries)
        if len(self._batch) >= BATCH or self._entries >= ENTRIES:
            self._hand_over()
        elif self._timer is None:
            self._timer = self._loop.call_later(LINGER, self._hand_over)

    def _hand_over(self) -> None:
        """Wake the thread for a whole batch: woken for every poll, it would hold up the loop."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._batch:
            self._handed.put(self._batch)
            self._batch, self._entries = [], 0

    def _run(self) -> None:
        while (batch := self._handed.get()) is not None:
            self._write(batch)

    def _write(self, batch: list[PollRecord]) -> None:
        if self._error is None:
            try:
                for record in self._into(batch):
                    self._recorded(record.poll)
            except Exception as error:  # raised again where the pass waits for it
                self._error = error
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop has ended: nobody waits any more
                self._loop.call_soon_threadsafe(self._make_room, len(batch))

    def _make_room(self, places: int) -> None:
        for _ in range(places):
            self._room.release()
