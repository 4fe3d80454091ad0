"""How far a copy has come: kept in the copy itself, in the transactions that it comes by."""

from __future__ import annotations

import json
import marshal
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import repeat
from typing import Any
from zlib import crc32

Row = tuple[Any, ...]
COPYING = "copying"  # the fact that holds the bookmark; a store that has it is half a copy
WIDTH = 1 << 64
_PLAIN = 2  # the newest form of marshal in which equal values are always written alike


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows of a table and the sum of their hashes: the same in whatever order they are read."""

    rows: int = 0
    total: int = 0

    def plus(self, rows: Sequence[Row]) -> Tally:
        """With more rows."""
        # No Python a row: of a copy of millions of rows, hashing is a good part.
        return self.grown(len(rows), sum(map(crc32, map(marshal.dumps, rows, repeat(_PLAIN)))))

    def grown(self, rows: int, total: int = 0) -> Tally:
        """With more rows of which the sum of hashes is known, or of which none is needed."""
        return Tally(self.rows + rows, (self.total + total) % WIDTH)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Whose copy this is, the tables that are done, and the last row of the one under way."""

    source: str
    version: str  # the source's data version when the copy was begun
    done: Mapping[str, Tally] = field(default_factory=dict)
    last: Row | None = None
    under_way: Tally = Tally()

    def after(self, rows: Sequence[Row], key: Row) -> Bookmark:
        """With rows of the table under way, of which the last has this key."""
        return replace(self, last=key, under_way=self.under_way.plus(rows))

    def passed(self, rows: int, key: Row, total: int = 0) -> Bookmark:
        """The same, of rows that were hashed elsewhere, or that are compared without."""
        return replace(self, last=key, under_way=self.under_way.grown(rows, total))

    def finished(self, table: str) -> Bookmark:
        """With the table under way done."""
        done = {**self.done, table: self.under_way}
        return replace(self, done=done, last=None, under_way=Tally())

    def text(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self))


def bookmark_of(text: str) -> Bookmark:
    """A bookmark that was kept."""
    held = json.loads(text)
    held["done"] = {table: Tally(**tally) for table, tally in held["done"].items()}
    held["under_way"] = Tally(**held["under_way"])
    held["last"] = None if held["last"] is None else tuple(held["last"])
    return Bookmark(**held)
