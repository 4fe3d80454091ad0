"""Hijri (Umm al-Qura) and Jalali dates: a day, a month in letters and a year of that calendar."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from feeds.dates.arabic import fold
from feeds.dates.context import Context, Impossible
from feeds.dates.moment import Moment, to_reading
from feeds.model import Reading

_HIJRI = (
    "محرم|المحرم",
    "صفر",
    "ربيع الاول|ربيع اول",
    "ربيع الاخر|ربيع الثاني|ربيع ثاني",
    "جمادي الاولي|جمادي الاول",
    "جمادي الاخره|جمادي الثانيه|جمادي الثاني|جمادي الاخر",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعده|ذي القعده|ذوالقعده",
    "ذو الحجه|ذي الحجه|ذوالحجه",
)
_JALALI = (
    "فروردين",
    "ارديبهشت",
    "خرداد",
    "تير",
    "مرداد|امرداد",
    "شهريور",
    "مهر",
    "ابان",
    "اذر",
    "دي",
    "بهمن",
    "اسفند",
)
Ymd = tuple[int, int, int]
_JALALI_EPOCH = -356033


def _pattern(months: tuple[str, ...]) -> re.Pattern[str]:
    names = sorted("|".join(months).split("|"), key=len, reverse=True)
    return re.compile(
        rf"(?:\w+(?:\s\w+)?[،,]?\s+)??(\d{{1,2}})\s+({'|'.join(names)})[،,]?\s+(1[34]\d\d)\s*(?:ه|هـ|هجري)?"
        r"(?:[\s،,\-–]+(?:ساعت\s+|الساعه\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?)?"
    )


def _numbers(months: tuple[str, ...]) -> dict[str, int]:
    return {name: n for n, names in enumerate(months, 1) for name in names.split("|")}


def _from_hijri(day: Ymd) -> Ymd:
    from hijridate import Hijri

    found = Hijri(*day).to_gregorian()
    return found.year, found.month, found.day


def _from_jalali(day: Ymd) -> Ymd:
    ordinal = _jalali_ordinal(*day)
    following = (day[0], day[1] + 1, 1) if day[1] < 12 else (day[0] + 1, 1, 1)
    if not 1 <= day[1] <= 12 or not day[2] >= 1 or ordinal >= _jalali_ordinal(*following):
        raise ValueError(day)
    found = date.fromordinal(ordinal)
    return found.year, found.month, found.day


def _jalali_ordinal(year: int, month: int, day: int) -> int:
    """The 33-year cycle, right from 1206 to 1498; an equinox calculation takes 300 ms a day."""
    cycles, rest = divmod(year + 1595, 33)
    days = 365 * (year + 1595) + cycles * 8 + (rest + 3) // 4
    before = (month - 1) * 31 if month < 7 else 186 + (month - 7) * 30
    return days + before + day + _JALALI_EPOCH


_NUMBERS = re.compile(
    r"(1[34]\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?:[\sT,،|–-]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?"
)
_BY_TONGUE: dict[str, tuple[str, Callable[[Ymd], Ymd]]] = {
    "fa": ("jalali", _from_jalali),
    "ar": ("hijri", _from_hijri),
}
_CALENDARS: tuple[tuple[str, re.Pattern[str], dict[str, int], Callable[[Ymd], Ymd]], ...] = (
    ("hijri", _pattern(_HIJRI), _numbers(_HIJRI), _from_hijri),
    ("jalali", _pattern(_JALALI), _numbers(_JALALI), _from_jalali),
)


def read_numbers(text: str, context: Context) -> Reading | None:
    """`1403/12/16 17:05` in a Persian feed, `1446/9/6` in an Arabic one."""
    match = _NUMBERS.fullmatch(text)
    if match is None or context.tongue not in _BY_TONGUE:
        return None
    name, convert = _BY_TONGUE[context.tongue]
    day = (int(match[1]), int(match[2]), int(match[3]))
    return to_reading(_moment(day, convert, match), name, context)


def read(text: str, context: Context) -> Reading | None:
    """`6 رمضان 1446`, `۱۶ اسفند ۱۴۰۳ - ۱۷:۰۵`; digits are ASCII by now."""
    folded = fold(text)
    for name, pattern, numbers, convert in _CALENDARS:
        if match := pattern.fullmatch(folded):
            day = (int(match[3]), numbers[match[2]], int(match[1]))
            return to_reading(_moment(day, convert, match), name, context)
    return None


def _moment(day: Ymd, convert: Callable[[Ymd], Ymd], match: re.Match[str]) -> Moment:
    try:
        year, month, number = convert(day)
    except (ValueError, OverflowError) as error:
        raise Impossible("no such day") from error
    hour, second = match[4], match[6]
    return Moment(
        year,
        month,
        number,
        None if hour is None else int(hour),
        int(match[5] or 0),
        None if second is None else int(second),
    )
