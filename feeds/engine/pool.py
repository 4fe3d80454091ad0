"""A pool of processes on this machine, from Python's own library."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any, TypeAlias

from feeds.engine.kinds import P, R
from feeds.engine.ordered import in_order
from feeds.errors import EngineError

Sent: TypeAlias = tuple[ProcessPoolExecutor, "Future[R]"]  # a part, and the pool that has it

BEHIND = 10  # steps of niceness
TRIES = 3  # of one part; a part that ends its worker each time is at fault itself


class Spawning(SpawnContext):
    """Spawns processes, and can end those that it spawned. A fork would take over this process's
    threads and open databases."""

    def __init__(self) -> None:
        super().__init__()
        self._spawned: list[SpawnProcess] = []

    def Process(self, *given: Any, **named: Any) -> SpawnProcess:  # type: ignore[override]
        """One that is known from now on."""
        made = SpawnProcess(*given, **named)
        self._spawned.append(made)
        return made

    def end(self) -> None:
        """End all that were started."""
        for process in self._spawned:
            if process.pid is not None:
                process.kill()


class Pool:
    """As many processes as are asked for. Where one dies the whole pool is made anew and what
    was on its way is done again."""

    elsewhere = True

    def __init__(self, workers: int = 0) -> None:
        """`workers` of 0 is one for each core that this process may use."""
        self.workers = workers or usable_cores()
        self._executor: ProcessPoolExecutor | None = None
        self._spawning = Spawning()

    @property
    def name(self) -> str:
        """What it is, in words for its user."""
        many = "process" if self.workers == 1 else "processes"
        return f"a pool of {self.workers} {many} on this machine"

    def map(self, work: Callable[[P], R], parts: Iterable[P]) -> Iterator[R]:
        """See `Engine.map`."""

        def send(part: P) -> Callable[[], R]:
            sent = self._submit(work, part)
            return lambda: self._result(work, part, sent)

        return in_order(parts, send, self.workers)

    def close(self) -> None:
        """End the processes; work that nobody waits for is dropped."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None

    def _submit(self, work: Callable[[P], R], part: P) -> Sent[R]:
        executor = self._running()
        try:
            return executor, executor.submit(work, part)
        except BrokenProcessPool:
            self._leave(executor)
            executor = self._running()
            return executor, executor.submit(work, part)

    def _result(self, work: Callable[[P], R], part: P, sent: Sent[R]) -> R:
        tries = 0
        while True:
            executor, future = sent
            try:
                return future.result()
            except (BrokenProcessPool, CancelledError) as error:
                tries += 1
                self._leave(executor)
                if tries > TRIES:
                    raise EngineError(
                        f"Worker processes ended {tries} times over the same part of the work.",
                        "Look whether memory runs out; then try again with fewer: --engine pool:1.",
                    ) from error
                sent = self._submit(work, part)

    def _leave(self, broken: ProcessPoolExecutor) -> None:
        """Use a broken pool no more; where another took its place already, that one stays."""
        if broken is self._executor:
            # One that was spawned as the pool broke is not ended by it, but waited for, forever.
            self._spawning.end()
            self.close()

    def _running(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._spawning = Spawning()
            self._executor = ProcessPoolExecutor(self.workers, self._spawning, give_way)
        return self._executor


def give_way() -> None:
    """In a worker: the process that hands out work waits for one part and does what nobody else
    can, so it goes first where there are fewer cores than processes."""
    if hasattr(os, "nice"):
        os.nice(BEHIND)


def usable_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
