"""Days follow the clock of the zone, its changes included."""

from __future__ import annotations

import pandas as pd
import pytest

from feeds.coverage.bins import bins, edges, floor, whole_hours
from feeds.coverage.selection import Bin, Selection
from feeds.errors import SelectionError
from tests.coverage.tables import at


def chosen(start: str, end: str, zone: str, size: Bin) -> Selection:
    return Selection(from_at=at(start), to_at=at(end), zone=zone, bin=size)


def test_a_day_of_a_clock_change_has_twenty_three_hours() -> None:
    cut = edges(chosen("2026-03-28 23:00", "2026-03-29 22:00", "Europe/Berlin", "day"))
    assert [str(edge) for edge in cut] == ["2026-03-29 00:00:00+01:00", "2026-03-30 00:00:00+02:00"]


def test_a_span_is_rounded_outward_to_whole_bins() -> None:
    cut = edges(chosen("2026-03-01 10:00", "2026-03-02 01:00", "UTC", "day"))
    assert [str(edge.date()) for edge in cut] == ["2026-03-01", "2026-03-02", "2026-03-03"]


def test_a_day_that_a_zone_left_out_has_no_bin() -> None:
    cut = edges(chosen("2011-12-29 12:00", "2012-01-01 00:00", "Pacific/Apia", "day"))
    days = ["2011-12-29", "2011-12-31", "2012-01-01", "2012-01-02"]
    assert [str(edge.tz_localize(None)) for edge in cut] == [f"{day} 00:00:00" for day in days]


def test_weeks_begin_on_monday() -> None:
    starts = bins(chosen("2026-01-01 00:00", "2026-01-09 00:00", "Asia/Damascus", "week"))
    assert [str(start.date()) for start in starts] == ["2025-12-29", "2026-01-05"]


def test_an_instant_falls_into_the_local_day() -> None:
    selection = chosen("2026-01-01 00:00", "2026-01-03 00:00", "Asia/Damascus", "day")
    found = floor(pd.Series([at("2026-01-01 21:30")]), selection)
    assert str(found.iloc[0]) == "2026-01-02 00:00:00+03:00"


def test_a_zone_off_the_hour_is_not_served_from_hourly_sums() -> None:
    assert not whole_hours(chosen("2026-01-01 00:00", "2026-01-03 00:00", "Asia/Tehran", "day"))
    assert whole_hours(chosen("2026-01-01 00:00", "2026-01-03 00:00", "Asia/Damascus", "day"))


def test_a_zone_that_leaves_the_whole_hour_in_the_span_is_not_served_from_hourly_sums() -> None:
    chosen_zone = "Australia/Lord_Howe"  # +11, then +10:30
    assert not whole_hours(chosen("2026-04-01 00:00", "2026-04-10 00:00", chosen_zone, "day"))


@pytest.mark.parametrize(
    ("zone", "instant", "start"),
    [
        ("Asia/Beirut", "2026-03-29 10:00", "2026-03-29 01:00:00+03:00"),  # no midnight
        ("Africa/Cairo", "2026-04-24 10:00", "2026-04-24 01:00:00+03:00"),
        ("America/Havana", "2026-11-01 18:00", "2026-11-01 00:00:00-04:00"),  # two of them
    ],
)
def test_a_day_whose_midnight_is_skipped_or_repeated_has_one_start(
    zone: str, instant: str, start: str
) -> None:
    selection = chosen(instant, instant.replace(":00", ":01"), zone, "day")
    found = floor(pd.Series([at(instant)]), selection)
    assert [str(found.iloc[0])] == [start] == [str(edge) for edge in bins(selection)]


def test_the_last_day_of_a_span_is_the_one_before_its_closing_midnight() -> None:
    whole = chosen("2026-03-01 21:00", "2026-03-08 21:00", "Asia/Damascus", "day")
    assert str(whole.last_day) == "2026-03-08"


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(SelectionError, match="before it begins"):
        chosen("2026-01-02 00:00", "2026-01-01 00:00", "UTC", "day")
