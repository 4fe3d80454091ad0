"""Phrases that count back from the fetch: `3 hours ago` is an interval, not an instant.

Whether an outlet rounds or cuts is unknown, so an age of n units holds n - 1 to n + 1 units.
A count of days names whole days of the outlet's calendar.
"""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Literal

from feeds.dates.context import Context, Impossible
from feeds.dates.moment import whole_day
from feeds.model import Precision, Reading

Unit = Literal["second", "minute", "hour", "day", "week", "month", "year"]
_LENGTH: dict[Unit, timedelta] = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "month": timedelta(days=30.4375),
    "year": timedelta(days=365.25),
}
_PRECISION: dict[Unit, Precision] = {"second": "minute", "minute": "minute", "hour": "hour"}


def ago(count: float, unit: Unit, context: Context) -> Reading:
    """`count` units before the fetch; `one week` is a day, `three weeks` is not."""
    if count < 0:
        raise Impossible("in the future")
    try:
        return _ago(count, unit, context)
    except (ValueError, OverflowError) as error:
        raise Impossible("no such day") from error


def _ago(count: float, unit: Unit, context: Context) -> Reading:
    length, at = _LENGTH[unit], context.fetched_at.astimezone(UTC)
    precision: Precision = _PRECISION.get(unit, "interval")
    if unit == "day" or (unit == "week" and count == 1):
        earliest, latest = whole_day(context.local - count * length, context.tz)
        precision = "day"
    elif count == 0:
        earliest, latest = at - length, at
    else:
        earliest, latest = at - (count + 1) * length, at - max(count - 1, 0) * length
    zone, basis = context.zone, context.zone_basis
    return Reading(earliest, latest, precision, zone, basis, "relative")
