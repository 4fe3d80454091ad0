"""The counts of a day, packed: one blob an outlet instead of thousands of rows (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from struct import Struct, iter_unpack
from typing import NamedTuple

Slot = tuple[int, int]  # (hour of the day, series)
Count = tuple[int, int]  # (reach, reporting)
CELL = Struct("<4i")  # hour of the day, series, reach, reporting


class Series(NamedTuple):
    """A kind of stories that is counted apart; an empty topic counts every story once."""

    topic_id: str
    language: str
    form: str
    scopes: int


def pack(counts: Mapping[Slot, Count]) -> bytes:
    """The blob of a day's counts, those of no story left out; empty where none is left."""
    return b"".join(CELL.pack(*slot, *counts[slot]) for slot in sorted(counts) if counts[slot][0])


def unpack(blob: bytes) -> dict[Slot, Count]:
    """What `pack` made a blob of."""
    return {
        (hour, series): (reach, reporting)
        for hour, series, reach, reporting in iter_unpack(CELL.format, blob)
    }


def added(held: Mapping[Slot, Count], more: Iterable[tuple[Slot, Count]]) -> dict[Slot, Count]:
    """Counts with others added, which may be negative."""
    found = dict(held)
    for slot, (reach, reporting) in more:
        before = found.get(slot, (0, 0))
        found[slot] = (before[0] + reach, before[1] + reporting)
    return found
