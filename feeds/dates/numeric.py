"""Dates of digits alone, in the day-month order of the feed's language and country.

A four-digit year in front settles the order, and so does a number above twelve. Otherwise the
country decides; English of an unknown country stays ambiguous, and its date is of low
confidence.
"""

from __future__ import annotations

import re

from feeds.dates.context import Context, Impossible
from feeds.dates.moment import Moment, hour_of, to_reading, year_of
from feeds.dates.zones import ZONE
from feeds.model import Reading

_NUMERIC = re.compile(
    r"(?:[^\W\d_]{2,12}\.?,?\s+)?(\d{1,4})\s?([/.\-])\s?(\d{1,2})\s?\2\s?(\d{1,4})\.?"
    r"(?:(?:\s*[,|–-]\s*|\s+|T)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    rf"(?:\s*(?P<half>[ap])\.?m\b\.?)?\s*(?P<zone>{ZONE})?)?",
    re.I,
)
_MONTH_FIRST = frozenset(["US", "PR", "GU", "VI", "AS", "MP", "FM", "MH", "PW", "PH"])
_YEAR_FIRST = frozenset(["zh", "ja", "ko", "hu", "lt", "mn"])


def read(text: str, context: Context) -> Reading | None:
    """`06/03/2025`, `06.03.2025 17:05`, `2016/6/29`, `3/6/25 9:05 PM`."""
    match = _NUMERIC.fullmatch(text)
    if match is None:
        return None
    first, separator, second, third = match.group(1, 2, 3, 4)
    if len(first) in (3, 4):
        return _reading((first, second, third), False, match, context)
    if len(third) in (1, 3):
        return None
    if len(third) == 2 and context.tongue in _YEAR_FIRST:
        return _reading((first, second, third), True, match, context)
    month_first, sure = _order(int(first), int(second), separator, context)
    month, day = (first, second) if month_first else (second, first)
    return _reading((third, month, day), not sure or len(third) == 2, match, context)


def _order(first: int, second: int, separator: str, context: Context) -> tuple[bool, bool]:
    """(month first, sure of it)."""
    if first > 12 or second > 12:
        return second > 12, True
    if first == second:
        return False, True
    if separator == "." or context.tongue != "en":
        return False, True
    return context.land in _MONTH_FIRST, bool(context.land) and context.land != "CA"


def _reading(
    parts: tuple[str, str, str], ambiguous: bool, match: re.Match[str], context: Context
) -> Reading:
    year, month, day = parts
    if not int(year) and len(year) == 4:
        raise Impossible("a database's zero")
    hour, second = match["hour"], match["second"]
    moment = Moment(
        year_of(year),
        int(month),
        int(day),
        None if hour is None else hour_of(hour, match["half"]),
        int(match["minute"] or 0),
        None if second is None else int(second),
        match["zone"] or "",
        ambiguous,
    )
    return to_reading(moment, "numeric", context)
