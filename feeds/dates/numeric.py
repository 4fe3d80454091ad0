"""Dates of digits alone, in the day-month order of the feed's language and country.

A four-digit year in front settles the order, and so does a number above twelve or a weekday
that fits only one. Otherwise the country decides. English of an unknown country is read only
where one of the two days lies in the future; else nobody knows, and nothing is read.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from feeds.dates.context import Context, Impossible
from feeds.dates.moment import Moment, hour_of, to_reading, year_of
from feeds.dates.rfc822 import WEEKDAY
from feeds.dates.zones import ZONE
from feeds.model import Reading

_NUMERIC = re.compile(
    rf"(?:(?P<weekday>{WEEKDAY})\.?,?\s+)?"
    r"(?P<first>\d{1,4})\s?(?P<by>[/.\-])\s?(?P<second>\d{1,2})\s?(?P=by)\s?(?P<third>\d{1,4})\.?"
    r"(?:(?:\s*[,|–-]\s*|\s+|T)"
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<seconds>\d{2})(?:\.\d+)?)?"
    rf"(?:\s*(?P<half>[ap])\.?m\b\.?)?\s*(?P<zone>{ZONE})?)?",
    re.I,
)
_MONTH_FIRST = frozenset(["US", "PR", "GU", "VI", "AS", "MP", "FM", "MH", "PW", "PH"])
_YEAR_FIRST = frozenset(["zh", "ja", "ko", "hu", "lt", "mn"])
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_AHEAD = timedelta(days=1)  # what lies further ahead of the fetch is no publication
_OLD, _NEW = timedelta(days=5 * 366), timedelta(days=366)

Ymd = tuple[int, int, int]


def read(text: str, context: Context) -> Reading | None:
    """`06/03/2025`, `06.03.2025 17:05`, `2016/6/29`, `3/6/25 9:05 PM`."""
    match = _NUMERIC.fullmatch(text)
    if match is None:
        return None
    first, third = match["first"], match["third"]
    if len(first) in (3, 4):
        day = _ymd(first, match["second"], third)
    elif len(third) in (1, 3):
        return None
    elif len(third) == 2 and context.tongue in _YEAR_FIRST:
        day = _ymd(first, match["second"], third)
    else:
        day = _ordered(match, context)
    return _reading(day, match, context)


def _ordered(match: re.Match[str], context: Context) -> Ymd:
    """Year, month and day of two numbers and a year; Impossible where their order is unknown."""
    first, second, third = match["first"], match["second"], match["third"]
    day_first, month_first = _ymd(third, second, first), _ymd(third, first, second)
    known = [day for day in (day_first, month_first) if _date(day)]
    named = [day for day in known if _falls_on(day, match["weekday"])]
    if len({*(named or known)}) == 1:
        chosen = (named or known)[0]
    elif context.tongue != "en" or (match["by"] == "." and context.land not in _MONTH_FIRST):
        chosen = day_first
    elif match["by"] == ".":
        chosen = _not_ahead(known or [day_first], context)
    elif context.land and context.land != "CA":
        chosen = month_first if context.land in _MONTH_FIRST else day_first
    else:
        chosen = _not_ahead(known or [day_first], context)
    if len(third) == 2:
        _not_year_first(chosen, _ymd(first, second, third), context)
    return chosen


def _not_ahead(days: list[Ymd], context: Context) -> Ymd:
    past = [day for day in days if _age(day, context) >= -_AHEAD]
    if len({*past}) != 1:
        raise Impossible("day and month could be swapped")
    return past[0]


def _not_year_first(chosen: Ymd, other: Ymd, context: Context) -> None:
    """`25/03/06` is of 2006, unless it is of this year and the year stands in front."""
    if not _date(other) or not _date(chosen):
        return
    if _age(chosen, context) > _OLD and -_AHEAD <= _age(other, context) < _NEW:
        raise Impossible("day and year could be swapped")


def _age(day: Ymd, context: Context) -> timedelta:
    found = _date(day)
    return context.local.date() - found if found else timedelta.max


def _falls_on(day: Ymd, weekday: str | None) -> bool:
    found = _date(day)
    return bool(found and weekday and _WEEKDAYS[found.weekday()] == weekday[:3].lower())


def _date(day: Ymd) -> date | None:
    try:
        return date(*day)
    except ValueError:
        return None


def _ymd(year: str, month: str, day: str) -> Ymd:
    if not int(year) and len(year) == 4:
        raise Impossible("a database's zero")
    return year_of(year), int(month), int(day)


def _reading(day: Ymd, match: re.Match[str], context: Context) -> Reading | None:
    hour, seconds = match["hour"], match["seconds"]
    moment = Moment(
        *day,
        None if hour is None else hour_of(hour, match["half"]),
        int(match["minute"] or 0),
        None if seconds is None else int(seconds),
        match["zone"] or "",
    )
    return to_reading(moment, "numeric", context)
