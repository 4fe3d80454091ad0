"""Cutting a span into hours, days or weeks of a zone (pure)."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

import numpy as np
import pandas as pd

from feeds.coverage.selection import Bin, Selection


def bins(selection: Selection) -> list[pd.Timestamp]:
    """Start of every bin that the span touches, in the selection's zone, in order."""
    return edges(selection)[:-1]


def edges(selection: Selection) -> list[pd.Timestamp]:
    """Bin starts and the end of the last bin; days and weeks follow the zone's clock changes."""
    held = (selection.from_at, selection.to_at, selection.zone, selection.bin)
    return list(_edges(*held, selection.week_start))


@lru_cache(maxsize=64)
def _edges(
    from_at: datetime, to_at: datetime, zone: str, bin_: Bin, week_start: int
) -> tuple[pd.Timestamp, ...]:
    selection = Selection(from_at, to_at, zone, bin_, week_start=week_start)
    start = floor(pd.Series([selection.from_at]), selection).iloc[0]
    found = [start]
    while found[-1] < selection.to_at:
        found.append(_next(found[-1], selection))
    return tuple(found)


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


def _next(start: pd.Timestamp, selection: Selection) -> pd.Timestamp:
    if selection.bin == "hour":
        return start + pd.Timedelta(hours=1)
    days = 7 if selection.bin == "week" else 1
    naive = start.tz_localize(None).normalize() + pd.Timedelta(days=days)
    return naive.tz_localize(selection.tz, ambiguous=True, nonexistent="shift_forward")
