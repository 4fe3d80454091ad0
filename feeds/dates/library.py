"""The last reader: dateparser, for a feed in a language that no table here speaks.

It is given exactly the feed's language, never a guessed one.

The library counts back from a fixed instant, so that its cache of settings does not grow by
one a call; what comes out is counted back again from the fetch.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from feeds.dates.context import Context
from feeds.dates.moment import Moment, to_reading
from feeds.dates.relative import ago
from feeds.dates.tongues import Unit, known
from feeds.dates.zones import ZONE, known_zone
from feeds.model import Reading

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

# Late in the day, so that `today 17:05` is past and is not taken for yesterday's.
_BASES = (datetime(2024, 5, 15, 23, 59), datetime(2019, 8, 20, 23, 59))  # noqa: DTZ001
_LONGEST = 80  # characters; the library's time grows with the square of a long text
_TRAILING_ZONE = re.compile(rf"(?<=\d)\s*(?:[ap]\.?m\.?)?\s*({ZONE})$", re.I)
_CLOCK = re.compile(r"(?<!\d)\d{1,2}\s?[:h.]\s?\d{2}(?::(\d{2}))?(?!\d)|\d\s?[ap]\.?m", re.I)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def read(text: str, context: Context) -> Reading | None:
    """`6 marzo 2025 17:05`, `hace 3 horas`, `ieri`: whatever one language can say."""
    if (
        known(context.tongue)
        or len(text) > _LONGEST
        or not any(letter.isalpha() for letter in text)
    ):
        return None
    body, zone = _without_zone(text, context)
    found = _ask(body, context, 0)
    if found is None:
        return None
    at, period = found
    if _YEAR.search(text) or at == (_ask(body, context, 1) or (None,))[0]:
        return _absolute(at, period, body, zone, context)
    return _relative(at, period, body, zone, context)


def _without_zone(text: str, context: Context) -> tuple[str, str]:
    match = _TRAILING_ZONE.search(text)
    local = context.local.replace(tzinfo=None)
    if match is None or known_zone(match[1], local, context) is None:
        return text, ""
    return text[: match.start(1)].rstrip(), match[1]


def _ask(text: str, context: Context, base: int) -> tuple[datetime, str] | None:
    parser = _parser(context.tongue, context.land, base)
    if parser is None:
        return None
    try:
        found = parser.get_date_data(text)
    except Exception:  # on garbage the library raises kinds it does not name
        return None
    if found.date_obj is None:
        return None
    return found.date_obj.replace(tzinfo=None), str(found.period)


@lru_cache(maxsize=128)
def _parser(tongue: str, land: str, base: int) -> DateDataParser | None:
    from dateparser.data.languages_info import language_locale_dict
    from dateparser.date import DateDataParser

    if tongue not in language_locale_dict:
        return None
    settings: dict[str, Any] = {
        "PREFER_DATES_FROM": "past",
        "REQUIRE_PARTS": ["day", "month", "year"],
        "RELATIVE_BASE": _BASES[base],
        "RETURN_TIME_AS_PERIOD": True,
    }
    region = land if f"{tongue}-{land}" in language_locale_dict[tongue] else None
    return DateDataParser(languages=[tongue], region=region, settings=settings)


def _absolute(at: datetime, period: str, text: str, zone: str, context: Context) -> Reading | None:
    clock = _CLOCK.search(text)
    day = text[: clock.start()] + " " + text[clock.end() :] if clock else text
    written = [int(number) for number in re.findall(r"\d+", day)]
    for said in ((at.day,), (at.year, at.year % 100)):
        if not {*said} & {*written}:
            return None  # the library made up what the text does not say
        written.remove(next(number for number in written if number in said))
    if written not in ([], [at.month]):
        return None  # a range, or a number that it left out
    return to_reading(_moment(at, clock if period == "time" else None, zone), "dateparser", context)


def _moment(at: datetime, clock: re.Match[str] | None, zone: str) -> Moment:
    if clock is None:
        return Moment(at.year, at.month, at.day, zone=zone)
    second = at.second if clock[1] else None
    return Moment(at.year, at.month, at.day, at.hour, at.minute, second, zone)


def _relative(at: datetime, period: str, text: str, zone: str, context: Context) -> Reading | None:
    back = _BASES[0] - at
    clock = _CLOCK.search(text) if period == "time" else None
    if clock:
        day = context.local.replace(tzinfo=None) - timedelta(days=_days(at))
        said = day.replace(hour=at.hour, minute=at.minute, second=at.second)
        return to_reading(_moment(said, clock, zone), "dateparser", context)
    if period in ("month", "year"):
        months = (_BASES[0].year - at.year) * 12 + _BASES[0].month - at.month
        return ago(months / 12 if period == "year" else months, period, context)  # type: ignore[arg-type]
    if period == "week" or period == "day":
        days = _days(at)
        return ago(days / 7, "week", context) if period == "week" else ago(days, "day", context)
    return ago(*_amount(back), context)


def _days(at: datetime) -> int:
    return (_BASES[0].date() - at.date()).days


def _amount(back: timedelta) -> tuple[float, Unit]:
    minutes = back.total_seconds() / 60
    return (minutes / 60, "hour") if minutes >= 60 else (minutes, "minute")
