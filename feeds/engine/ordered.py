"""Results in the order of their parts, with few parts on their way at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator

from feeds.engine.kinds import P, R

AHEAD = 2  # parts a worker: one that it works on, one that waits for it


def in_order(
    parts: Iterable[P],
    send: Callable[[P], Callable[[], R]],
    workers: int,
) -> Iterator[R]:
    """What each part comes to. `send` begins a part and gives what waits for its result."""
    waiting: deque[Callable[[], R]] = deque()
    for part in parts:
        waiting.append(send(part))
        if len(waiting) >= AHEAD * workers:
            yield waiting.popleft()()
    while waiting:
        yield waiting.popleft()()
