"""RFC 822 and the other English layouts with a month in letters, each in any zone."""

from __future__ import annotations

import re

from feeds.dates.context import Context
from feeds.dates.moment import Moment, hour_of, to_reading, year_of
from feeds.dates.zones import ZONE
from feeds.model import Reading

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NUMBER = {name: n for n, name in enumerate(MONTHS, start=1)}
_NUMBER |= {"january": 1, "february": 2, "march": 3, "april": 4, "june": 6, "july": 7, "august": 8}
_NUMBER |= {"sept": 9, "september": 9, "october": 10, "november": 11, "december": 12}

WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_WEEKDAY = rf"(?:{WEEKDAY}\.?,?\s*)?"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_CLOCK = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"(?:\s*(?P<half>[ap])\.?\s?m\b\.?)?"
)
_TIME = rf"(?:(?:\s*[,|@–-]\s*|\s+)(?:at\s+)?{_CLOCK}\s*[,|–]?\s*(?P<zone>{ZONE})?)?"

_LAYOUTS = tuple(
    re.compile(layout, re.I)
    for layout in (
        rf"{_WEEKDAY}{_DAY}[\s.,/-]*(?:of\s+)?{_MONTH}[\s,/-]*(?P<year>\d{{4}}|\d{{2}}){_TIME}",
        rf"{_WEEKDAY}{_MONTH}\s*{_DAY}[,\s]+(?P<year>\d{{4}}){_TIME}",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY}\s+{_CLOCK}\s+(?:(?P<zone>{ZONE})\s+)?(?P<year>\d{{4}})",
        rf"{_WEEKDAY}(?P<year>\d{{4}})[\s-]{_MONTH}[\s-]{_DAY}{_TIME}",
    )
)


def read(text: str, context: Context) -> Reading | None:
    """`Thu, 06 Mar 2025 17:05:00 EET`, `6 March 2025`, `March 6, 2025 9:05 AM`, asctime."""
    return read_english(text, "rfc822", context)


def read_english(text: str, reader: str, context: Context) -> Reading | None:
    """A date with an English month, for readers that turn their own words into English."""
    for layout in _LAYOUTS:
        match = layout.fullmatch(text)
        month = _NUMBER.get(match["month"].lower()) if match else None
        if match and month:
            return to_reading(_moment(match, month), reader, context)
    return None


def _moment(match: re.Match[str], month: int) -> Moment:
    hour, second = match["hour"], match["second"]
    return Moment(
        year_of(match["year"]),
        month,
        int(match["day"]),
        None if hour is None else hour_of(hour, match["half"]),
        int(match["minute"] or 0),
        None if second is None else int(second),
        match["zone"] or "",
    )
