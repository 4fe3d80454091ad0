"""The engine that needs no other process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from feeds.engine.kinds import P, R


class Alone:
    """Does every part here, when its result is asked for."""

    name = "this process"
    workers = 1
    elsewhere = False

    def map(self, work: Callable[[P], R], parts: Iterable[P]) -> Iterator[R]:
        """See `Engine.map`."""
        return map(work, parts)

    def close(self) -> None:
        """Nothing to let go."""
