"""Stories added up by outlet, row and bin, straight from the packed counts (pure).

Every outlet, event, story and kind of stories has a number: whether a line is asked for, and
the rows that it counts in, is looked up by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from feeds.coverage.picking import Asked, Held, chosen, chosen_lines, flags
from feeds.coverage.sums import Numbers, Sums
from feeds.store.counts.counted import Lines
from feeds.store.counts.hour_rows import Flags, Whole

By = Literal["outlet", "kind", "event", "story"]


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


def tallied(held: Held, asked: Asked, rowed: Rowed, edges: Whole) -> Tally:
    """The stories that are asked for in the bins between edges (quarters since 1970)."""
    known = sorted(held.outlets, key=held.outlets.__getitem__)
    if rowed.by == "outlet" and rowed.place is not None and len(rowed.rows) > 1:
        # An outlet has one row: no room is made for the others.
        joined = replace(rowed, rows=("",), place=np.minimum(rowed.place, 0))
        told = tallied(held, asked, joined, edges)
        row_of = rowed.place[np.minimum(known, len(rowed.place) - 1)]
        return replace(told, rows=rowed.rows, row=row_of[told.outlet])
    at_outlet = places(known)
    bins = np.repeat(np.arange(len(edges) - 1), np.diff(edges))
    shape = (len(known), len(rowed.rows), len(edges) - 1)
    sums = Sums(int(np.prod(shape)))
    each = replace(asked, original=False)  # what weighs nothing need not be left out first
    for kept in chosen_lines(held, each):
        base = at_outlet[kept.outlet] * (shape[1] * shape[2]) + bins[kept.quarter - edges[0]]
        weight = kept.reporting if asked.original else kept.reach
        for code, some in _coded(kept, rowed, base, shape[2]):
            sums.add(code, weight if some is None else weight[some])
    codes, n = sums.found()
    outlet, row, bin_ = np.unravel_index(codes, shape) if len(codes) else (codes, codes, codes)
    return Tally(tuple(held.outlets[o] for o in known), rowed.rows, outlet, row, bin_, n)


def sizes(held: Held, asked: Asked) -> Whole:
    """The stories of each event that are asked for, by its number; those of none at 0."""
    found = np.zeros(1, dtype=np.int64)
    for kept in chosen_lines(held, asked):
        told = np.bincount(kept.event, minlength=len(found))
        told[: len(found)] += found
        found = told
    return found


def stories_of(held: Held, asked: Asked) -> Flags:
    """The stories that are asked for, as flags by number."""
    none = np.zeros(0, dtype=np.int64)
    return flags(np.concatenate([none, *(kept.story for kept in chosen_lines(held, asked))]))


def both(held: Held, asked: Asked) -> tuple[int, int]:
    """The stories that are asked for, with reprints and without."""
    reach, reporting = 0, 0
    for kept in chosen_lines(held, asked):
        reach += int(kept.reach.sum(dtype=np.int64))
        reporting += int(kept.reporting.sum(dtype=np.int64))
    return reach, reporting


def kinds_told(held: Held) -> list[int]:
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
    if rowed.by == "kind":  # there are few: the rows of each are listed
        of, row = _member_rows(rowed.members, numbers)
        yield base[of] + row * bins, of
        return
    for place, flagged in enumerate(rowed.members):
        some = np.flatnonzero(chosen(flagged, numbers))
        yield base[some] + place * bins, some


def _member_rows(members: Sequence[Flags], numbers: Numbers) -> tuple[Whole, Whole]:
    """The places of numbers and the rows that these are members of, once for each."""
    size = max([int(numbers.max(initial=0)) + 1, *map(len, members)])
    inside = np.zeros((size, len(members)), dtype=bool)
    for row, flagged in enumerate(members):
        inside[: len(flagged), row] = flagged
    number, row_of = np.nonzero(inside)
    count = np.bincount(number, minlength=size)
    times = count[numbers]
    of = np.repeat(np.arange(len(numbers)), times)
    first = (np.cumsum(count) - count)[numbers] - (np.cumsum(times) - times)
    return of, row_of[np.repeat(first, times) + np.arange(len(of))]
