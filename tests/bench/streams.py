"""Archived feed items as streams of listings, for the simulation of the schedule.

The archive's own poller looked at each feed about every 66 minutes and stored what it found
within seconds. So its `first_seen` comes in batches that no real feed lists; three readings:

archived  each item is listed at its first_seen, batches as they are
dated     at its own date where that lies since the archive's look before; the rest spread
even      each batch spread evenly over the time since the look before
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

READINGS = ("archived", "dated", "even")
LOOK = timedelta(minutes=66)  # the archive's round, as the gaps between its batches show
BATCH = timedelta(minutes=5)  # items closer together were stored in one look


@dataclass(frozen=True, slots=True)
class Listing:
    """One item: when it got listed, and the date that the feed gives it, if any."""

    at: datetime
    published: datetime | None


Streams = dict[str, list[Listing]]


def read_streams(path: Path) -> Streams:
    """The items of each feed in the order of their first showing."""
    found: Streams = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            published = item["published"]
            found[item["feed_url"]].append(
                Listing(_utc(item["first_seen"]), _utc(published) if published else None)
            )
    return {url: sorted(found[url], key=lambda item: item.at) for url in sorted(found)}


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def reading(streams: Streams, name: str) -> Streams:
    """The streams in one of the three readings."""
    if name == "archived":
        return streams
    return {
        url: sorted(
            (item for batch in batches(items) for item in _spread(batch, name == "dated")),
            key=lambda item: item.at,
        )
        for url, items in streams.items()
    }


def batches(items: Sequence[Listing]) -> Iterator[list[Listing]]:
    """Items that were stored in one look."""
    batch: list[Listing] = []
    for item in items:
        if batch and item.at - batch[-1].at >= BATCH:
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch


def _spread(batch: Sequence[Listing], by_date: bool) -> Iterator[Listing]:
    end = batch[-1].at
    rest = []
    for item in batch:
        if by_date and item.published and end - LOOK < item.published <= end:
            yield replace(item, at=item.published)
        else:
            rest.append(item)
    for number, item in enumerate(rest, start=1):
        yield replace(item, at=end - LOOK + LOOK * number / (len(rest) + (1 if by_date else 0)))
