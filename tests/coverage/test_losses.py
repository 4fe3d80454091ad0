"""What an overrun lost, from the feed's own rate: known truths, seeded."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pandas as pd
import pytest

from feeds.coverage.losses import estimated, loss
from tests.coverage.tables import at, polls

START = at("2026-03-02 00:00")


def hourly(counts: list[int], overruns: dict[int, int]) -> pd.DataFrame:
    """An hourly ledger: entries that each poll showed; some overran and showed only so many."""
    table = polls(
        *(
            ("a", f"{START + timedelta(hours=n + 1):%Y-%m-%d %H:%M}", "fresh",
             f"{START + timedelta(hours=n):%Y-%m-%d %H:%M}", n in overruns)
            for n in range(len(counts))
        )
    )  # fmt: skip
    shown = [overruns.get(n, count) for n, count in enumerate(counts)]
    return table.assign(entries_new=shown)


def test_a_steady_feed_lost_about_what_it_usually_brings() -> None:
    table = hourly([10] * 200, {199: 4})
    (line,) = estimated(table, pd.Timestamp(START)).to_dict("records")
    assert (line["feed_id"], line["outlet_id"]) == ("a", "herald")
    assert line["from_at"] == START + timedelta(hours=199)
    assert 4 < line["expected"] < 9
    assert line["low"] <= 6 <= line["high"] < 20


def test_little_known_means_a_wide_interval() -> None:
    known = loss(np.full(200, 10.0), np.ones(200), 1.0, 5)
    unknown = loss(np.zeros(0), np.zeros(0), 1.0, 5)
    assert known.high - known.low < unknown.high - unknown.low
    assert unknown.low == 0


def test_only_like_hours_are_learnt_from() -> None:
    nights_off = [0 if n % 24 < 12 else 12 for n in range(240)]
    by_day = estimated(hourly(nights_off, {235: 5}), pd.Timestamp(START))
    by_night = estimated(hourly(nights_off, {220: 5}), pd.Timestamp(START))
    assert by_day["expected"].iloc[0] > 3 * by_night["expected"].iloc[0]


def test_nine_in_ten_intervals_hold_the_truth_of_clumped_news() -> None:
    draw = np.random.default_rng(3)
    inside, lost, expected = 0, 0, 0.0
    for _ in range(15):
        counts = draw.negative_binomial(1.5, 1.5 / (1.5 + 6.0), 24 * 10)
        over = {n: 10 for n, count in enumerate(counts.tolist()) if count > 10 and n > 48}
        found = estimated(hourly(counts.tolist(), over), pd.Timestamp(START))
        truth = np.array([counts[n] - 10 for n in sorted(over)])
        inside += int(((found["low"] <= truth) & (truth <= found["high"])).sum())
        lost, expected = lost + len(truth), expected + float(found["expected"].sum() / truth.sum())
    assert inside / lost == pytest.approx(0.93, abs=0.05)
    assert expected / 15 == pytest.approx(1.0, abs=0.35)


def test_polls_before_the_span_are_learnt_from_and_not_told() -> None:
    table = hourly([10] * 100, {50: 4, 99: 4})
    found = estimated(table, pd.Timestamp(START + timedelta(hours=60)))
    assert list(found["started_at"]) == [START + timedelta(hours=100)]
    assert estimated(table, pd.Timestamp(START + timedelta(hours=101))).empty


def test_a_loss_is_never_below_none_nor_endless() -> None:
    for shown in (0, 1, 40, 2000):
        found = loss(np.zeros(5), np.ones(5), 24.0, shown)
        assert 0 <= found.low <= found.expected <= found.high < 20_000
