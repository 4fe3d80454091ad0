"""Stories added up by outlet, row and bin, straight from the packed counts (pure).

Every outlet, event, story and kind of stories has a number: whether a line is asked for, and
the rows that it counts in, is looked up by it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from feeds.store.counts.counted import Counted, Lines
from feeds.store.counts.hour_rows import Flags, Whole
from feeds.store.counts.numbers import Kind

Numbers: TypeAlias = npt.NDArray[np.integer[Any]]
By = Literal["outlet", "kind", "event", "story"]
DENSE = 1 << 24  # sums that are held for every outlet, row and bin; else only those that are


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


@dataclass(frozen=True, slots=True)
class Rowed:
    """The rows. A line counts in those that its number is a member of, by its outlet, kind,
    event or story; `place` is quicker where each number has one row (-1 for none)."""

    rows: tuple[str, ...]
    by: By
    place: Whole | None = None
    members: tuple[Flags, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of stories `n` by the places of their outlet, row and bin, in that order."""

    outlets: tuple[str, ...]
    rows: tuple[str, ...]
    outlet: Whole
    row: Whole
    bin: Whole
    n: Whole


def tallied(held: Counted, asked: Asked, rowed: Rowed, edges: Whole) -> Tally:
    """The stories that are asked for in the bins between edges (quarters since 1970)."""
    known = sorted(held.outlets, key=held.outlets.__getitem__)
    at_outlet, kinds = places(known), _kinds(held, asked)
    bins = np.repeat(np.arange(len(edges) - 1), np.diff(edges))
    shape = (len(known), len(rowed.rows), len(edges) - 1)
    sums = Sums(int(np.prod(shape)))
    each = replace(asked, original=False)  # what weighs nothing need not be left out first
    for lines in held.lines():
        kept = lines.only(_asked(lines, each, kinds))
        base = at_outlet[kept.outlet] * (shape[1] * shape[2]) + bins[kept.quarter - edges[0]]
        weight = kept.reporting if asked.original else kept.reach
        for code, some in _coded(kept, rowed, base, shape[2]):
            sums.add(code, weight if some is None else weight[some])
    codes, n = sums.found()
    outlet, row, bin_ = np.unravel_index(codes, shape) if len(codes) else (codes, codes, codes)
    return Tally(tuple(held.outlets[o] for o in known), rowed.rows, outlet, row, bin_, n)


def sizes(held: Counted, asked: Asked) -> Whole:
    """The stories of each event that are asked for, by its number; those of none at 0."""
    found, kinds = np.zeros(1, dtype=np.int64), _kinds(held, asked)
    for lines in held.lines():
        told = np.bincount(lines.only(_asked(lines, asked, kinds)).event, minlength=len(found))
        told[: len(found)] += found
        found = told
    return found


def stories_of(held: Counted, asked: Asked) -> Flags:
    """The stories that are asked for, as flags by number."""
    kinds, none = _kinds(held, asked), np.zeros(0, dtype=np.int64)
    parts = [lines.only(_asked(lines, asked, kinds)).story for lines in held.lines()]
    return flags(np.concatenate([none, *parts]))


def both(held: Counted, asked: Asked) -> tuple[int, int]:
    """The stories that are asked for, with reprints and without."""
    kinds, reach, reporting = _kinds(held, asked), 0, 0
    for lines in held.lines():
        kept = lines.only(_asked(lines, asked, kinds))
        reach += int(kept.reach.sum(dtype=np.int64))
        reporting += int(kept.reporting.sum(dtype=np.int64))
    return reach, reporting


def kinds_told(held: Counted) -> list[int]:
    """The numbers of the kinds of stories that there are any of, ascending."""
    found = np.zeros(max(held.kinds, default=0) + 1, dtype=bool)
    for lines in held.lines():
        found[lines.kind] = True
    return np.flatnonzero(found).tolist()


def places(numbers: Sequence[int]) -> Whole:
    """The place of each number in the sequence, by number; -1 where it has none."""
    found = np.full(max(numbers, default=0) + 1, -1, dtype=np.int64)
    found[list(numbers)] = np.arange(len(numbers))
    return found


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


def _kinds(held: Counted, asked: Asked) -> Flags:
    wanted = [number for number, kind in held.kinds.items() if asked.kinds(kind)]
    return flags(wanted, max(held.kinds, default=0))


def _asked(lines: Lines, asked: Asked, kinds: Flags) -> Flags:
    found: Flags = kinds[lines.kind]
    if asked.original:
        found = found & (lines.reporting > 0)
    for flagged, numbers in (
        (asked.outlets, lines.outlet),
        (asked.events, lines.event),
        (asked.stories, lines.story),
    ):
        if flagged is not None:
            found = found & chosen(flagged, numbers)
    return found if asked.but is None else found & ~chosen(asked.but, lines.story)


def _coded(
    lines: Lines, rowed: Rowed, base: Whole, bins: int
) -> Iterator[tuple[Whole, Whole | None]]:
    """The code of each line's outlet, row and bin, and which lines these are, None for all."""
    numbers = getattr(lines, rowed.by)
    if rowed.place is not None:
        row = rowed.place[np.minimum(numbers, len(rowed.place) - 1)]
        if (row >= 0).all():
            yield base + row * bins, None
            return
        some = np.flatnonzero(row >= 0)
        yield base[some] + row[some] * bins, some
    for place, flagged in enumerate(rowed.members):
        some = np.flatnonzero(chosen(flagged, numbers))
        yield base[some] + place * bins, some


class Sums:
    """Numbers added up by code: in one array where it is not too large."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._dense = np.zeros(size) if size <= DENSE else None
        none = np.zeros(0, dtype=np.int64)
        self._parts: list[tuple[Whole, Whole]] = [(none, none)]

    def add(self, codes: Whole, n: Numbers) -> None:
        """Add numbers to those of their codes."""
        if self._dense is not None:
            self._dense += np.bincount(codes, weights=n, minlength=self._size)
        else:
            self._parts.append(_unique(codes, n))

    def found(self) -> tuple[Whole, Whole]:
        """The codes with any, ascending, and their numbers."""
        if self._dense is not None:
            codes = np.flatnonzero(self._dense)
            return codes, self._dense[codes].astype(np.int64)
        codes, n = (np.concatenate(part) for part in zip(*self._parts, strict=True))
        codes, n = _unique(codes, n)
        return codes[n > 0], n[n > 0]


def _unique(codes: Whole, n: Numbers) -> tuple[Whole, Whole]:
    held, of = np.unique(codes, return_inverse=True)
    return held, np.bincount(of, weights=n, minlength=len(held)).astype(np.int64)
