"""Every feed and hour in one word, hand-computed."""

from __future__ import annotations

import pandas as pd

from feeds.coverage.hours import hours
from tests.coverage.tables import copies, polls
from tests.coverage.tables import hours as edges

CUT = edges("2026-03-01 00:00", 3)


def told(table: pd.DataFrame, cut: list[pd.Timestamp] = CUT) -> list[tuple[str, float, float]]:
    found = hours(table, ["a"], cut)
    rows = zip(found["state"], found["observed"].round(3), found["new"], strict=True)
    return [(state, float(observed), float(new)) for state, observed, new in rows]


def test_observed_with_and_without_something_new() -> None:
    table = polls(
        ("a", "2026-03-01 01:00", "fresh", "2026-03-01 00:00", False),
        ("a", "2026-03-01 03:00", "unchanged", "2026-03-01 01:00", False),
        new=4,
    )
    assert told(table) == [("observed", 1, 4), ("observed", 1, 0), ("observed", 1, 0)]


def test_entries_are_spread_over_the_hours_that_a_poll_vouches_for() -> None:
    table = polls(("a", "2026-03-01 02:30", "fresh", "2026-03-01 00:00", False), new=5)
    assert told(table) == [("observed", 1, 2), ("observed", 1, 2), ("unpolled", 0.5, 1)]


def test_an_hour_that_was_not_observed_in_whole_is_called_by_what_it_lacks() -> None:
    table = polls(
        ("a", "2026-03-01 00:50", "fresh", "2026-03-01 00:00", False),
        ("a", "2026-03-01 01:10", "fresh", "2026-03-01 00:50", True),
        ("a", "2026-03-01 02:10", "timed-out", None, False),
    )
    assert [state for state, _, _ in told(table)] == ["overran", "failed", "unpolled"]


def test_undated_as_long_as_no_poll_finds_a_dated_entry() -> None:
    table = polls(
        ("a", "2026-03-01 01:00", "undated", "2026-03-01 00:00", False),
        ("a", "2026-03-01 02:00", "unchanged", "2026-03-01 01:00", False),
        ("a", "2026-03-01 02:30", "unchanged", "2026-03-01 02:00", False),
        ("a", "2026-03-01 03:00", "fresh", "2026-03-01 02:30", False),
    )
    assert [state for state, _, _ in told(table)] == ["undated", "undated", "observed"]


def test_copies_fill_what_polls_leave_and_are_called_captured() -> None:
    table = pd.concat(
        [
            polls(("a", "2026-03-01 02:00", "fresh", "2026-03-01 00:30", False)),
            copies(("a", "2026-03-01 00:30", "2026-02-28 23:00", False)),
        ]
    )
    assert [state for state, _, _ in told(table)] == ["captured", "observed", "unpolled"]


def test_a_feed_without_polls_was_not_polled() -> None:
    assert told(polls()) == [("unpolled", 0, 0)] * 3
