"""A cheap, strict reading of dates that name their offset: enough to order a feed's window.

Stories are dated elsewhere, with evidence; here an unclear date is no date.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from feeds.model import RawEntry


@lru_cache(maxsize=8192)  # a poll asks several times for the dates of a window
def stamp(raw: str) -> datetime | None:
    """An RFC 822 or ISO date with an offset, in UTC; None for anything else."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            found = read(raw.strip())
            return found.astimezone(UTC) if found.tzinfo else None
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
    return None


def stamp_of(entry: RawEntry) -> datetime | None:
    """The date that an entry itself gives first, where it can be read cheaply."""
    return stamp(entry.published_raw or entry.updated_raw or entry.created_raw)
