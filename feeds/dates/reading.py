"""The order of the readers, written once."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from feeds.dates import iso, library, numeric, rfc822, standard, url, words
from feeds.dates.context import Context, Impossible
from feeds.dates.gate import plausible
from feeds.dates.habit import corrected
from feeds.dates.layout import tidy
from feeds.model import Reading

Reader = Callable[[str, Context], Reading | None]

READERS: tuple[Reader, ...] = (
    iso.read_epoch,
    words.read_other_years,
    iso.read,
    rfc822.read,
    numeric.read,
    words.read,
    library.read,
)
_LONGEST = 160  # characters of a tidy string; no date is longer, and garbage must stay cheap
_LONGEST_RAW = 1_000


class Attempt(NamedTuple):
    """What came of one raw string: a reading, or a flag `set-aside:…` that says why not."""

    raw: str
    reading: Reading | None
    flag: str = ""
    written: Reading | None = None  # as it stood, before the feed's clock was set right


def read_date(raw: str, context: Context) -> Attempt:
    """Read a string as a feed wrote it; never raises."""
    if (quick := standard.read(raw, context)) is not None:
        return _gated(raw, quick, context)
    text = tidy(raw) if len(raw) <= _LONGEST_RAW else raw.strip()
    return _attempt(raw, text, READERS, context)


def read_url(link: str, context: Context) -> Attempt:
    """The date in an article's address; never raises."""
    if not url.YEAR.search(link):  # as in most
        return Attempt(link, None)
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
    if readers is not READERS:
        return Attempt(raw, *plausible(found, context.fetched_at))
    return _gated(raw, found, context)


def _gated(raw: str, written: Reading, context: Context) -> Attempt:
    clock = context.habit.clock if context.habit else None
    found = corrected(written, clock) if clock else written
    return Attempt(raw, *plausible(found, context.fetched_at), written)
