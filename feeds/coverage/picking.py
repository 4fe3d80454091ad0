"""Which lines of packed counts are asked for (pure): every outlet, event, story and kind of
stories has a number, and whether it is asked for is looked up by it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from feeds.coverage.sums import Numbers
from feeds.store.counts.counted import Choose, Lines
from feeds.store.counts.hour_rows import EVENT, KIND, STORY, WHERE, Flags, Rows, Whole
from feeds.store.counts.numbers import Kind


class Held(Protocol):
    """Counts, or single `stories`, of a span; numbers of outlets and kinds are keys here."""

    @property
    def stories(self) -> bool:
        """Whether each line is one story."""

    @property
    def outlets(self) -> Mapping[int, str]:
        """Outlet ids by number."""

    @property
    def kinds(self) -> Mapping[int, Kind]:
        """Kinds of stories by number."""

    def lines(self, choose: Choose | None = None) -> Iterator[Lines]:
        """The lines, many at a time; of single stories those that `choose` takes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What counts. Numbers of outlets, events and stories are places in flags, None asks for
    all; `kinds` says it of a kind of stories, and stories in `but` do not count."""

    original: bool
    kinds: Callable[[Kind], bool]
    outlets: Flags | None = None
    events: Flags | None = None
    stories: Flags | None = None
    but: Flags | None = None


def chosen_lines(held: Held, asked: Asked) -> Iterator[Lines]:
    """The lines that are asked for, many at a time."""
    wanted = [number for number, kind in held.kinds.items() if asked.kinds(kind)]
    kinds = flags(wanted, max(held.kinds, default=0))
    if held.stories:
        yield from held.lines(lambda rows: _asked_of_rows(rows, asked, kinds))
        return
    for lines in held.lines():
        found: Flags = kinds[lines.kind]
        if asked.original:
            found &= lines.reporting > 0
        if asked.outlets is not None:
            found &= chosen(asked.outlets, lines.outlet)
        yield lines.only(found)


def _asked_of_rows(rows: Rows, asked: Asked, kinds: Flags) -> Flags:
    """Which single stories are asked for, before anything else is read of them."""
    found: Flags = kinds[rows[:, KIND]]
    if asked.original:
        found &= (rows[:, WHERE] & np.uint32(1)).astype(bool)
    if asked.outlets is not None:
        found &= chosen(asked.outlets, rows[:, WHERE] >> 3)
    for flagged, column in ((asked.events, EVENT), (asked.stories, STORY)):
        if flagged is not None:
            found &= chosen(flagged, rows[:, column])
    return found if asked.but is None else found & ~chosen(asked.but, rows[:, STORY])


def flags(numbers: Collection[int] | Whole, least: int = 0) -> Flags:
    """Flags by number, set for these; numbers up to `least` have a place at the least."""
    held = np.asarray(numbers if isinstance(numbers, np.ndarray) else list(numbers), dtype=np.int64)
    found = np.zeros(max(int(held.max(initial=0)), least) + 1, dtype=bool)
    found[held] = True
    return found


def chosen(flagged: Flags, numbers: Numbers) -> Flags:
    """Which of the numbers are flagged; one that is beyond the flags is not."""
    known = numbers < len(flagged)
    found: Flags = flagged[np.where(known, numbers, 0)]
    return known & found
