"""Days and times as the press of a language writes them; instants come in the reader's zone."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date

from dashboard.tongue.places import locale

# Arabic shortens no month; Babel would take its short ones from whichever Arabic was read first.
WHOLE = {"ar": ("MMM", "MMMM")}


@lru_cache(maxsize=4096)
def _written(lang: str, on: date, pattern: str) -> str:
    return str(format_date(on, pattern.replace(*WHOLE.get(lang, ("", ""))), locale=locale(lang)))


def _day(at: date) -> date:
    return at.date() if isinstance(at, datetime) else at


def month_day(lang: str, at: date) -> str:
    """`6 Jan`."""
    return _written(lang, _day(at), "d MMM")


def day(lang: str, at: date) -> str:
    """`6 Jan 2026`."""
    return _written(lang, _day(at), "d MMM y")


def weekday(lang: str, at: date) -> str:
    """`Tue 6 Jan 2026`."""
    return _written(lang, _day(at), "EEE d MMM y")


def clock(lang: str, at: datetime) -> str:
    """`08:05`, of 24 hours in every language."""
    return f"{at:%H:%M}"


def moment(lang: str, at: datetime) -> str:
    """`6 Jan 2026, 08:05`."""
    comma = "،" if lang == "ar" else ","
    return f"{day(lang, at)}{comma} {clock(lang, at)}"
