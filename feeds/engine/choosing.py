"""The engine that a user names: nothing, pool:N, local:N, or a scheduler's HOST:PORT."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from feeds.engine.alone import Alone
from feeds.engine.kinds import Engine
from feeds.engine.pool import Pool, usable_cores
from feeds.errors import EngineError

HERE = re.compile(r"(pool|local):(\d{1,3})")
SCHEDULER = re.compile(r"(?:tcp://)?([\w.-]+|\[[0-9A-Fa-f:.]+\]):(\d{1,5})")
SMALL = 20_000  # pieces of work for which processes take longer to start than they save


@contextmanager
def engine_for(wish: str, size: int) -> Iterator[Engine]:
    """The engine of a wish for so many pieces of work, e.g. stories; its workers go at the end.

    Without a wish it is a pool of processes, one a core, where that pays.
    """
    engine = _named(wish) if wish else _usual(size)
    try:
        yield engine
    finally:
        engine.close()


def refuse_unknown(wish: str) -> None:
    """EngineError for a wish that names no engine, long before one is needed."""
    if wish:
        _place(wish)


def _place(wish: str) -> tuple[str, int]:
    """(pool, local or a host, workers or port) of a wish."""
    if found := HERE.fullmatch(wish):
        if workers := int(found[2]):
            return found[1], workers
    elif (found := SCHEDULER.fullmatch(wish)) and 0 < int(found[2]) < 65536:
        return found[1], int(found[2])
    raise EngineError(
        f"{wish!r} is no engine.",
        "Give pool:N for N processes, local:N for N Dask workers on this machine, or HOST:PORT of"
        " a Dask scheduler.",
    )


def _usual(size: int) -> Engine:
    return Pool() if size >= SMALL and usable_cores() > 1 else Alone()


def _named(wish: str) -> Engine:
    from feeds.engine import cluster

    place, number = _place(wish)
    if HERE.fullmatch(wish):
        return Pool(number) if place == "pool" else cluster.started(number)
    return cluster.joined(f"{place}:{number}")
