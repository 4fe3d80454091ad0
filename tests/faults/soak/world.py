"""What the feeds of a soak list at any instant, and how their servers fail (pure)."""

from __future__ import annotations

import random
from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import cache
from typing import Literal

from tests.faults.soak.clock import BEGUN

WINDOW = 20
BEFORE = timedelta(days=4)  # that feeds have listed already when a soak begins
A_DAY = (2.0, 12.0)  # items a feed lists, between: none leaves a window within hours
WORDS = (
    *("ferry", "harbour", "council", "bridge", "market", "strike", "school", "storm", "museum"),
    *("tram", "orchard", "library", "verdict", "reservoir", "festival", "railway", "clinic"),
    *("quarry", "lighthouse", "parade", "bakery", "theatre", "canal", "orchestra"),
)
Fault = Literal["", "error", "throttled", "silent", "cut", "page"]
FAULTS: tuple[tuple[float, Fault], ...] = (
    (0.03, "error"),
    (0.05, "throttled"),
    (0.06, "silent"),
    (0.08, "cut"),
    (0.09, "page"),
)


@dataclass(frozen=True)
class World:
    """Feeds by number, alike in every process that is told the seed."""

    seed: int
    hours: float

    def window(self, feed: int, at: datetime) -> range:
        """Numbers of the items that a feed lists, the oldest first."""
        listed = bisect_right(times(self, feed), at)
        return range(max(0, listed - WINDOW), listed)

    def fault(self, feed: int, at: datetime) -> Fault:
        """How its server fails in this hour, if it does."""
        hour = int((at - BEGUN) / timedelta(hours=1))
        chance = random.Random(f"{self.seed} {feed} {hour}").random()
        return next((fault for bound, fault in FAULTS if chance < bound), "")

    def document(self, feed: int, at: datetime) -> str:
        """What a feed says, the newest on top."""
        items = "".join(self._item(feed, number) for number in reversed(self.window(feed, at)))
        return f'<rss version="2.0"><channel><title>Paper {feed}</title>{items}</channel></rss>'

    def _item(self, feed: int, number: int) -> str:
        words = random.Random(f"{self.seed} {feed} {number}").choices(WORDS, k=6)
        return (
            f"<item><guid isPermaLink='false'>{key(feed, number)}</guid>"
            f"<title>{' '.join(words)} {number}</title>"
            f"<link>http://paper{feed}.example/{number}</link>"
            f"<pubDate>{format_datetime(times(self, feed)[number])}</pubDate></item>"
        )


def key(feed: int, number: int) -> str:
    """What an item is known by."""
    return f"{feed}:{number}"


@cache
def times(world: World, feed: int) -> list[datetime]:
    """When a feed lists its items, ascending."""
    chance = random.Random(f"{world.seed} {feed}")
    mean = timedelta(days=1) / chance.uniform(*A_DAY)
    at, end, found = BEGUN - BEFORE, BEGUN + timedelta(hours=world.hours + 24), []
    while (at := at + chance.expovariate(1.0) * mean) < end:
        found.append(at.replace(microsecond=0))
    return found
