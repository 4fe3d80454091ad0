"""What every engine can do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

P = TypeVar("P")
R = TypeVar("R")


class Engine(Protocol):
    """Does work in parts. A worker that dies costs its part's time: the part is done again."""

    @property
    def name(self) -> str:
        """What it is, in words for its user."""

    @property
    def workers(self) -> int:
        """How many parts are worked on at once."""

    @property
    def elsewhere(self) -> bool:
        """Whether work is done in other processes, so that it is worth handing over."""

    def map(self, work: Callable[[P], R], parts: Iterable[P]) -> Iterator[R]:
        """The results in the order of the parts. Parts are taken as workers become free, so that
        few are in memory at once; `work` is a function of a module, and parts and results are
        data that can be sent. What `work` raises is raised here."""

    def close(self) -> None:
        """Let the workers go."""
