"""The stories of a store in the order in which they came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from feeds.model import Story
from feeds.store import Store

EVER, NEVER = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
SLICE = timedelta(days=1)  # of arrivals that are read at once


def arrivals(store: Store) -> Iterator[list[Story]]:
    """All stories in order of arrival, a day or so at a time."""
    span = store.span() or (EVER, EVER)
    reached = EVER
    for at in _days(*span):
        yield store.stories_seen(reached, at)
        reached = at
    yield store.stories_seen(reached, NEVER)


def _days(first: datetime, last: datetime) -> Iterator[datetime]:
    at = first
    while at <= last:
        yield at
        at += SLICE
