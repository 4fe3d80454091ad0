"""Dates of other calendars found in a string: Hijri (Umm al-Qura), Jalali and Kurdish, Hebrew.

The day is found as a piece of the text; the rest may hold a time, or the same day in the
Gregorian calendar, which then must agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from feeds.dates.context import Impossible
from feeds.dates.hebrew_days import HEBREW_DATE, hebrew_day
from feeds.dates.tongues import any_of, fold

_HIJRI = (
    "محرم|المحرم|محرم الحرام",
    "صفر|صفر الخير",
    "ربيع الأول|ربيع أول|ربیع‌الاول",
    "ربيع الآخر|ربيع الثاني|ربيع ثاني|ربيع آخر",
    "جمادى الأولى|جمادى الأول|جمادي الأولى",
    "جمادى الآخرة|جمادى الثانية|جمادى الثاني|جمادى الآخر",
    "رجب|رجب المرجب",
    "شعبان|شعبان المعظم",
    "رمضان|رمضان المبارك",
    "شوال|شوال المكرم",
    "ذو القعدة|ذي القعدة|ذوالقعدة|ذي القعده الحرام|ذيقعدة",
    "ذو الحجة|ذي الحجة|ذوالحجة|ذيحجة",
)
_JALALI = (
    "فروردین|حمل|خاکەلێوە",
    "اردیبهشت|ثور|گوڵان|بانەمەڕ",
    "خرداد|جوزا|جۆزەردان",
    "تیر|سرطان|پووشپەڕ|پوشپەڕ",
    "مرداد|امرداد|اسد|گەلاوێژ",
    "شهریور|سنبله|خەرمانان",
    "مهر|میزان|ڕەزبەر",
    "آبان|عقرب|گەڵاڕێزان|خەزەڵوەر",
    "آذر|قوس|سەرماوەز",
    "دی|جدی|بەفرانبار",
    "بهمن|دلو|ڕێبەندان",
    "اسفند|حوت|ڕەشەمە|ڕەشەمێ",
)
_ERA = r"(?: ?(?:ه(?:جري|جريه|جري قمري)?(?:[ .]{0,2}[قش]\.?)?|قمري|شمسي|خورشيدي)(?!\w))?"
_KURDISH = 1321  # years from the Jalali era back to the Kurdish one
_JALALI_EPOCH = -356033

Ymd = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A day of another calendar in a text: whose, which Gregorian day, and what stands around."""

    calendar: str
    day: date
    before: str
    after: str
    slack: int  # days that a sighting or an evening may put it off


def find(folded: str, tongue: str) -> Found | None:
    """The one such date in a folded text; Impossible where the calendar has no such day."""
    if not _ITS_YEAR.search(folded):
        return None
    for calendar, pattern, convert, slack in _patterns(tongue):
        if match := pattern.search(folded):
            day = convert(match)
            before, after = folded[: match.start()], folded[match.end() :]
            return Found(calendar, day, before, after, slack)
    return None


Convert = Callable[[re.Match[str]], date]


@lru_cache(maxsize=64)
def _patterns(tongue: str) -> tuple[tuple[str, re.Pattern[str], Convert, int], ...]:
    numeric: tuple[tuple[str, re.Pattern[str], Convert, int], ...] = ()
    if tongue in ("fa", "prs", "ckb", "ku"):
        numeric = (("jalali", _DIGITS, lambda m: jalali(_digits(m)), 0),)
    elif tongue == "ar":
        numeric = (("hijri", _DIGITS, lambda m: hijri(_digits(m)), 1),)
    return (
        ("hijri", _pattern(_HIJRI), lambda m: hijri(_named(m, _HIJRI)), 1),
        ("jalali", _pattern(_JALALI), lambda m: jalali(_named(m, _JALALI)), 0),
        ("hebrew", HEBREW_DATE, hebrew_day, 1),
        *numeric,
    )


@lru_cache(maxsize=4096)
def hijri(day: Ymd) -> date:
    """The Gregorian day of an Umm al-Qura year, month and day."""
    from hijridate import Hijri

    try:
        found = Hijri(*day).to_gregorian()
    except (ValueError, OverflowError) as error:
        raise Impossible("no such day") from error
    return date(found.year, found.month, found.day)


def jalali(day: Ymd) -> date:
    """The Gregorian day of a Jalali or Kurdish year, month and day."""
    year, month, number = day
    year -= _KURDISH if year > 2000 else 0
    following = (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)
    ordinal = _jalali_ordinal(year, month, number)
    if not 1 <= month <= 12 or number < 1 or ordinal >= _jalali_ordinal(*following):
        raise Impossible("no such day")
    return date.fromordinal(ordinal)


def _jalali_ordinal(year: int, month: int, day: int) -> int:
    """The 33-year cycle, right from 1206 to 1498; an equinox calculation takes 300 ms a day."""
    cycles, rest = divmod(year + 1595, 33)
    days = 365 * (year + 1595) + cycles * 8 + (rest + 3) // 4
    before = (month - 1) * 31 if month < 7 else 186 + (month - 7) * 30
    return days + before + day + _JALALI_EPOCH


_DIGITS = re.compile(
    r"(?<![\d:./-])(?:(?P<y>1[34]\d\d)(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})"
    rf"|(?P<d2>\d{{1,2}})(?P<s2>[-/.])(?P<m2>\d{{1,2}})(?P=s2)(?P<y2>1[34]\d\d)){_ERA}(?![\d/.])"
)


_ITS_YEAR = re.compile(r"(?<!\d)(?:1[34]\d\d|27\d\d)(?!\d)|ת[ק-ת]")


def _digits(match: re.Match[str]) -> Ymd:
    parts = match.group("y", "m", "d") if match["y"] else match.group("y2", "m2", "d2")
    return int(parts[0]), int(parts[1]), int(parts[2])


@lru_cache(maxsize=8)
def _numbers(months: tuple[str, ...]) -> dict[str, int]:
    return {fold(name): n for n, names in enumerate(months, 1) for name in names.split("|")}


JALALI_MONTHS = _numbers(_JALALI)  # folded name to number


@lru_cache(maxsize=8)
def _pattern(months: tuple[str, ...]) -> re.Pattern[str]:
    names = any_of(_numbers(months))
    year = r"(1[34]\d\d|27\d\d)"
    return re.compile(
        rf"(?<![\d:.])(?:(\d{{1,2}})(?: ?ي| من)?[ -]?({names})ي?[،, -]+(?:سال |عام |سنه )?{year}"
        rf"|(?<!\w)({names})[ -]+(\d{{1,2}})[،,]? +{year}){_ERA}(?!\d)"
    )


def _named(match: re.Match[str], months: tuple[str, ...]) -> Ymd:
    day, month, year = match.group(1, 2, 3)
    if day is None:
        month, day, year = match.group(4, 5, 6)
    return int(year), _numbers(months)[month], int(day)
