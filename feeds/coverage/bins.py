"""Cutting a span into hours, days or weeks of a zone (pure)."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from functools import lru_cache

import numpy as np
import pandas as pd

from feeds.coverage.selection import Bin, Selection

HOUR = pd.Timedelta(hours=1)


def bins(selection: Selection) -> list[pd.Timestamp]:
    """Start of every bin that the span touches, in the selection's zone, in order."""
    return edges(selection)[:-1]


def edges(selection: Selection) -> list[pd.Timestamp]:
    """Bin starts and the end of the last bin; days and weeks follow the zone's clock changes."""
    return list(_edges(selection)[0])


def edge_index(selection: Selection) -> pd.DatetimeIndex:
    """The same in one column, in microseconds."""
    return _edges(selection)[1]


def _edges(selection: Selection) -> tuple[tuple[pd.Timestamp, ...], pd.DatetimeIndex]:
    held = (selection.from_at, selection.to_at, selection.zone, selection.bin)
    return _cut(*held, selection.week_start)


@lru_cache(maxsize=64)
def _cut(
    from_at: datetime, to_at: datetime, zone: str, bin_: Bin, week_start: int
) -> tuple[tuple[pd.Timestamp, ...], pd.DatetimeIndex]:
    selection = Selection(from_at, to_at, zone, bin_, week_start=week_start)
    start = floor(pd.Series([selection.from_at]), selection).iloc[0]
    found = _hours(start, to_at) if bin_ == "hour" else _days(start, selection)
    found = found[: int(found.searchsorted(pd.Timestamp(to_at), side="left")) + 1].as_unit("us")
    return tuple(found), found


def _hours(start: pd.Timestamp, to_at: datetime) -> pd.DatetimeIndex:
    """Every hour from the start on, the last at or after the end."""
    return pd.date_range(start, periods=math.ceil((to_at - start) / HOUR) + 1, freq="h")


def _days(start: pd.Timestamp, selection: Selection) -> pd.DatetimeIndex:
    """Every midnight, or that of every week, from the start on, some after the end."""
    step = 7 if selection.bin == "week" else 1
    number = math.ceil((selection.to_at - start).days / step) + 3
    naive = pd.date_range(start.tz_localize(None).normalize(), periods=number, freq=f"{step}D")
    found = pd.DatetimeIndex(_begun(pd.Series(naive), selection)).as_unit("us")
    # Samoa had no 30 December 2011: such a midnight is not before the next.
    return found[np.append(np.diff(found.asi8) > 0, True)]


def whole_span(selection: Selection) -> tuple[datetime, datetime]:
    """The span rounded outward to whole bins, in UTC."""
    cut = edges(selection)
    return cut[0].to_pydatetime().astimezone(UTC), cut[-1].to_pydatetime().astimezone(UTC)


def floor(instants: pd.Series, selection: Selection) -> pd.Series:
    """The start of the bin of each instant, in the selection's zone."""
    local: pd.Series = pd.to_datetime(instants, utc=True).dt.tz_convert(selection.tz)
    if selection.bin == "hour":
        hours: pd.Series = local - _past_the_hour(local)
        return hours
    naive = local.dt.tz_localize(None).dt.normalize()
    if selection.bin == "week":
        behind = (naive.dt.day_of_week - selection.week_start) % 7
        naive = naive - pd.to_timedelta(behind, unit="D")
    return _begun(naive, selection)


def _begun(midnights: pd.Series, selection: Selection) -> pd.Series:
    """Local midnights as instants; where clocks skip or repeat midnight, the first of the day."""
    first = np.ones(len(midnights), dtype=bool)
    found: pd.Series = midnights.dt.tz_localize(
        selection.tz, ambiguous=first, nonexistent="shift_forward"
    )
    return found


def whole_hours(selection: Selection) -> bool:
    """Whether the zone's bins start on whole UTC hours, so that hourly sums can serve them."""
    return bool((pd.DatetimeIndex(edges(selection)).tz_convert("UTC").minute == 0).all())


def _past_the_hour(local: pd.Series) -> pd.Series:
    past: pd.Series = (
        pd.to_timedelta(local.dt.minute, unit="m")
        + pd.to_timedelta(local.dt.second, unit="s")
        + pd.to_timedelta(local.dt.microsecond, unit="us")
    )
    return past
