"""Made streams of counts with known bursts and silences, outages and outlets of every size.

Outlets publish by the weekday, at a pace of their own and with a taste of their own for each
topic; counts vary more than chance makes them. Outages take whole days of an outlet, half of them
where it matters: a burst or a silence. Specialists are out for a week at a time, which changes
the mix of what is seen without anything having happened.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

WEEK = np.array([1.05, 1.1, 1.1, 1.1, 1.05, 0.85, 0.75])
FACTORS = (2.0, 3.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Planted:
    """Bins first..last in which a row's rate was `factor` times the usual."""

    row: int
    first: int
    last: int
    factor: float


@dataclass(frozen=True, slots=True)
class Made:
    """What was seen and published: stories by row, outlet and day, all seen by outlet and day, the
    part of each day observed, and what was planted: bursts, and (outlet, row) that are silent."""

    relevant: Whole
    published: Whole
    whole: Whole
    known: Floats
    bursts: tuple[Planted, ...]
    silent: frozenset[tuple[int, int]]


def made(seed: int, days: int = 84, outlets: int = 40, rows: int = 8, spread: float = 1.5) -> Made:
    """One stream; `spread` is the variance of a day's count over its mean."""
    chance = np.random.default_rng(seed)
    pace = np.exp(chance.normal(2.6, 1.0, outlets))  # stories a day, 13 in the middle
    day = pace[:, None] * WEEK[np.arange(days) % 7]
    taste = chance.gamma(1.0, 1.0, (rows, outlets))
    taste[:, : outlets // 8] *= 4  # specialists
    part = np.clip(np.geomspace(0.002, 0.06, rows)[:, None] * taste, 0, 0.5)
    bursts = tuple(_bursts(chance, rows, days))
    silent = _silent(chance, rows, outlets)
    rate = part[:, :, None] * day
    for burst in bursts:
        rate[burst.row, :, burst.first : burst.last + 1] *= burst.factor
    for outlet, row in silent:
        rate[row, outlet] = 0
    known = _known(chance, outlets, days, bursts)
    relevant = _drawn(chance, rate * known, spread)
    others = np.maximum(day * known - (part[:, :, None] * day * known).sum(axis=0), 0)
    whole = relevant.sum(axis=0) + _drawn(chance, others, spread)
    unseen = _drawn(chance, rate * (1 - known), spread)
    return Made(relevant, relevant + unseen, whole, known, bursts, silent)


def _bursts(chance: np.random.Generator, rows: int, days: int) -> list[Planted]:
    """In most rows one or two, apart from one another; every fourth row has none."""
    found = []
    for row in range(rows):
        half = days // 2
        for number in range(0 if row % 4 == 3 else int(chance.integers(1, 3))):
            length = int(chance.integers(2, 11))
            first = int(chance.integers(4, half - length - 4)) + number * half
            found.append(Planted(row, first, first + length - 1, float(chance.choice(FACTORS))))
    return found


def _silent(chance: np.random.Generator, rows: int, outlets: int) -> frozenset[tuple[int, int]]:
    pairs = chance.choice(rows * outlets, rows * outlets // 10, replace=False)
    return frozenset((int(pair) % outlets, int(pair) // outlets) for pair in pairs)


def _known(
    chance: np.random.Generator, outlets: int, days: int, bursts: tuple[Planted, ...]
) -> Floats:
    known = np.where(chance.random((outlets, days)) < 0.05, chance.random((outlets, days)), 1.0)
    for outlet in range(outlets):
        specialist = outlet < outlets // 8
        for _ in range(2 if specialist else int(chance.integers(0, 2))):
            first = int(chance.integers(0, days - 7))
            known[outlet, first : first + int(chance.integers(2, 8))] = 0
    for burst in bursts[::2]:
        hit = chance.random(outlets) < 0.4
        known[hit, burst.first : burst.last + 1] = 0
    dark = int(chance.integers(0, days - 2))
    known[:, dark : dark + 2] = 0  # the poller was off
    return known


def _drawn(chance: np.random.Generator, mean: Floats, spread: float) -> Whole:
    """Negative binomial counts with that variance over mean."""
    shape = np.maximum(mean, 1e-9) / (spread - 1)
    return chance.negative_binomial(shape, 1 / spread).astype(np.int64) * (mean > 0)


def frames(stream: Made) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DatetimeIndex]:
    """The stream as coverage reads it: told, whole, seen and the starts of the days."""
    starts = pd.date_range("2026-01-05", periods=stream.whole.shape[1], tz="UTC")
    row, outlet, at = np.nonzero(stream.relevant)
    told = pd.DataFrame(
        {"outlet_id": _ids("o", outlet), "row": _ids("t", row), "bin_at": starts.take(at)}
    ).assign(n=stream.relevant[row, outlet, at])
    outlet, at = np.nonzero(stream.whole)
    whole = pd.DataFrame({"outlet_id": _ids("o", outlet), "row": "", "bin_at": starts.take(at)})
    whole["n"] = stream.whole[outlet, at]
    outlet, at = np.indices(stream.known.shape).reshape(2, -1)
    seen = pd.DataFrame({"outlet_id": _ids("o", outlet), "bin_at": starts.take(at)})
    return told, whole, seen.assign(known=stream.known.ravel()), starts


def _ids(letter: str, numbers: Whole) -> list[str]:
    return [f"{letter}{number:03}" for number in numbers.tolist()]
