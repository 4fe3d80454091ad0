"""From a phrase in a text and a story's local time to the days, or the hours, that it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from feeds.dates.calendars import JALALI_MONTHS, jalali
from feeds.dates.phrasing import PHRASINGS
from feeds.dates.tongues import Tongue, fold

Width = Literal["hour", "day", "week", "month", "year"]
_AHEAD = timedelta(days=30)  # a day without its year that comes so soon is the coming one
_WEEK_STARTS = {"arabic": 5, "persian": 5, "kurdish": 5, "hebrew": 6}  # Saturday, Sunday
_JALALI_OFFSET = 621
_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_OLDEST = 1900


class Span(NamedTuple):
    """[first, end): local days, or instants where the phrase counts hours."""

    first: date
    end: date
    precision: Width


def span_of(kind: str, match: re.Match[str], tongue: Tongue, local: datetime) -> Span | None:
    """What a phrase of that kind names, said at a local time; ValueError for no such day."""
    said = {name: text for name, text in match.groupdict().items() if text}
    if kind.startswith(("last ", "this ")):
        persian = tongue.name == "persian" and not kind.endswith("week")
        return (_jalali_calendar if persian else _calendar)(kind, tongue, local.date())
    return _KINDS[kind](said, tongue, local)


def _day(said: Mapping[str, str], tongue: Tongue, local: datetime) -> Span:
    words = {fold(word): back for word, back in PHRASINGS[tongue.name].days.items()}
    back = (words | tongue.day_of)[said["today"]]
    return _whole(local.date() - timedelta(days=back))


def _ago(said: Mapping[str, str], tongue: Tongue, local: datetime) -> Span:
    """An age is meant roughly: half a unit more or less, but a count of days is that day."""
    count, unit = tongue.fixed_of.get(said.get("fixed", ""), (0, ""))
    if not unit:
        unit = tongue.unit_of[said["unit"]]
        number = said.get("n", "")
        count = int(number) if number.isdecimal() else tongue.count_of.get(number, 1)
    if unit in _SECONDS:
        length = timedelta(seconds=_SECONDS[unit])
        at = local - count * length
        return Span(at - length / 2, at + length / 2, "hour")
    middle = _back(local.date(), count, unit)
    if unit == "day":
        return _whole(middle)
    slack = {"week": 3, "month": 15, "year": 182}[unit]
    return Span(middle - timedelta(days=slack), middle + timedelta(days=slack + 1), _width(unit))


def _back(day: date, count: float, unit: str) -> date:
    days = {"day": 1, "week": 7, "month": 30.4375, "year": 365.25}[unit]
    return day - timedelta(days=round(count * days))


def _width(unit: str) -> Width:
    widths: dict[str, Width] = {"week": "week", "month": "month", "year": "year"}
    return widths[unit]


def _weekday(said: Mapping[str, str], tongue: Tongue, local: datetime) -> Span:
    """The last such day up to today; `last Tuesday` said on a Tuesday is a week ago."""
    today = local.date()
    back = (today.weekday() - tongue.weekday_of[said["weekday"]]) % 7
    if not back and said.get("past"):
        back = 7
    return _whole(today - timedelta(days=back))


def _date(said: Mapping[str, str], tongue: Tongue, local: datetime) -> Span:
    month, today = tongue.month_of[said["month"]], local.date()
    if "year" in said:
        return _days(date(int(said["year"]), month, int(said["d"])), said)
    day = _without_year(month, int(said["d"]), today, "past" in said)
    return _days(day, said)


def _without_year(month: int, day: int, today: date, past: bool) -> date:
    ahead = timedelta(0) if past else _AHEAD
    for year in (today.year + 1, today.year, today.year - 1):
        try:
            found = date(year, month, day)
        except ValueError:  # 29 February
            continue
        if found <= today + ahead:
            return found
    raise ValueError(day)


def _days(last: date, said: Mapping[str, str]) -> Span:
    """One day, or from `6` in `6–9 March`."""
    first = last.replace(day=int(said["d0"])) if "d0" in said else last
    if first > last:
        raise ValueError(first)
    return Span(first, last + timedelta(days=1), "day")


def _month(said: Mapping[str, str], tongue: Tongue, local: datetime) -> Span:
    month, today = tongue.month_of[said.get("month") or said["month2"]], local.date()
    if "year" in said:
        return _of_month(int(said["year"]), month)
    this_one = month == today.month and "past" not in said
    return _of_month(today.year if this_one or month < today.month else today.year - 1, month)


def _of_month(year: int, month: int) -> Span:
    return Span(date(year, month, 1), date(year + month // 12, month % 12 + 1, 1), "month")


def _year(said: Mapping[str, str], tongue: Tongue, local: datetime) -> Span | None:
    year = int(said["year"])
    if not _OLDEST <= year <= local.year:
        return None  # a plan, or no year
    return Span(date(year, 1, 1), date(year + 1, 1, 1), "year")


def _numeric(said: Mapping[str, str], tongue: Tongue, local: datetime) -> Span | None:
    day, month, year = int(said["d"]), int(said["m"]), int(said["year"])
    if tongue.name == "english" and (said["by"] == "." or max(day, month) <= 12):
        return None  # a version, or day and month could be swapped
    return _whole(date(year, month, day))


def _jalali(said: Mapping[str, str], tongue: Tongue, local: datetime) -> Span:
    month, today = JALALI_MONTHS[said["jmonth"]], local.date()
    if "jyear" in said:
        return _whole(jalali((int(said["jyear"]), month, int(said["d"]))))
    year = today.year - _JALALI_OFFSET
    days = (jalali((each, month, int(said["d"]))) for each in (year, year - 1, year - 2))
    return _whole(next(day for day in days if day <= today + _AHEAD))


def _calendar(kind: str, tongue: Tongue, today: date) -> Span:
    """This or the last week, month or year of the calendar; a week starts as the country's does."""
    last, unit = kind.startswith("last"), kind.split()[1]
    if unit == "week":
        start = today - timedelta(days=(today.weekday() - _WEEK_STARTS.get(tongue.name, 0)) % 7)
        start -= timedelta(days=7 * last)
        return Span(start, start + timedelta(days=7), "week")
    if unit == "month":
        first = (today.replace(day=1) - timedelta(days=1)) if last else today
        return _of_month(first.year, first.month)
    year = today.year - last
    return Span(date(year, 1, 1), date(year + 1, 1, 1), "year")


def _jalali_calendar(kind: str, tongue: Tongue, today: date) -> Span:
    """This or the last month or year, as Persian counts them."""
    year = today.year - _JALALI_OFFSET
    years = [jalali((each, 1, 1)) for each in (year - 2, year - 1, year, year + 1)]
    months = [jalali((each, month, 1)) for each in (year - 1, year) for month in range(1, 13)]
    starts = years if kind.endswith("year") else [*months, years[-1]]
    now = max(n for n, start in enumerate(starts) if start <= today)
    now -= kind.startswith("last")
    return Span(starts[now], starts[now + 1], _width(kind.split()[1]))


def _whole(day: date) -> Span:
    return Span(day, day + timedelta(days=1), "day")


_KINDS: dict[str, Callable[[Mapping[str, str], Tongue, datetime], Span | None]] = {
    "day": _day,
    "ago": _ago,
    "weekday": _weekday,
    "date": _date,
    "month": _month,
    "year": _year,
    "numeric": _numeric,
    "jalali": _jalali,
}
