"""ISO 8601, extended and basic, and epochs in seconds, milliseconds and microseconds."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from feeds.dates.context import Context, Impossible
from feeds.dates.moment import Moment, to_reading
from feeds.dates.zones import ZONE
from feeds.model import Reading

_ISO = re.compile(
    r"(\d{4})(-?)(\d{2})\2(\d{2})"
    r"(?:(?:\s*[T_]\s*|\s+|(?<=\d{8}))(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?"
    rf"\s*({ZONE})?)?",
    re.I,
)
_ONCE_MORE = re.compile(r"([+-]00:?00)Z$", re.I)  # some feeds write UTC twice
_WEEK = re.compile(r"(\d{4})-?W(\d{2})-?([1-7])(?!\d)(.*)", re.I)
_ORDINAL = re.compile(r"(\d{4})-(\d{3})(?![\d/.-])(.*)")
_EPOCH = re.compile(r"@?(-?(?:\d{9,10}|\d{12,13}|\d{16}|\d{19}))(?:\.\d+)?")
_MACHINE = re.compile(
    r"\\?/Date\((-?\d{12,13})(?:[+-]\d{4})?\)\\?/"
)  # .NET; the offset says nothing
_EPOCH_0 = datetime(1970, 1, 1, tzinfo=UTC)
_SCALE = {9: 1, 10: 1, 12: 1_000, 13: 1_000, 16: 1_000_000, 19: 1_000_000_000}


def read_epoch(text: str, context: Context) -> Reading | None:
    """Seconds, milli-, micro- or nanoseconds since 1970; always UTC."""
    match = _EPOCH.fullmatch(text) or _MACHINE.fullmatch(text)
    if match is None or _is_compact(text):
        return None
    digits = match[1].lstrip("-")
    seconds = int(digits) // _SCALE[len(digits)] * (-1 if match[1].startswith("-") else 1)
    at = _EPOCH_0 + timedelta(seconds=seconds)
    return Reading(at, at, "second", "UTC", "written", "epoch")


def _is_compact(text: str) -> bool:
    """Whether twelve digits are 202503061405; as milliseconds they would be of 1976."""
    return len(text) == 12 and text[:2] in ("19", "20") and text[4:6] <= "12"


def read(text: str, context: Context) -> Reading | None:
    """`2025-03-06T14:05:00Z`, `20250306T140500Z`, `2025-03-06 17:05`, `2025-W10-4`, `2025-065`."""
    match = _ISO.fullmatch(_calendar_day(_ONCE_MORE.sub(r"\1", text)))
    if match is None:
        return None
    year, _, month, day, hour, minute, second, zone = match.groups()
    if year == "0000":
        raise Impossible("a database's zero")
    moment = Moment(
        int(year),
        int(month),
        int(day),
        None if hour is None else int(hour),
        int(minute or 0),
        None if second is None else int(second),
        zone or "",
    )
    return to_reading(moment, "iso", context)


def _calendar_day(text: str) -> str:
    """A day of a week or of a year as year, month and day; other texts as they are."""
    if match := _WEEK.fullmatch(text):
        year, week, weekday = map(int, match.group(1, 2, 3))
        return _dated(lambda: date.fromisocalendar(year, week, weekday)) + match[4]
    if match := _ORDINAL.fullmatch(text):
        year, number = int(match[1]), int(match[2])
        return _dated(lambda: _of_year(year, number)) + match[3]
    return text


def _dated(day: Callable[[], date]) -> str:
    try:
        return day().isoformat()
    except (ValueError, OverflowError) as error:
        raise Impossible("no such day") from error


def _of_year(year: int, number: int) -> date:
    day = date(year, 1, 1) + timedelta(days=number - 1)
    if not number or day.year != year:
        raise ValueError(number)
    return day
