"""Weights are learnt from what they should be, and pairs are linked into events as scored."""

from __future__ import annotations

import numpy as np
import pytest

from feeds.cluster.signals import SIGNALS
from tests.bench.fitting import Lesson, fit
from tests.bench.linking import linked, scores
from tests.bench.pairing import Cases
from tests.bench.pairs import held_out, pearson

MEANING, HOURS = SIGNALS.index("meaning"), SIGNALS.index("hours")


def lesson(kind: int, timed: bool, hours_say: float) -> Lesson:
    lots = np.random.default_rng(kind)
    rows = lots.random((3000, len(SIGNALS)))
    odds = 4 * rows[:, MEANING] + hours_say * rows[:, HOURS] - 2 + 3 * kind
    same = (lots.random(3000) < 1 / (1 + np.exp(-odds))).astype(float)
    return Lesson(rows, same, np.ones(3000), kind, timed)


def test_weights_and_start_of_the_news_are_found() -> None:
    found = fit([lesson(0, True, -2.0), lesson(1, False, 9.0)], ("meaning", "hours"))
    assert found.each[MEANING] == pytest.approx(4, abs=0.8)
    assert found.each[HOURS] == pytest.approx(-2, abs=0.8)  # the untimed set has no say in it
    assert found.start == pytest.approx(-2, abs=0.8)
    assert np.count_nonzero(found.each) == 2


def test_stories_join_the_closest_event_above_the_least_odds() -> None:
    later, earlier = np.array([1, 2, 2, 3, 3, 3]), np.array([0, 0, 1, 0, 1, 2])
    odds = np.array([2.0, -3.0, -3.0, -4.0, -4.0, 1.0])
    cases = Cases(np.zeros((6, len(SIGNALS))), np.zeros(6), later, earlier, ("a", "a", "b", "b"))
    events = linked(cases, odds)
    assert events == [0, 0, 2, 2]
    assert scores(cases, events) == (1.0, 1.0)
    assert linked(cases, odds, 1.5) == [0, 0, 2, 3]
    assert scores(cases, [0, 1, 2, 3])[1] == 0


def test_likeness_is_learnt_from_other_fifths() -> None:
    lots = np.random.default_rng(1)
    rows = lots.random((400, len(SIGNALS)))
    assert pearson(held_out(rows, rows[:, MEANING]), rows[:, MEANING]) > 0.95
    assert abs(pearson(held_out(rows, lots.random(400)), lots.random(400))) < 0.3
