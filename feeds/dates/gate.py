"""The one gate of plausibility that every reading passes, whoever read it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from feeds.model import Reading

GRACE = timedelta(minutes=5)  # two honest clocks differ by as much
NONE = timedelta(0)
SKEW = timedelta(days=1)  # a wrong zone or clock; what lies beyond is no publication
OLDEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the web; zeros of databases lie there too

CLOCK_SKEW = "clock-skew"
STRAY = "set-aside:long before the feed's other entries"


def plausible(reading: Reading, fetched_at: datetime) -> tuple[Reading | None, str]:
    """The reading, kept, capped at the fetch or set aside, and the flag that says so.

    Nothing is published after it was fetched. A capped reading holds the day before it up to
    the fetch: its clock or zone is wrong by an unknown amount.
    """
    ahead = reading.earliest_at - fetched_at
    if ahead > SKEW:
        return None, "set-aside:in the future"
    if reading.latest_at < OLDEST:
        return None, "set-aside:before 1990"
    if ahead > GRACE:
        earliest = reading.earliest_at - SKEW
        return reading._replace(
            earliest_at=earliest, latest_at=fetched_at, precision="interval"
        ), CLOCK_SKEW
    if ahead > NONE:
        return reading._replace(earliest_at=fetched_at, latest_at=fetched_at), ""
    return reading, ""
