"""The part of each bin that the union of some intervals takes, for many owners at once (pure)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Instants = npt.NDArray[np.int64]


def fractions(
    owner: Instants, start: Instants, end: Instants, owners: int, cut: pd.DatetimeIndex
) -> Floats:
    """(owners, bins): the part of each bin in the union of each one's intervals, in microseconds
    since 1970; an owner below 0 is nobody's (pure)."""
    points = cut.as_unit("us").asi8
    origin, width = points[0], points[-1] - points[0] + 1
    start, end = (
        np.clip(at, points[0], points[-1]) - origin + owner * width for at in (start, end)
    )
    order = np.argsort(start, kind="stable")
    order = order[(owner >= 0)[order]]
    # Each owner has a width of time to itself: one pass joins the intervals of all of them.
    start, reach = start[order], np.maximum.accumulate(end[order])
    first = np.flatnonzero(np.concatenate([[True], start[1:] > reach[:-1]])[: len(start)])
    last = np.append(first[1:] - 1, len(start) - 1)[: len(first)]
    start, end = start[first], reach[last]
    at = np.arange(owners)[:, None] * width + (points - origin)
    return np.diff(_covered(start, end, at), axis=1) / np.diff(points)


def _covered(start: Instants, end: Instants, at: Instants) -> Instants:
    """How much of disjoint intervals lies before each instant."""
    if not len(start):
        return np.zeros(at.shape, dtype=np.int64)
    before = np.concatenate([[0], np.cumsum(end - start)])
    place = np.searchsorted(start, at, "right") - 1
    inside = np.minimum(at, end[place]) - start[place]
    found: Instants = np.where(place >= 0, before[place] + inside, 0)
    return found


def utc(cut: Sequence[pd.Timestamp]) -> pd.DatetimeIndex:
    """Edges of bins as instants in UTC."""
    return pd.DatetimeIndex(list(cut)).tz_convert("UTC").as_unit("us")
