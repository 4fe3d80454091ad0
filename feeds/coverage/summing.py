"""The packed counts of a span added up by its bins, read once for all tables of a view: whatever
topics, outlets or measure they ask for, it is the same counts that they add up further."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from feeds.coverage.bins import edge_index
from feeds.coverage.kept import Memory
from feeds.coverage.selection import ClockName, Selection
from feeds.store.counts.counted import Choose, Counted, Lines
from feeds.store.counts.facts import QUARTER
from feeds.store.counts.hour_rows import Whole
from feeds.store.counts.numbers import Kind
from feeds.store.protocol import Store
from feeds.store.types import instant

MOST = 4_000_000  # lines of all spans that are kept, 40 bytes each
DENSE = 1 << 22  # sums that are held for every bin, outlet and kind
BESIDE = float(1 << 26)  # more than stories of a bin, outlet and kind: two sums in one number


@dataclass(frozen=True, slots=True)
class Summed:
    """Counts as `Counted` has them, of a span in bins: each line's quarter is the first of its
    bin; numbers of outlets and kinds are keys here."""

    found: Lines
    outlets: Mapping[int, str]
    kinds: Mapping[int, Kind]
    stories: bool = False

    def lines(self, choose: Choose | None = None) -> Iterator[Lines]:
        """All lines at once."""
        yield self.found


_held = Memory[Summed](MOST, lambda summed: len(summed.found.quarter))


def summed(store: Store, selection: Selection) -> Summed:
    """The counts in the selection's bins, by its clock; these begin at quarters of an hour."""
    return summed_between(store, selection.clock, quarters(selection))


def quarters(selection: Selection) -> Whole:
    """Where the selection's bins begin and the last ends, in quarters of an hour since 1970."""
    found: Whole = edge_index(selection).asi8 // QUARTER
    return found


def summed_between(store: Store, clock: ClockName, cut: Whole) -> Summed:
    """The counts in bins between quarters of an hour since 1970."""

    def read() -> Summed:
        span = instant(int(cut[0]) * QUARTER), instant(int(cut[-1]) * QUARTER)
        return in_bins(store.counted(*span, clock, each=False), cut)

    return _held.get(store, (clock, tuple(cut.tolist())), read)


def in_bins(held: Counted, cut: Whole) -> Summed:
    """The counts by bin, outlet and kind; as they are where bins are so short that hardly any
    fall together (pure)."""
    bins = np.repeat(np.arange(len(cut) - 1), np.diff(cut))
    known = sorted(held.outlets)
    places = np.zeros(max(known, default=0) + 1, dtype=np.int64)
    places[known] = np.arange(len(known))
    shape = (len(cut) - 1, len(known), max(held.kinds, default=0) + 1)
    parts: list[tuple[npt.NDArray[np.integer[Any]], ...]] = [
        (bins[lines.quarter - cut[0]], lines.outlet, lines.kind, lines.reach, lines.reporting)
        for lines in held.lines()
    ]
    empty = (np.zeros(0, dtype=np.int64),) * 5
    bin_, outlet, kind, reach, reporting = (
        np.concatenate(column) for column in zip(*(parts or [empty]), strict=True)
    )
    if parts and np.prod(shape) <= DENSE:
        codes = (bin_ * shape[1] + places[outlet]) * shape[2] + kind
        both = np.bincount(codes, reach + reporting * BESIDE, int(np.prod(shape)))
        some = np.flatnonzero(both)
        bin_, outlet, kind = np.unravel_index(some, shape)
        outlet = np.array(known, dtype=np.int64)[outlet]
        reporting, reach = np.divmod(both[some].astype(np.int64), int(BESIDE))
    none = np.broadcast_to(np.uint32(0), len(bin_))
    found = Lines(cut[bin_], outlet, kind, reach, reporting, none, none)
    return Summed(found, held.outlets, held.kinds)
