"""From all that a feed said and what polling proves to one date with its evidence.

What is tried, in order: published, created, updated, the address, the polls. The interval
[earliest_at, latest_at] always holds what is known; `published_at` is the one instant that
charts use, chosen so:

- second and minute: the instant as written;
- hour and day: the middle of what is left of the interval (`3 hours ago` is then three hours);
- interval (polls, corrected clocks, `two months ago`): the middle if it spans two hours or
  less, else its end. The end is when the story was surely there: a poller that slept for a day
  must not invent an hour in that day. A story is never dated earlier than can be shown.

Polling proves one bound, that a story was published by the time it was first seen. It proves no
lower bound for a date that was written: feeds list stories hours after they publish them.
At a feed's first poll nothing bounds an undated story from below, so its interval is thirty
days, its basis `none` and its confidence low: it is shown as undated, not as new.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from feeds.dates.context import Context
from feeds.dates.gate import CLOCK_SKEW, GRACE
from feeds.dates.reading import Attempt, read_date, read_url
from feeds.model import DateBasis, Precision, RawEntry, Reading, StoryDate

UNKNOWN_SPAN = timedelta(days=30)
SHORT = timedelta(hours=2)
UNDATED = "undated: first seen"
CONFLICT = "conflicts-with-polls"
URL_CONFLICT = "conflicts-with-url"
AMBIGUOUS = "ambiguous"
UNKNOWN_ZONE = "unknown-zone"

Confidence = Literal["high", "medium", "low"]
Found = tuple[DateBasis, Attempt]


def resolve(
    raw: RawEntry,
    context: Context,
    listed_after_at: datetime | None,
    first_seen_at: datetime,
) -> StoryDate:
    """The date of an entry that was listed in (listed_after_at, first_seen_at]."""
    found = _attempts(raw, context)
    polls = _polled(listed_after_at, first_seen_at)
    chosen = next(((basis, a) for basis, a in found if a.reading), None)
    aside = tuple(dict.fromkeys(a.flag for _, a in found if a.flag and a.reading is None))
    date = _read(*chosen, found, polls, first_seen_at) if chosen else polls
    basis = chosen[0] if chosen and date.basis == chosen[0] else ""
    evidence = tuple(_sentence(b, a, b == basis) for b, a in found)
    return replace(
        date, flags=date.flags + aside, evidence=(*evidence, _polls_sentence(polls, date))
    )


def point(reading: Reading) -> datetime:
    """The instant that stands for an interval on a chart; see the module's docstring."""
    return _point(reading.earliest_at, reading.latest_at, reading.precision)


def _point(earliest: datetime, latest: datetime, precision: Precision) -> datetime:
    if latest - earliest < timedelta(minutes=1):
        return earliest
    if precision == "interval" and latest - earliest > SHORT:
        return latest
    return earliest + (latest - earliest) / 2


def _attempts(raw: RawEntry, context: Context) -> list[Found]:
    said: list[tuple[DateBasis, str]] = [
        ("published", raw.published_raw),
        ("created", raw.created_raw),
        ("updated", raw.updated_raw),
    ]
    found = [(basis, read_date(text, context)) for basis, text in said if text.strip()]
    address = read_url(raw.link, context)
    return [*found, ("url", address)] if address.reading else found


def _polled(listed_after_at: datetime | None, first_seen_at: datetime) -> StoryDate:
    if listed_after_at is None or listed_after_at >= first_seen_at:
        earliest, flags = first_seen_at - UNKNOWN_SPAN, (UNDATED,)
        return StoryDate(
            first_seen_at, earliest, first_seen_at, "none", "interval", "low", flags=flags
        )
    at = _point(listed_after_at, first_seen_at, "interval")
    confidence: Confidence = "medium" if first_seen_at - listed_after_at <= SHORT else "low"
    return StoryDate(at, listed_after_at, first_seen_at, "polled", "interval", confidence)


def _read(
    basis: DateBasis, attempt: Attempt, found: list[Found], polls: StoryDate, seen_at: datetime
) -> StoryDate:
    reading = attempt.reading
    assert reading is not None
    if reading.earliest_at > seen_at + GRACE:
        return replace(polls, flags=(*polls.flags, CONFLICT), raw=attempt.raw)
    earliest, latest = min(reading.earliest_at, seen_at), min(reading.latest_at, seen_at)
    if attempt.flag == CLOCK_SKEW and polls.basis == "polled":
        earliest = max(earliest, polls.earliest_at)
    flags = _flags(attempt, reading, found)
    return StoryDate(
        _point(earliest, latest, reading.precision),
        earliest,
        latest,
        basis,
        reading.precision,
        _confidence(basis, reading, flags),
        attempt.raw,
        reading.reader,
        reading.zone,
        reading.zone_basis,
        flags,
    )


def _flags(attempt: Attempt, reading: Reading, found: list[Found]) -> tuple[str, ...]:
    address = next((a.reading for basis, a in found if basis == "url"), None)
    day = timedelta(days=1)  # the address may be of the day in another zone
    apart = address is not None and (
        address.latest_at + day < reading.earliest_at
        or reading.latest_at < address.earliest_at - day
    )
    marks = {
        attempt.flag: bool(attempt.flag),
        UNKNOWN_ZONE: reading.zone_basis == "assumed",
        AMBIGUOUS: reading.ambiguous,
        URL_CONFLICT: apart,
    }
    return tuple(flag for flag, holds in marks.items() if holds)


def _confidence(basis: DateBasis, reading: Reading, flags: tuple[str, ...]) -> Confidence:
    """Low if anything is flagged or wide; high if published, exact and with its own zone."""
    if flags or reading.precision == "interval":
        return "low"
    exact = reading.precision in ("second", "minute") and reading.reader != "relative"
    own_zone = reading.zone_basis in ("written", "named", "feed")
    return "high" if exact and own_zone and basis in ("published", "created") else "medium"


def _sentence(basis: DateBasis, attempt: Attempt, chosen: bool) -> str:
    where = "the address" if basis == "url" else basis
    reading = attempt.reading
    if reading is None:
        return f"{where} {attempt.raw!r}: {attempt.flag.removeprefix('set-aside:')}, set aside"
    zones = {"assumed": "assumed, the one written is unknown", "outlet": "the outlet's"}
    zone = f"{reading.zone} ({zones.get(reading.zone_basis, reading.zone_basis)})"
    parts = [f"read by {reading.reader} as {_span(reading)}, to the {reading.precision}", zone]
    parts += ["day and month could be swapped or the hour repeated"] if reading.ambiguous else []
    parts += ["ahead of the fetch, capped at it"] if attempt.flag == CLOCK_SKEW else []
    return f"{where} {attempt.raw!r}: {', '.join(parts)}{'; chosen' if chosen else ''}"


def _span(reading: Reading) -> str:
    earliest, latest = _utc(reading.earliest_at), _utc(reading.latest_at)
    return earliest if earliest == latest else f"{earliest} to {latest}"


def _utc(at: datetime) -> str:
    return f"{at.replace(tzinfo=None).isoformat(' ', 'seconds')} UTC"


def _polls_sentence(polls: StoryDate, date: StoryDate) -> str:
    chosen = "; chosen" if date.basis == polls.basis else ""
    against = "; this contradicts the date above" if CONFLICT in date.flags else ""
    if polls.basis == "none":
        text = f"first seen at {_utc(polls.latest_at)} by the feed's first poll"
        return f"{text}, so published by then, how long before is unknown{chosen}{against}"
    text = f"not listed at {_utc(polls.earliest_at)}, listed at {_utc(polls.latest_at)}"
    return f"{text}, so published by then{chosen}{against}"
