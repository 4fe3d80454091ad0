"""Work cut up into parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def parts(things: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Runs of at most `size` things in their order; read only as far as parts are asked for."""
    left = iter(things)
    while part := tuple(islice(left, size)):
        yield part
