"""Medians of intervals, for many groups at once (pure)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

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
    order = np.argsort(values)
    # The numbers of groups, where they are small, are sorted without comparing.
    small = groups.astype(np.uint16) if count <= 1 << 16 else groups
    order = order[np.argsort(small[order], kind="stable")]
    sorted_values = values[order].astype(np.float64)
    sizes = np.bincount(groups, minlength=count)
    start = np.cumsum(sizes) - sizes
    some = sizes > 0
    lower = (start + (sizes - 1) // 2)[some]
    upper = (start + sizes // 2)[some]
    found = np.full(count, np.nan)
    found[some] = (sorted_values[lower] + sorted_values[upper]) / 2
    return found
