"""What the overview may say of a change, a burst or a silence, by hand-computed cases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

from dashboard.overview import (
    Rate,
    change,
    chosen_bursts,
    chosen_leaders,
    chosen_silences,
    health,
    period_before,
    rates_of,
)
from dashboard.pages.fresh import instant, seen_since
from feeds.coverage import Selection

START = datetime(2026, 3, 8, tzinfo=UTC)
WEEK = Selection(START, START + timedelta(days=7))


def rate(a_day: float, seen: float = 1.0, outlets: int = 4) -> Rate:
    return Rate(int(a_day * 7), a_day, a_day * 0.8, a_day * 1.2, seen, outlets)


def test_the_period_before_is_as_long_and_ends_where_this_one_begins() -> None:
    before = period_before(WEEK, START - timedelta(days=9))
    assert before is not None
    assert (before.from_at, before.to_at) == (START - timedelta(days=7), START)


def test_there_is_no_period_before_where_nobody_watched_its_beginning() -> None:
    assert period_before(WEEK, START - timedelta(days=6)) is None


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        (rate(10), rate(5), "more"),  # 8 to 12 against 4 to 6
        (rate(5), rate(10), "less"),
        (rate(10), rate(9), "even"),  # 8 to 12 touches 7.2 to 10.8
        (rate(10), rate(5, seen=0.4), "dark"),
        (rate(10, seen=0.4), rate(5), "dark"),
        (rate(10), rate(5, outlets=3), "outlets"),
        (rate(10), None, "dark"),
        (None, rate(5), "dark"),
    ],
)
def test_a_change_is_told_only_where_both_were_watched_alike(
    now: Rate | None, before: Rate | None, told: str
) -> None:
    assert change(now, before, watched_before=True).told == told


def test_nothing_is_compared_with_what_was_not_watched() -> None:
    assert change(rate(10), rate(5), watched_before=False).told == "unwatched"


def test_a_change_has_its_ratio_and_from_none_there_is_no_percent() -> None:
    assert change(rate(10), rate(5), True).ratio == pytest.approx(2.0)
    assert change(rate(10), rate(0), True).ratio == float("inf")


def test_rates_rest_on_the_observed_part_of_all_outlets() -> None:
    line = {"row": "floods", "stories": 14, "observed_days": 21.0, "outlets": 3, "unobserved": 1}
    table = pd.DataFrame([{**line, "rate": 2.0, "low": 1.1, "high": 3.4}])
    found = rates_of(table, WEEK)["floods"]
    assert found.seen == pytest.approx(0.75)  # 21 of 4 outlets × 7 days
    assert (found.stories, found.rate, found.outlets) == (14, 2.0, 3)


def test_of_nested_bursts_the_closest_is_told_once_a_topic() -> None:
    table = pd.DataFrame(
        {"row": ["port", "port", "power"], "level": [1, 3, 1], "weight": [80.0, 15.0, 40.0]}
    )
    found = chosen_bursts(table)
    assert found[["row", "level"]].to_numpy().tolist() == [["power", 1], ["port", 3]]


def test_only_silences_that_the_evidence_bears_are_read_out() -> None:
    table = pd.DataFrame(
        {
            "row": ["a", "b", "c", "d"],
            "verdict": ["none found", "too few to tell", "none found", "not observed"],
            "expected": [3.5, 1.0, 8.0, 9.0],
        }
    )
    assert chosen_silences(table)["row"].tolist() == ["c", "a"]


def test_who_was_never_surely_first_does_not_lead() -> None:
    table = pd.DataFrame({"row": ["b", "a", "c"], "certain": [2, 2, 0]})
    assert chosen_leaders(table)["row"].tolist() == ["a", "b"]


def test_feeds_that_are_off_want_no_look() -> None:
    assert health({"observed": 17, "off": 1, "failing": 2}) == (2, 20)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-03-20", "2026-03-20T10:00:00"])
def test_a_visit_that_is_no_instant_is_none(text: str) -> None:
    assert instant(text) is None


def test_what_is_new_is_counted_from_the_hour_of_the_visit_by_first_sight() -> None:
    last = WEEK.to_at
    found = seen_since(WEEK, last - timedelta(hours=5, minutes=20), last)
    assert found is not None
    assert found.from_at == last - timedelta(hours=6)
    assert (found.bin, found.clock) == ("hour", "seen")
    assert seen_since(WEEK, last + timedelta(hours=1), last) is None
    long_ago = seen_since(WEEK, last - timedelta(days=40), last)
    assert long_ago is not None
    assert (long_ago.bin, long_ago.from_at.hour) == ("day", 0)
