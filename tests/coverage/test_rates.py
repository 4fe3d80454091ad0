"""Rates rest on observed time alone, and say how sure they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from feeds import coverage
from feeds.coverage.rates import clumping, interval
from tests.coverage import made
from tests.coverage.made import Said, asked
from tests.store import make


def test_a_dark_day_neither_counts_nor_divides(tmp_path: Path) -> None:
    store = made.opened(tmp_path / "s.db")
    made.polled(store, "lantern-feed", [*range(1, 25), *range(49, 73)])
    save = [Said(make.story(f"s{h}", h + 0.5), frozenset({"harbour"})) for h in (1, 5, 30, 40, 60)]
    made.save(store, save)
    (row,) = coverage.rates(store, asked()).to_dict("records")
    assert (row["row"], row["stories"], row["outlets"], row["unobserved"]) == ("harbour", 3, 1, 0)
    assert row["observed_days"] == pytest.approx(2.0)
    assert row["rate"] == pytest.approx(1.5)
    assert row["low"] < 1.5 < row["high"]


def test_an_outlet_that_was_never_observed_has_no_rate(tmp_path: Path) -> None:
    store = made.opened(tmp_path / "s.db")
    made.polled(store, "lantern-feed", [100])
    made.save(store, [Said(make.story("s1", 3), frozenset({"harbour"}))])
    (row,) = coverage.rates(store, asked()).to_dict("records")
    assert (row["stories"], row["unobserved"]) == (0, 1)
    assert np.isnan(row["rate"])


def test_no_story_in_ten_days_still_allows_a_rate() -> None:
    low, high = interval(np.array([0.0]), np.array([0.1]), 1.0)
    assert low == 0.0
    assert high == pytest.approx(0.369, abs=0.001)  # 3.69 stories in ten days, as by chance alone


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    draw, inside = np.random.default_rng(5), 0
    days, truth = np.array([30.0, 20.0, 5.0]), np.array([3.0, 0.2, 1.0])
    for _ in range(400):
        told = draw.poisson(truth * days).astype(float)
        low, high = interval(told, 1.0 / days, 1.0)
        inside += low <= truth.sum() <= high
    assert inside / 400 >= 0.95


def test_clumped_days_widen_it() -> None:
    even, clumped = np.full((1, 10), 4.0), np.array([[20.0, 0, 0, 0, 0, 20.0, 0, 0, 0, 0]])
    days = np.ones((1, 10))
    assert clumping(even, days) == 1.0
    assert clumping(clumped, days) > 10


def test_no_stories_give_a_typed_table(tmp_path: Path) -> None:
    table = coverage.rates(made.opened(tmp_path / "s.db"), asked())
    assert table.empty
    assert isinstance(table, pd.DataFrame)
