"""What was observed, and what was not: hand-computed from small ledgers."""

from __future__ import annotations

import pandas as pd
import pytest

from feeds.coverage.exposure import rates
from feeds.coverage.observed import STATES, outlet_exposure
from tests.coverage.tables import copies, hours, polls


def seen(table: pd.DataFrame, cut: list[pd.Timestamp]) -> list[tuple[float, float, float, float]]:
    found = outlet_exposure(table, ["herald"], cut)
    return [
        (round(o, 3), round(v, 3), round(f, 3), round(u, 3))
        for o, v, f, u in zip(
            found["observed"], found["overran"], found["failed"], found["unpolled"], strict=True
        )
    ]


def test_an_outlet_without_polls_was_not_observed() -> None:
    assert seen(polls(), hours("2026-03-01 00:00", 2)) == [(0, 0, 0, 1)] * 2


def test_a_poll_vouches_for_the_time_since_the_last_observation() -> None:
    table = polls(
        ("a", "2026-03-01 00:30", "fresh", None, False),
        ("a", "2026-03-01 02:00", "unchanged", "2026-03-01 00:30", False),
    )
    assert seen(table, hours("2026-03-01 00:00", 3)) == [
        (0.5, 0, 0, 0.5),
        (1, 0, 0, 0),
        (0, 0, 0, 1),
    ]


def test_a_window_with_overlap_heals_a_failure_in_between() -> None:
    table = polls(
        ("a", "2026-03-01 01:00", "fresh", "2026-03-01 00:00", False),
        ("a", "2026-03-01 02:00", "failed", None, False),
        ("a", "2026-03-01 03:00", "fresh", "2026-03-01 01:00", False),
    )
    assert seen(table, hours("2026-03-01 00:00", 3)) == [(1, 0, 0, 0)] * 3


def test_a_failure_that_nothing_healed_stays_a_failure() -> None:
    table = polls(
        ("a", "2026-03-01 01:00", "fresh", "2026-03-01 00:00", False),
        ("a", "2026-03-01 02:00", "failed", None, False),
    )
    assert seen(table, hours("2026-03-01 00:00", 3)) == [
        (1, 0, 0, 0),
        (0, 0, 1, 0),
        (0, 0, 0, 1),
    ]


def test_a_first_poll_that_failed_shows_until_the_next() -> None:
    table = polls(
        ("a", "2026-03-01 00:15", "failed", None, False),
        ("a", "2026-03-01 01:15", "failed", None, False),
        ("b", "2026-03-01 01:30", "empty", None, False),
    )
    assert seen(table, hours("2026-03-01 00:00", 2)) == [(0, 0, 0.75, 0.25), (0, 0, 0.5, 0.5)]


def test_a_failure_after_days_without_polls_tells_of_one_day_only() -> None:
    table = polls(
        ("a", "2026-03-01 00:00", "fresh", None, False),
        ("a", "2026-03-09 00:00", "failed", None, False),
    )
    days = hours("2026-03-01 00:00", 8 * 24)[::24]
    assert seen(table, days) == [(0, 0, 0, 1)] * 7 + [(0, 0, 1, 0)]


def captured(table: pd.DataFrame, cut: list[pd.Timestamp]) -> list[tuple[float, float]]:
    found = outlet_exposure(table, ["herald"], cut)
    assert found[[*STATES]].sum(axis=1).tolist() == pytest.approx([1] * (len(cut) - 1))
    return list(zip(found["observed"].round(3), found["captured"].round(3), strict=True))


def test_copies_vouch_up_to_when_they_were_made_and_below_our_own_polls() -> None:
    table = pd.concat(
        [
            polls(("a", "2026-03-01 02:30", "fresh", "2026-03-01 01:30", False)),
            copies(("a", "2026-03-01 02:00", "2026-03-01 00:30", False)),
        ]
    )
    assert captured(table, hours("2026-03-01 00:00", 3)) == [(0, 0.5), (0.5, 0.5), (0.5, 0)]


def test_copies_that_have_nothing_in_common_tell_nothing() -> None:
    table = copies(
        ("a", "2026-03-01 00:30", None, False), ("a", "2026-03-01 02:00", "2026-03-01 00:30", True)
    )
    assert captured(table, hours("2026-03-01 00:00", 2)) == [(0, 0), (0, 0)]


def test_undated_entries_do_not_break_exposure() -> None:
    table = polls(("a", "2026-03-01 01:00", "undated", "2026-03-01 00:00", False))
    assert seen(table, hours("2026-03-01 00:00", 1)) == [(1, 0, 0, 0)]


def test_an_overrun_is_not_observed() -> None:
    table = polls(("a", "2026-03-01 01:00", "fresh", "2026-03-01 00:00", True))
    assert seen(table, hours("2026-03-01 00:00", 1)) == [(0, 1, 0, 0)]


def test_a_second_feed_covers_for_the_first() -> None:
    table = polls(
        ("a", "2026-03-01 01:00", "failed", None, False),
        ("b", "2026-03-01 01:00", "unchanged", "2026-03-01 00:00", False),
    )
    assert seen(table, hours("2026-03-01 00:00", 1)) == [(1, 0, 0, 0)]


def test_a_rate_that_is_not_known_is_the_median_of_the_known() -> None:
    found = rates({"a": 20, "b": 10, "c": 90}, {"a": 10.0, "b": 10.0, "c": 10.0, "d": 0.0})
    assert found == {"a": 2.0, "b": 1.0, "c": 9.0, "d": 2.0}


def test_fractions_sum_to_one() -> None:
    table = polls(
        ("a", "2026-03-01 00:40", "fresh", "2026-03-01 00:10", False),
        ("a", "2026-03-01 01:20", "fresh", "2026-03-01 00:40", True),
        ("a", "2026-03-01 02:50", "timed-out", None, False),
    )
    for row in seen(table, hours("2026-03-01 00:00", 4)):
        assert sum(row) == pytest.approx(1, abs=0.002)
