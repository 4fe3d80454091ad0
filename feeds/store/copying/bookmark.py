"""How far a copy has come: kept in the copy itself, in the transactions that it comes by."""

from __future__ import annotations

import json
import marshal
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from zlib import adler32, crc32

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
        return Tally(self.rows + len(rows), (self.total + sum(map(_hashed, rows))) % WIDTH)

    def grown(self, rows: int) -> Tally:
        """With more rows that are compared with their source itself: no hash is needed."""
        return replace(self, rows=self.rows + rows)


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

    def passed(self, rows: int, key: Row) -> Bookmark:
        """The same, of rows that never came into this process."""
        return replace(self, last=key, under_way=self.under_way.grown(rows))

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


def _hashed(row: Row) -> int:
    """Two checksums of 32 bits: of a copy of millions of rows, better hashes are half the time."""
    held = marshal.dumps(row, _PLAIN)
    return crc32(held) << 32 | adler32(held)
