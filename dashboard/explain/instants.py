"""Instants and intervals in words, in the subject's zone and in UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

STAMP = re.compile(r"(\d{4})-(\d\d)-(\d\d) (\d\d:\d\d)(?::(\d\d))?(?:\.\d+)? UTC")
MINUTE = timedelta(minutes=1)
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def moment(at: datetime, zone: str) -> str:
    """`3 January 2026, 16:00 in Damascus (14:00 UTC)`."""
    local = at.astimezone(ZoneInfo(zone))
    if local.utcoffset() == timedelta(0):
        return f"{_day(at)}, {at.astimezone(UTC):%H:%M} UTC"
    utc = at.astimezone(UTC)
    other = "" if utc.date() == local.date() else f"{_day(utc, year=False)}, "
    return f"{_day(local)}, {local:%H:%M} in {city(zone)} ({other}{utc:%H:%M} UTC)"


def span(earliest: datetime, latest: datetime, zone: str) -> str:
    """`between … and …` where the two differ by a minute or more, else `on …`."""
    if latest - earliest < MINUTE:
        return f"on {moment(earliest, zone)}"
    return f"between {moment(earliest, zone)} and {moment(latest, zone)}"


def short(at: datetime) -> str:
    """`3 January 2026 at 14:00 UTC`."""
    utc = at.astimezone(UTC)
    return f"{_day(utc)} at {utc:%H:%M} UTC"


def city(zone: str) -> str:
    """`Damascus` of `Asia/Damascus`."""
    return zone.rpartition("/")[2].replace("_", " ")


def length(of: timedelta) -> str:
    """A length of time: `40 min`, `3 h 20 min`, `2 days`."""
    minutes = round(of / MINUTE)
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours >= 48:
        return f"{round(hours / 24)} days"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def friendly(text: str) -> str:
    """The text with `2026-01-03 14:00:00 UTC` as `3 January 2026, 14:00 UTC`."""

    def told(found: re.Match[str]) -> str:
        year, month, day, time, second = found.groups()
        exact = time if second in (None, "00") else f"{time}:{second}"
        return f"{int(day)} {MONTHS[int(month) - 1]} {year}, {exact} UTC"

    return STAMP.sub(told, text)


def _day(at: datetime, year: bool = True) -> str:
    return f"{at.day} {MONTHS[at.month - 1]}" + (f" {at.year}" if year else "")
