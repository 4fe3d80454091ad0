"""Among more stories one is sooner like another by chance, and has to be more alike to join."""

from __future__ import annotations

from feeds.cluster.score import QUIET, crowding
from tests.bench.counting import bcubed, pair_f1


def test_a_quiet_window_takes_nothing_off() -> None:
    assert [crowding(stories) for stories in (0, 1, QUIET)] == [0.0, 0.0, 0.0]


def test_ten_times_the_stories_ask_for_more_likeness_each_time_the_same() -> None:
    more = [crowding(QUIET * times) for times in (10, 100, 1000)]
    assert 1 < more[0] < 1.5
    assert abs(more[1] - 2 * more[0]) < 1e-5
    assert abs(more[2] - 3 * more[0]) < 1e-5


def test_the_benchmark_counts_as_its_measures_are_defined() -> None:
    split = [("a", "1"), ("a", "2"), ("b", "3")]
    assert bcubed(split) == (1.0, 2 / 3, 0.8)
    assert pair_f1(split) == 0.0
    joined = [("a", "1"), ("a", "1"), ("b", "1"), ("b", "2")]
    assert pair_f1(joined) == 2 * 1 / (2 + 3)
