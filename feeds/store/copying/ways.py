"""What a way of bringing rows from one store into another has to do."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import Protocol

from sqlalchemy import Table

from feeds.store.copying.bookmark import Bookmark, Tally

Tick = Callable[[int, int], None]  # (done, of how many)


class Way(Protocol):
    """Rows of one store on their way into another, while both are held."""

    own: frozenset[str]  # tables that come with the words

    def size(self, table: Table) -> int:
        """Rows of the source's table."""

    def moved(self, table: Table, bookmark: Bookmark) -> Generator[Bookmark]:
        """Bring what the target lacks, some rows in a transaction, each with its bookmark."""

    def worded(self, tick: Tick) -> None:
        """Fill what searching reads."""

    def compared(self, table: Table, expected: Tally) -> Iterator[int]:
        """How many rows were compared, some at a time; Different where they are not the same."""


class Different(Exception):
    """A table that is not what was read from the source; how many of its rows are."""

    def __init__(self, rows: int) -> None:
        super().__init__(rows)
        self.rows = rows
