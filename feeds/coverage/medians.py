"""Medians of intervals, for many groups at once (pure)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from feeds.coverage.ordering import ROOM

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
MINUTE = 60_000_000  # microseconds


def hours_down(micros: npt.ArrayLike) -> Floats:
    """Microseconds as hours, rounded down to a minute."""
    found: Floats = np.floor(np.asarray(micros) / MINUTE) / 60
    return found


def hours_up(micros: npt.ArrayLike) -> Floats:
    """Microseconds as hours, rounded up to a minute."""
    found: Floats = np.ceil(np.asarray(micros) / MINUTE) / 60
    return found


def median_hours(groups: Whole, low: Whole, high: Whole, count: int) -> tuple[Floats, Floats]:
    """The interval that surely holds the median of each group 0 … count - 1 whose values lie
    between low and high (microseconds): in hours, rounded outward to minutes."""
    return hours_down(medians(groups, low, count)), hours_up(medians(groups, high, count))


def medians(groups: Whole, values: Whole, count: int) -> Floats:
    """The median of the values of each group; NaN where one has none."""
    held = _sorted(groups, values, count)
    sizes = np.bincount(groups, minlength=count)
    start, some = np.cumsum(sizes) - sizes, sizes > 0
    lower, upper = (held[(start + (sizes - n) // 2)[some]].astype(float) for n in (1, 0))
    found = np.full(count, np.nan)
    found[some] = (lower + upper) / 2
    return found


def _sorted(groups: Whole, values: Whole, count: int) -> Whole:
    """The values by group and size; sorted as one number where both fit into one."""
    low = int(values.min(initial=ROOM))
    width = int(values.max(initial=-ROOM)) - low + 1
    if count * width >= ROOM:
        found: Whole = values[np.lexsort((values, groups))]
        return found
    numbers = np.sort(groups * width + (values - low))
    numbers -= np.repeat(np.arange(count) * width - low, np.bincount(groups, minlength=count))
    return numbers
