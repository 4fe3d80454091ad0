"""Who leads whom, beside chance, worked by hand."""

from __future__ import annotations

from math import comb, exp

import numpy as np
import pandas as pd
import pytest

from feeds.coverage.chance import at_least, corrected, day_shape, paces
from feeds.coverage.contests import Contests, contests
from feeds.coverage.gaps import micros
from feeds.coverage.medians import median_hours, medians
from feeds.coverage.who_led import matrix, reprints, tally
from tests.coverage.tables import at
from tests.coverage.told import DAY, told, watched

EVEN = day_shape(pd.DataFrame({"outlet_id": ["A"], "hour_at": [pd.Timestamp(DAY)], "reach": [0]}))


def several(*events: str) -> pd.DataFrame:
    """Events of one day, each a line of `told`."""
    return pd.concat([told(text, f"e{n}") for n, text in enumerate(events)], ignore_index=True)


def held(stories: pd.DataFrame, dark: str = "", shape: pd.DataFrame = EVEN) -> Contests:
    """The contests of a day's stories."""
    return contests(stories, "outlet_id", watched(stories, dark), shape, pd.Timestamp(DAY))


def led(stories: pd.DataFrame, leader: str, follower: str, dark: str = "") -> dict[str, float]:
    """A line of the matrix."""
    found = matrix(held(stories, dark), reprints(stories, "outlet_id"))
    return found.set_index(["leader", "follower"]).loc[(leader, follower)].to_dict()


THREE = several(
    "A 08:00, B 09:00, C 09:30",
    "A 10:00, B 10:00~12:00",
    "B 07:00, A 07:30, A 08:00, C 09:00 =A",
)
# The chance of being surely first of two with a story in three hours each, where the dates of
# one leave two hours open: half, unless the other follows within a time drawn from those hours.
OPEN = 1 / 2 * (1 - exp(-2 / 3)) / (2 / 3)


def test_the_matrix_counts_what_is_sure_and_what_may_be() -> None:
    line = led(THREE, "A", "B")
    assert (line["events"], line["certain"], line["possible"]) == (3, 1, 2)
    back = led(THREE, "B", "A")
    assert (back["events"], back["certain"], back["possible"]) == (3, 1, 2)


def test_chance_goes_by_the_number_of_stories() -> None:
    # One story each is even; in the third event A has two of the three.
    assert led(THREE, "A", "B")["expected"] == pytest.approx(1 / 2 + OPEN + 2 / 3)
    assert led(THREE, "B", "A")["expected"] == pytest.approx(1 / 2 + OPEN + 1 / 3)


def test_chance_is_as_seldom_sure_as_the_dates_are() -> None:
    exact, vague = (several(f"A 08:00, B {when}") for when in ("10:00", "09:00~11:00"))
    assert led(exact, "A", "B")["expected"] == pytest.approx(1 / 2)
    assert led(vague, "A", "B")["expected"] < 0.4
    # An outlet of exact dates is surely first no oftener by chance than one whose are vague.
    assert led(vague, "A", "B")["expected"] == led(vague, "B", "A")["expected"]


def test_the_median_lag_is_an_interval_over_all_shared_events() -> None:
    # B after A: 1 h, 0 to 2 h, -0.5 h; the middle of the lows is 0, of the highs 1.
    line = led(THREE, "A", "B")
    assert (line["median_low_hours"], line["median_high_hours"]) == (0, 1)
    back = led(THREE, "B", "A")
    assert (back["median_low_hours"], back["median_high_hours"]) == (-1, 0)


def test_a_reprint_is_told_apart_from_a_lead() -> None:
    line = led(THREE, "A", "C")
    assert (line["events"], line["certain"], line["reprints"]) == (1, 1, 1)
    assert led(THREE, "C", "A")["reprints"] == 0


def test_a_gap_leaves_a_lead_open() -> None:
    line = led(THREE, "A", "B", "B 08:10-08:50")
    assert (line["certain"], line["possible"]) == (1, 2)  # 08:10 is after A's 08:00
    line = led(THREE, "A", "C", "C 08:00-08:50")
    assert (line["certain"], line["possible"]) == (0, 1)


def test_few_events_are_not_tested() -> None:
    assert np.isnan(led(THREE, "A", "B")["p_corrected"])


def test_a_steady_leader_stands_out_and_its_follower_does_not() -> None:
    stories = several(*[f"A {hour:02}:00, B {hour:02}:30" for hour in range(20)])
    line = led(stories, "A", "B")
    assert line["p"] == pytest.approx(2.0**-20)
    assert line["p_corrected"] == pytest.approx(2 * 2.0**-20)
    assert led(stories, "B", "A")["p"] == 1.0


def test_leaders_are_counted_by_event() -> None:
    found = tally(held(THREE)).set_index("row")
    assert list(found.index) == ["A", "B", "C"]
    assert found.loc["A", ["events", "certain", "possible"]].tolist() == [3, 1, 2]
    assert found.loc["B", ["events", "certain", "possible"]].tolist() == [3, 1, 2]
    assert found.loc["C", ["events", "certain", "possible"]].tolist() == [1, 0, 0]
    assert found.loc["A", "expected"] == pytest.approx(1 / 3 + OPEN + 2 / 3)
    # Somebody is first with each; with the second it is not sure who.
    assert found["expected"].sum() == pytest.approx(2 + 2 * OPEN)


def test_a_leader_is_told_by_how_many_it_comes_before() -> None:
    found = tally(held(THREE)).set_index("row")
    assert found["ahead"].to_dict() == pytest.approx(
        {"A": (1 + 0 + 0) / 3, "B": (1 / 2 + 0 + 1) / 3, "C": 0}
    )
    steady = several(*[f"A {hour:02}:00, B {hour:02}:20, C {hour:02}:40" for hour in range(20)])
    found = tally(held(steady)).set_index("row")
    # Ahead of both in all of 20 events where chance gives half: at most (1/2)^20.
    assert found.loc["A", "p"] == pytest.approx(2.0**-20, rel=1e-3)
    assert (found.loc[["B", "C"], "p_corrected"] == 1).all()


def test_events_that_began_before_the_span_and_those_of_one_outlet_do_not_count() -> None:
    stories = several("A 08:00, B 09:00", "A 10:00, A 11:00", "A 11:00, B 12:00 opinion")
    late = contests(stories, "outlet_id", None, EVEN, pd.Timestamp(at("2026-03-01 09:00")))
    assert not len(late.lines.event)
    assert tally(late).empty
    assert matrix(late, reprints(stories, "outlet_id")).empty
    found = held(stories)
    assert list(found.events[found.lines.event]) == ["e0", "e0"]


def test_who_sleeps_when_it_happens_is_expected_to_follow() -> None:
    day = pd.date_range(DAY, periods=24, freq="h")
    reach = [999 if hour.hour >= 12 else 0 for hour in day]
    hourly = pd.DataFrame({"outlet_id": "B", "hour_at": day, "reach": reach})
    stories = several("A 02:00, B 13:00")
    awake = held(stories, shape=day_shape(hourly))
    found = matrix(awake, reprints(stories, "outlet_id")).set_index("leader")
    # A: 1 story in 12 even hours; B: 1 of 2010 in the night's, 10 hours, and the day's 2 hours.
    mine, other = 1 / 12, 1 / (10 * 1 + 2 * 1000)
    assert found.loc["A", "expected"] == pytest.approx(mine / (mine + other))


def test_a_pace_gives_the_stories_over_the_life_of_an_event() -> None:
    life = pd.Series(pd.to_datetime([at("2026-03-01 22:10"), at("2026-03-03 01:50")], utc=True))
    born, last = micros(life)
    one = np.zeros(1, dtype=np.int64)
    pace = paces(pd.Index(["A"]), one, one + 6, (one + born, one + last), EVEN)
    hours = [22, 23, *range(24), 0, 1]
    found = pace.at(np.zeros(len(hours), dtype=np.int64), np.array(hours))
    assert found.sum() == pytest.approx(6)


def test_the_binomial_tail_is_the_sum_of_its_terms() -> None:
    sums = sum(comb(10, k) * 0.3**k * 0.7 ** (10 - k) for k in range(6, 11))
    found = at_least(np.array([6.0, 0.0]), np.array([10.0, 10.0]), np.array([3.0, 3.0]))
    assert found == pytest.approx([sums, 1.0])


def test_many_tests_are_corrected_and_untested_ones_do_not_count() -> None:
    p = np.array([0.04, 0.01, 0.0001, 0.03])
    found = corrected(p, np.array([True, True, False, True]))
    assert found[[1, 3, 0]] == pytest.approx([0.03, 0.06, 0.06])
    assert np.isnan(found[2])


def test_medians_of_many_groups() -> None:
    groups, values = np.array([2, 0, 0, 2, 2]), np.array([9, 4, 1, 3, 5])
    assert medians(groups, values, 3) == pytest.approx([2.5, np.nan, 5], nan_ok=True)
    one, second = np.array([0]), np.array([90_000_001])
    assert median_hours(one, second, second, 1) == ([1 / 60], [2 / 60])
