"""Dates of the Hebrew calendar in Hebrew letters: `ו' באדר תשפ"ה`."""

from __future__ import annotations

import re
from datetime import date

from feeds.dates.context import Impossible

_VALUE = dict(
    zip(
        "אבגדהוזחטיכלמנסעפצקרשת",
        [*range(1, 11), *range(20, 100, 10), *range(100, 500, 100)],
        strict=True,
    )
)
_MONTHS = (  # from Nisan, as the calendar's arithmetic counts them
    "ניסן",
    "אייר|איר",
    "סיוון|סיון",
    "תמוז",
    "אב|מנחם אב",
    "אלול",
    "תשרי",
    "חשוון|חשון|מרחשוון|מרחשון",
    "כסלו",
    "טבת",
    "שבט",
    "אדר א|אדר ראשון",
    "אדר ב|אדר שני",
)
_ADAR, _ADAR_1, _ADAR_2 = "אדר", 12, 13
_TISHRI, _HESHVAN, _KISLEV = 7, 8, 9
_ERA = -1_373_427  # the ordinal of the day before its first
_NUMBER = {name: n for n, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_NAMES = "|".join(sorted([*_NUMBER, _ADAR], key=len, reverse=True))
_MARK = "['\"׳״’”]"
HEBREW_DATE = re.compile(
    rf"(?<![א-ת])([א-ל]{_MARK}{{0,2}}[א-ט]?){_MARK}{{0,2}} ב?({_NAMES}){_MARK}{{0,2}},? "
    rf"(?:ה{_MARK}{{0,2}})?(ת[ק-ת]{{1,2}}{_MARK}{{0,2}}[א-צ]?{_MARK}{{0,2}}[א-ט]?){_MARK}{{0,2}}"
    rf"(?![א-ת])"
)


def hebrew_day(match: re.Match[str]) -> date:
    """The civil day on which it ends; Impossible where there is none or two Adars compete."""
    day, year = _sum(match[1]), 5000 + _sum(match[3])
    month = _month(match[2], _leap(year))
    if not 1 <= day <= _length(year, month):
        raise Impossible("no such day")
    before = sum(_length(year, each) for each in _until(year, month))
    return date.fromordinal(_new_year(year) + before + day - 1)


def _month(name: str, leap: bool) -> int:
    if name == _ADAR:
        if leap:
            raise Impossible("which Adar is not said")
        return _ADAR_1
    if _NUMBER[name] in (_ADAR_1, _ADAR_2) and not leap:
        raise Impossible("no such day")
    return _NUMBER[name]


def _leap(year: int) -> bool:
    return (7 * year + 1) % 19 < 7


def _until(year: int, month: int) -> list[int]:
    """The months of a year, from its first, Tishri, up to one."""
    months = [*range(_TISHRI, _ADAR_2 + _leap(year)), *range(1, _TISHRI)]
    return months[: months.index(month)]


def _elapsed(year: int) -> int:
    """Days from the era's first new moon to the year's, put off as the rules of weekdays ask."""
    months = (235 * year - 234) // 19
    days = 29 * months + (12_084 + 13_753 * months) // 25_920
    return days + (3 * (days + 1) % 7 < 3)


def _new_year(year: int) -> int:
    """The ordinal of its first day; a year before or after may not come out too long or short."""
    last, this, following = map(_elapsed, (year - 1, year, year + 1))
    late = 2 if following - this == 356 else int(this - last == 382)
    return _ERA + this + late


def _length(year: int, month: int) -> int:
    """Days of a month: two of them make a year longer or shorter by a day."""
    days = _new_year(year + 1) - _new_year(year)
    short = month in (2, 4, 6, 10, _ADAR_2)
    short = short or (month == _ADAR_1 and not _leap(year))
    short = short or (month == _HESHVAN and days not in (355, 385))
    return 29 if short or (month == _KISLEV and days in (353, 383)) else 30


def _sum(letters: str) -> int:
    return sum(_VALUE.get(letter, 0) for letter in letters)
