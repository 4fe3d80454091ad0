"""The evidence of a date in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from feeds.dates.gate import CLOCK_SKEW
from feeds.dates.reading import Attempt
from feeds.model import FeedClock, Reading

_SAID = {
    "published": "the date of publication",
    "created": "the date of creation",
    "updated": "the date of the last update",
    "url": "the day in the address",
}
_ZONES = {
    "written": "which it names",
    "named": "which it names",
    "assumed": "assumed, since the one it names is unknown",
    "outlet": "the outlet's, since it names none",
    "feed": "learnt from the feed's dates",
}


def sentence(basis: str, attempt: Attempt, chosen: bool, clock: FeedClock | None) -> str:
    """What one raw string gave: how it was read, in which zone, and what became of it."""
    where = _SAID.get(basis, basis)
    where = where if basis == "url" else f"{where} {attempt.raw!r}"
    reading = attempt.reading
    if reading is None:
        return f"{where}: {attempt.flag.removeprefix('set-aside:')}, set aside"
    zone = f"zone {reading.zone}, {_ZONES.get(reading.zone_basis, reading.zone_basis)}"
    exact = "" if reading.precision == "interval" else f", to the {reading.precision}"
    parts = [f"read as {_spanned(reading)}{exact}", zone]
    parts += ["day and month could be swapped or the hour repeated"] if reading.ambiguous else []
    parts += ["ahead of the fetch, capped at it"] if attempt.flag == CLOCK_SKEW else []
    if clock is not None and attempt.written is not None:
        parts.append(_clock(reading, attempt.written, clock))
    return f"{where}: {', '.join(parts)}{'; chosen' if chosen else ''}"


def utc(at: datetime) -> str:
    """`2026-01-03 14:00:00 UTC`."""
    return f"{at.isoformat(' ', 'seconds')[:19]} UTC"  # its offset, which is none, left out


def span(length: timedelta) -> str:
    """A length of time as a person says it: `2 h 58 min`, `3 days`."""
    minutes = round(length.total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    if hours >= 48:
        return f"{round(hours / 24)} days"
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def _clock(reading: Reading, written: Reading, clock: FeedClock) -> str:
    if not clock.sure:
        return f"which may be {span(timedelta(minutes=abs(clock.minutes)))} early: {clock.reason}"
    away = written.earliest_at - reading.earliest_at
    taken = "back" if away > timedelta(0) else "on"
    return f"taken {span(abs(away))} {taken}, because {clock.reason}"


def _spanned(reading: Reading) -> str:
    earliest = utc(reading.earliest_at)
    latest = earliest if reading.latest_at == reading.earliest_at else utc(reading.latest_at)
    return earliest if earliest == latest else f"{earliest} to {latest}"
