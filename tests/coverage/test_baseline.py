"""An outlet's days beside its own weekdays."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from feeds.coverage.baseline import ratios
from tests.bench.made_counts import WEEK

DAYS = pd.date_range("2026-03-02", periods=63, tz="UTC", unit="us")  # begins on a Monday
WEEKDAY = np.asarray(DAYS.day_of_week, dtype=np.int64)
EVERY = np.ones((1, 63))


def of(told: np.ndarray, known: np.ndarray = EVERY) -> pd.DataFrame:
    return ratios(told.astype(float), known, WEEKDAY, ["herald"], DAYS)


def test_a_day_is_measured_by_its_own_weekday() -> None:
    told = np.where(WEEKDAY == 6, 2, 12)[None].copy()
    told[0, 62] = 12
    found = of(told).iloc[62]
    mean = (54 * 12 + 8 * 2) / 62
    assert found["usual"] == pytest.approx((8 * 2 + mean) / 9, abs=1e-5)
    assert found["ratio"] == pytest.approx(12 / found["usual"], abs=1e-5)
    assert found["low"] > 1
    assert of(told).iloc[61]["low"] < 1 < of(told).iloc[61]["high"]


def test_half_a_day_expects_half() -> None:
    told, known = np.full((1, 63), 10), EVERY.copy()
    told[0, 40], known[0, 40] = 5, 0.5
    found = of(told, known).iloc[40]
    assert (found["usual"], found["ratio"]) == (5.0, 1.0)


def test_of_an_unobserved_day_nothing_is_known_and_it_is_no_measure() -> None:
    told, known = np.full((1, 63), 10), EVERY.copy()
    told[0, 40:47], known[0, 40:47] = 0, 0.1
    found = of(told, known)
    dark = found.iloc[40:47]
    assert dark["ratio"].isna().all()
    assert (dark["low"] == 0).all()
    assert np.isinf(dark["high"]).all()
    lit = found.drop(index=dark.index)
    assert lit["ratio"].to_numpy() == pytest.approx(1.0)


def test_an_outlet_that_never_told_of_it_has_no_ratio() -> None:
    found = of(np.zeros((1, 63)))
    assert found["ratio"].isna().all()
    assert (found["low"] == 0).all()


@pytest.mark.parametrize("spread", [1.2, 3.0])
@pytest.mark.parametrize("mean", [0.7, 8.0])
def test_ordinary_days_lie_within_their_interval(mean: float, spread: float) -> None:
    draw = np.random.default_rng(5)
    rate = mean * WEEK[WEEKDAY]
    told = draw.negative_binomial(rate / (spread - 1), 1 / spread, (60, 63)).astype(float)
    found = ratios(told, np.ones((60, 63)), WEEKDAY, [f"o{n:02}" for n in range(60)], DAYS)
    within = (found["low"] <= 1) & (found["high"] >= 1)
    assert 0.93 <= within.mean() <= 1.0


def test_no_outlet_gives_a_typed_table() -> None:
    empty = ratios(np.zeros((0, 63)), np.zeros((0, 63)), WEEKDAY, [], DAYS)
    assert empty.empty
    assert empty.dtypes.to_dict() == of(np.ones((1, 63))).dtypes.to_dict()
