"""Logistic weights of signals, from several sets of labelled pairs that differ in what they know.

A set has a start of its own, since how many of its pairs are one happening says nothing of other
sets. What a set does not know, such as the hours of an aggregator's list, it has no say in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from feeds.cluster.features import Flags, Numbers
from feeds.cluster.score import Weights
from feeds.cluster.signals import SIGNALS

RIDGE = 1.0
ROUNDS = 30
TIMES = ("hours", "same_outlet")
WORTH = 1000.0  # pairs that a set counts for, however many it has


@dataclass(frozen=True, slots=True)
class Lesson:
    """Pairs of one set: signals, how surely they are one happening (0 to 1), weights, a kind.

    Lessons of kind 0 are the news to be served; they give the start.
    """

    rows: Numbers
    same: Numbers
    weights: Numbers
    kind: int
    timed: bool  # whether its hours and outlets are those of news


def fit(lessons: Sequence[Lesson], used: Sequence[str]) -> Weights:
    """Weights for the used signals, 0 for the others."""
    columns = [SIGNALS.index(name) for name in used]
    rows = [lesson.rows[:, columns] for lesson in lessons]
    middle, spread = _scale(lessons, rows, used)
    kinds = max(lesson.kind for lesson in lessons)
    design = np.concatenate(
        [
            _design((some - middle) / spread, lesson, used, kinds)
            for some, lesson in zip(rows, lessons, strict=True)
        ]
    )
    same = np.concatenate([lesson.same for lesson in lessons])
    weights = np.concatenate([WORTH * some.weights / some.weights.sum() for some in lessons])
    found = _newton(design, same, weights, len(used))
    each = np.zeros(len(SIGNALS))
    each[columns] = found[: len(used)] / spread
    return Weights(float(found[len(used)] - (each[columns] * middle).sum()), each)


def _scale(
    lessons: Sequence[Lesson], rows: Sequence[Numbers], used: Sequence[str]
) -> tuple[Numbers, Numbers]:
    timed = [some for some, lesson in zip(rows, lessons, strict=True) if lesson.timed]
    every, news = np.concatenate(rows), np.concatenate(timed)
    of_time = np.isin(used, TIMES)
    middle = np.where(of_time, news.mean(axis=0), every.mean(axis=0))
    spread = np.where(of_time, news.std(axis=0), every.std(axis=0))
    return middle, np.maximum(spread, 1e-6)


def _design(scaled: Numbers, lesson: Lesson, used: Sequence[str], kinds: int) -> Numbers:
    if not lesson.timed:
        scaled[:, np.isin(used, TIMES)] = 0
    starts = np.zeros((len(scaled), 1 + kinds))
    starts[:, 0] = 1
    if lesson.kind:
        starts[:, lesson.kind] = 1
    return np.hstack([scaled, starts])


def _newton(design: Numbers, same: Numbers, weights: Numbers, penalised: int) -> Numbers:
    found = np.zeros(design.shape[1])
    ridge = np.where(np.arange(len(found)) < penalised, RIDGE, 1e-6)
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-design @ found))
        slope = design.T @ (weights * (likely - same)) + ridge * found
        bend = (design * (weights * likely * (1 - likely))[:, None]).T @ design
        step = np.linalg.solve(bend + np.diag(ridge), slope)
        found = found - step
        if np.abs(step).max() < 1e-9:
            break
    return found


def evenly(later: Flags) -> Numbers:
    """Weights that give every story one say, however many pairs it has."""
    found: Numbers = 1 / np.bincount(later)[later]
    return found
