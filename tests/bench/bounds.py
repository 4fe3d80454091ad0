"""What polls at fixed intervals lose, as bounds for a schedule that must learn."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime, timedelta
from itertools import pairwise

from tests.bench.streams import Streams

INTERVALS = [timedelta(minutes=m) for m in (60, 75, 90, 120, 150, 180, 240, 360, 720, 1440)]


def unavoidable(
    streams: Streams, window: int, every: timedelta, start: datetime, end: datetime
) -> tuple[int, int]:
    """Polls and losses where every feed is asked so often, and at the end."""
    grid = [start + every * number for number in range(-((start - end) // every))] + [end]
    lost = 0
    for items in streams.values():
        times = [item.at for item in items]
        counts = [0, *(bisect_right(times, at) for at in grid)]
        lost += sum(max(0, later - sooner - window) for sooner, later in pairwise(counts))
    return len(grid) * len(streams), lost


def hindsight(streams: Streams, window: int, start: datetime, end: datetime) -> tuple[int, int]:
    """Polls and losses where each feed is asked at the rarest interval that loses least of it."""
    found = [
        min(unavoidable({name: items}, window, every, start, end)[::-1] for every in INTERVALS)
        for name, items in streams.items()
    ]
    return sum(polls for _, polls in found), sum(lost for lost, _ in found)
