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


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(SelectionError, match="before it begins"):
        chosen("2026-01-02 00:00", "2026-01-01 00:00", "UTC", "day")
