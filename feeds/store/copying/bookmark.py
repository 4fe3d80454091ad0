"""How far a copy has come: kept in the copy itself, in the transactions that it comes by."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from hashlib import blake2b
from typing import Any

Row = tuple[Any, ...]
COPYING = "copying"  # the fact that holds the bookmark; a store that has it is half a copy
WIDTH = 1 << 128


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows of a table and the sum of their hashes: the same in whatever order they are read."""

    rows: int = 0
    total: int = 0

    def plus(self, rows: Sequence[Row]) -> Tally:
        """With more rows."""
        return Tally(self.rows + len(rows), (self.total + sum(map(_hashed, rows))) % WIDTH)


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
    return int.from_bytes(blake2b(repr(row).encode(), digest_size=16).digest())
