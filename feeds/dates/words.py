"""Dates in the words of nine languages: turned into English and digits, and read there."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import lru_cache

from feeds.dates import calendars, iso, numeric, rfc822
from feeds.dates.context import Context, Impossible
from feeds.dates.labels import unlabelled
from feeds.dates.layout import tidy_clock, time_behind, undotted
from feeds.dates.relative import read_back
from feeds.dates.tongues import Tongue, any_of, fold, forms, tongues_of
from feeds.model import Reading

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = [month.capitalize() for month in rfc822.MONTHS]
_TWICE = re.compile(rf"\b({'|'.join(_MONTHS)})\b[\s/-]+\1\b")
_BRACKETS = str.maketrans('()[]{}<>«»"', " " * 11)
_SEPARATORS = re.compile(r"\s*(?:[,،;|•·@]|(?<=\s)[-/](?=\s))(?:[\s,،;|•·@]|[-/](?=\s))*")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\d{4}")
_EDGES = " ,.-|:/"
_OTHER_YEAR = re.compile(r"(?<![\d+:.])(?:1[34]\d\d|27\d\d)(?!\d)")


def read(text: str, context: Context) -> Reading | None:
    """`الخميس، 06 آذار/مارس 2025 05:05 م`, `Giriş: 6 Mart 2025`, `אתמול ב-14:30`."""
    folded = unlabelled(fold(text)).strip()
    for tongue in tongues_of(context.tongue, folded):
        for pattern, by in tongue.compiled:
            folded = pattern.sub(by, folded)
        edited = " ".join(folded.split())
        reading = read_back(edited, tongue, context) or _dated(edited, tongue, context)
        if reading is not None:
            return reading
    return None


def read_other_years(text: str, context: Context) -> Reading | None:
    """A string with a year of another calendar, before ISO takes it for the Middle Ages."""
    return read(text, context) if _OTHER_YEAR.search(text) else None


def _dated(text: str, tongue: Tongue, context: Context) -> Reading | None:
    found = calendars.find(text, context.tongue)
    if found is None:
        return _counted(text, tongue, context)
    around = f"{found.before} , {found.after}"
    if _DIGIT.search(around):
        other = _gregorian(_english(around, tongue, context), tongue, context)
        if other is not None:
            return _agreeing(other, found, context)
    text = f"{found.before} {found.day.isoformat()} {found.after}"
    reading = _gregorian(_english(text, tongue, context), tongue, context)
    return None if reading is None else reading._replace(reader=found.calendar)


def _counted(text: str, tongue: Tongue, context: Context) -> Reading | None:
    """A Gregorian date; one that says `yesterday, 17:05` hangs on the fetch and says so."""
    english = _english(text, tongue, context)
    reading = _gregorian(english, tongue, context)
    if reading is None or _YEAR.search(text) or not _YEAR.search(english):
        return reading
    if english[:3] in _WEEKDAYS and not _falls_on(reading, english[:3], context):
        raise Impossible("another weekday")
    return reading._replace(reader="relative")


def _falls_on(reading: Reading, weekday: str, context: Context) -> bool:
    return _WEEKDAYS[reading.earliest_at.astimezone(context.tz).weekday()] == weekday


def _agreeing(reading: Reading, found: calendars.Found, context: Context) -> Reading:
    day = reading.earliest_at.astimezone(context.tz).date()
    if abs(day - found.day) > timedelta(days=found.slack):
        raise Impossible("two calendars that disagree")
    return reading


def _gregorian(text: str, tongue: Tongue, context: Context) -> Reading | None:
    if not _DIGIT.search(text):
        return None
    return (
        iso.read(text, context)
        or rfc822.read_english(text, tongue.name, context)
        or numeric.read(text, context)
    )


def _english(text: str, tongue: Tongue, context: Context) -> str:
    """The same date with English months, am and pm, a known zone and the weekday in front."""
    weekdays: list[str] = []
    meaning = _meanings(tongue)
    dated = _YEAR.search(text) is not None

    def english(match: re.Match[str]) -> str:
        kind, word = meaning[match[1]]
        if kind == "weekday":
            weekdays.append(word)
        elif kind == "day":
            back = int(word)
            if not dated:
                return f" {context.local.date() - timedelta(days=back)} "
            return match[0] if back else " "
        return " " if kind in ("weekday", "day", "filler") else f" {word} "

    text = _pattern(tongue).sub(english, text).translate(_BRACKETS)
    text = undotted(_TWICE.sub(r"\1", " ".join(text.split())).strip(_EDGES))
    text = _SEPARATORS.sub(", ", " ".join(text.split()))
    text = time_behind(tidy_clock(text.strip(_EDGES)))
    return f"{weekdays[0]} {text}" if len(weekdays) == 1 else text


@lru_cache(maxsize=32)
def _meanings(tongue: Tongue) -> dict[str, tuple[str, str]]:
    """What each word of a date says; where a word has two meanings the first of these wins."""
    kinds: tuple[tuple[str, dict[str, str]], ...] = (
        ("month", {word: _MONTHS[n - 1] for word, n in tongue.month_of.items()}),
        ("zone", tongue.zone_of),
        ("half", _halves(tongue)),
        ("weekday", {word: _WEEKDAYS[n] for word, n in tongue.weekday_of.items()}),
        ("day", {word: str(back) for word, back in tongue.day_of.items()}),
        ("filler", dict.fromkeys(forms(tongue.fillers), "")),
    )
    found: dict[str, tuple[str, str]] = {}
    for kind, words in kinds:
        for word, says in words.items():
            found.setdefault(word, (kind, says))
    return found


def _halves(tongue: Tongue) -> dict[str, str]:
    said = {"am": tongue.am, "pm": tongue.pm, "noon": tongue.noon, "night": tongue.night}
    return {word: half for half, words in said.items() for word in forms(words)}


@lru_cache(maxsize=32)
def _pattern(tongue: Tongue) -> re.Pattern[str]:
    words = any_of(_meanings(tongue))
    letters = r"[^\W\d_]"
    return re.compile(rf"(?<!{letters}){tongue.before}({words}){tongue.endings}(?!{letters})[.:]?")
