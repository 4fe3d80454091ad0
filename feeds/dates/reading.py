"""The order of the readers, written once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from feeds.dates import arabic, calendars, iso, kurdish, library, numeric, rfc822, url
from feeds.dates.context import Context, Impossible
from feeds.dates.gate import plausible
from feeds.model import Reading

Reader = Callable[[str, Context], Reading | None]

READERS: tuple[Reader, ...] = (
    calendars.read_numbers,
    iso.read_epoch,
    iso.read,
    rfc822.read,
    numeric.read,
    kurdish.read,
    arabic.read,
    calendars.read,
    library.read,
)
_LONGEST = 160  # characters; no date is longer, and garbage must stay cheap
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_TIME_FIRST = re.compile(
    r"(\d{1,2}:\d{2}(?::\d{2})?(?:\s?[apصم]\.?(?:\s?m\.?)?(?!\w))?"
    r"(?:\s(?:[A-Z]{3,4}|[+-]\d{2}:?\d{2}))?)\s*[-–,،|]?\s+(?=.*\d{4})(.+)"
)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of one raw string: a reading, or a flag `set-aside:…` that says why not."""

    raw: str
    reading: Reading | None
    flag: str = ""


def tidy(raw: str) -> str:
    """One line, ASCII digits, no direction marks, the time behind the day."""
    text = " ".join(_UNSEEN.sub("", raw).split())
    if not text.isascii():
        text = "".join(str(int(c)) if c.isdecimal() else c for c in text)
    match = _TIME_FIRST.fullmatch(text)
    return f"{match[2]} {match[1]}" if match else text


def read_date(raw: str, context: Context) -> Attempt:
    """Read a string as a feed wrote it; never raises."""
    return _attempt(raw, tidy(raw), READERS, context)


def read_url(link: str, context: Context) -> Attempt:
    """The date in an article's address; never raises."""
    return _attempt(link, link, (url.read,), context)


def _attempt(raw: str, text: str, readers: tuple[Reader, ...], context: Context) -> Attempt:
    if not text or (len(text) > _LONGEST and readers is READERS):
        return Attempt(raw, None, "set-aside:not readable" if text else "")
    try:
        found = next((r for reader in readers if (r := reader(text, context))), None)
    except Impossible as problem:
        return Attempt(raw, None, f"set-aside:{problem}")
    if found is None:
        return Attempt(raw, None, "" if readers is not READERS else "set-aside:not readable")
    return Attempt(raw, *plausible(found, context.fetched_at))
