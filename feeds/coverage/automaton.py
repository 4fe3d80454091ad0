"""Kleinberg's automaton over batches: which runs of bins carry an unusual part (pure).

Each bin holds `relevant` of `whole` stories. State i expects the usual odds times s**i; to rise
costs gamma * ln(bins) a state, to fall costs nothing, and a bin costs what its counts are
unlikely by, over the usual overdispersion. After J. Kleinberg, "Bursty and hierarchical structure
in streams" (2003), his enumerating form, with an own expectation for every bin. A bin without
stories costs nothing in any state, so that a run goes on through it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# Costs are whole millionths: then no path wins by the order in which a machine adds.
UNIT = 1_000_000
ENOUGH = 6  # calm bins that tell of their own spread
MEDIAN = 0.6745  # distance of a normal variable from its mean, in standard deviations
LEAST, MOST = 1e-6, 1 - 1e-6


@dataclass(frozen=True, slots=True)
class Rates:
    """How the states differ: odds times `scale` each, `rise` the price of one up."""

    scale: float = 2.0
    rise: float = 1.0
    states: int = 6


@dataclass(frozen=True, slots=True)
class Run:
    """Bins first..last (both of them observed) of a row in `level` or above, and by how much
    its counts speak for that level against the one below (natural logarithms of odds)."""

    row: int
    level: int
    first: int
    last: int
    weight: float


def costs(relevant: Whole, whole: Whole, usual: Floats, rates: Rates, spread: Floats) -> Whole:
    """(rows, bins, states): how unlikely each bin's counts are in each state, in millionths.
    `usual` is the part expected of every bin, (rows, bins); `spread` the rows' overdispersion."""
    usual = np.clip(usual, LEAST, MOST)
    odds = (usual / (1 - usual))[..., None] * rates.scale ** np.arange(rates.states)
    likely = -(relevant[..., None] * np.log(odds) - whole[..., None] * np.log1p(odds))
    found: Whole = np.rint(likely / spread[:, None, None] * UNIT).astype(np.int64)
    return found


def overdispersion(relevant: Whole, whole: Whole, usual: Floats) -> Floats:
    """By how much the bins of each row vary more than chance makes them; at least 1. By the
    median distance from their median, which bursts in fewer than half of the bins leave alone."""
    deviation, told = _deviation(relevant, whole, usual), whole > 0
    distance = np.abs(deviation - _medians(deviation, told)[:, None])
    found: Floats = np.maximum((_medians(distance, told) / MEDIAN) ** 2, 1.0)
    return found


def dispersed(relevant: Whole, whole: Whole, usual: Floats, calm: Flags) -> Floats:
    """The same of bins that are known to be calm, by their squares, which also tell of the few
    far ones that a median passes over; no less than the median tells."""
    bins = calm.sum(axis=1)
    squares = (_deviation(relevant, whole, usual) ** 2 * calm).sum(axis=1)
    told = np.where(bins >= ENOUGH, squares / np.maximum(bins - 1, 1), 1.0)
    found: Floats = np.maximum(told, overdispersion(relevant, whole, usual))
    return found


def _deviation(relevant: Whole, whole: Whole, usual: Floats) -> Floats:
    """How far each bin is from what is expected, in standard deviations of chance."""
    expected = usual * whole
    found: Floats = (relevant - expected) / np.sqrt(np.maximum(expected * (1 - usual), 1e-9))
    return found


def _medians(values: Floats, held: Flags) -> Floats:
    """Of each row's values that are held; 0 where none is."""
    some = np.where(held.any(axis=1, keepdims=True), np.where(held, values, np.nan), 0.0)
    found: Floats = np.nanmedian(some, axis=1)
    return found


def states(cost: Whole, rates: Rates, bins: Whole) -> Whole:
    """(rows, bins): the cheapest sequence of states, the lower one where two cost the same;
    `bins` are each row's with stories."""
    rows, length, number = cost.shape
    step = np.rint(rates.rise * np.log(np.maximum(bins, 2)) * UNIT).astype(np.int64)
    up = np.maximum(np.arange(number)[None, :] - np.arange(number)[:, None], 0)
    rising = step[:, None, None] * up  # (row, from, to)
    total = rising[:, 0, :] + (cost[:, 0, :] if length else 0)
    before = np.zeros((length, rows, number), dtype=np.int64)
    for at in range(1, length):
        ways = total[:, :, None] + rising
        before[at] = ways.argmin(axis=1)
        total = ways.min(axis=1) + cost[:, at, :]
    found = np.zeros((rows, length), dtype=np.int64)
    state = total.argmin(axis=1)
    for at in range(length - 1, -1, -1):
        found[:, at] = state
        state = before[at, np.arange(rows), state]
    return found


def runs(found: Whole, cost: Whole, observed: Flags) -> list[Run]:
    """Every longest run of bins at or above each level, from its first observed bin to its last;
    by row, first bin and level."""
    made = []
    for level in range(1, int(found.max(initial=0)) + 1):
        for row, start, end in _stretches(found >= level):
            seen = np.flatnonzero(observed[row, start:end]) + start
            if len(seen):
                gain = int((cost[row, start:end, level - 1] - cost[row, start:end, level]).sum())
                made.append(Run(row, level, int(seen[0]), int(seen[-1]), gain / UNIT))
    return sorted(made, key=lambda run: (run.row, run.first, run.level))


def _stretches(held: Flags) -> list[tuple[int, int, int]]:
    """(row, start, end) of every run of True."""
    edge = np.zeros((len(held), 1), dtype=np.int8)
    steps = np.diff(np.concatenate([edge, held.astype(np.int8), edge], axis=1), axis=1)
    rows, starts = np.nonzero(steps == 1)
    ends = np.nonzero(steps == -1)[1]
    return list(zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True))
