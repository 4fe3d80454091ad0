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
    from convertdate import hebrew

    day, year = _sum(match[1]), 5000 + _sum(match[3])
    month = _month(match[2], hebrew.leap(year))
    if not 1 <= day <= hebrew.month_days(year, month):
        raise Impossible("no such day")
    return date(*hebrew.to_gregorian(year, month, day))


def _month(name: str, leap: bool) -> int:
    if name == _ADAR:
        if leap:
            raise Impossible("which Adar is not said")
        return _ADAR_1
    if _NUMBER[name] in (_ADAR_1, _ADAR_2) and not leap:
        raise Impossible("no such day")
    return _NUMBER[name]


def _sum(letters: str) -> int:
    return sum(_VALUE.get(letter, 0) for letter in letters)
