"""The two forms that nearly every feed writes, cut by hand, because millions of them come.

What is not exactly of these forms, or names its zone by letters, goes to the readers.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from feeds.dates.context import Context
from feeds.dates.rfc822 import MONTHS
from feeds.dates.zones import known_zone
from feeds.model import Reading

_MONTH = {month.capitalize(): n for n, month in enumerate(MONTHS, 1)}
_WEEKDAYS = frozenset(("Mon,", "Tue,", "Wed,", "Thu,", "Fri,", "Sat,", "Sun,"))
_SHORTEST, _LONGEST = 19, 40
_UNIVERSAL = ("GMT", "UTC", "Z", "UT")


class _Offset(NamedTuple):
    away: timedelta
    name: str
    basis: Literal["written", "named", "feed", "outlet", "assumed"]


def read(raw: str, context: Context) -> Reading | None:
    """`2025-03-06T14:05:00Z`, `Thu, 06 Mar 2025 17:05:00 +0300`: with seconds and an offset."""
    if not _SHORTEST < len(raw) < _LONGEST:
        return None
    try:
        return _iso(raw) if raw[4] == "-" else _rfc822(raw)
    except (ValueError, OverflowError):  # the readers will say what is wrong
        return None


def _iso(raw: str) -> Reading | None:
    start = 19
    if raw[10] not in "T " or raw[16] != ":":
        return None
    if raw[start] == ".":
        start += 1
        while raw[start : start + 1].isdecimal():
            start += 1
    offset = _offset(raw[start:])
    if offset is None:
        return None
    at = datetime.fromisoformat(raw[:19]).replace(tzinfo=UTC)
    return _reading(at, offset, "iso")


def _rfc822(raw: str) -> Reading | None:
    parts = raw.split(" ")
    if len(parts) == 6 and parts[0] in _WEEKDAYS:
        del parts[0]
    if len(parts) != 5:
        return None
    day, name, year, clock, zone = parts
    month, offset = _MONTH.get(name), _offset(zone)
    if month is None or offset is None or len(year) != 4 or len(day) > 2 or len(clock) != 8:
        return None
    if clock[2] != ":" or clock[5] != ":":
        return None
    hour, minute, second = int(clock[:2]), int(clock[3:5]), int(clock[6:])
    at = datetime(int(year), month, int(day), hour, minute, second, 0, UTC)
    return _reading(at, offset, "rfc822")


def _reading(at: datetime, offset: _Offset, reader: str) -> Reading:
    """The wall clock as if it were UTC, less the offset."""
    if offset.away:
        at -= offset.away
    return Reading(at, at, "second", offset.name, offset.basis, reader)


@lru_cache(maxsize=512)
def _offset(text: str) -> _Offset | None:
    """What a zone takes off the clock, where that hangs on neither the feed nor the season."""
    if text not in _UNIVERSAL and text[:1] not in ("+", "-"):
        return None
    anywhere = Context("", "UTC", "", datetime(2000, 1, 1, tzinfo=UTC))
    zone = known_zone(text, datetime(2000, 1, 1), anywhere)  # noqa: DTZ001 any will do
    away = zone.tz.utcoffset(None) if zone else None
    return None if zone is None or away is None else _Offset(away, zone.name, zone.basis)
