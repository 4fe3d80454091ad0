"""How late a feed lists what it publishes, learnt from its dated entries (pure).

A dated entry that was first seen at T, and not at S before it, tells a delay: how long before S
it had been published, 0 where it was after. Delays are counted in buckets whose edges grow by a
fifth, so a feed's whole past is some sixty numbers. An undated story of the feed was then
published in [S - quantile, T]. A young feed borrows from what all feeds of the store do.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import zip_longest
from math import ceil
from typing import Literal

LEVEL = 0.94  # asked of the buckets; rounded up to their edges, 95 to 97 % of the intervals hold
AT_MOST = 0.97
BORROWED = 5.0  # entries' worth of the other feeds' delays beside a feed's own
ENOUGH = 20  # delays, of all feeds, below which nothing can be said
MOST = 2000  # counts are halved there, so that a feed may change its ways
ASSUMED = timedelta(days=1)  # where nothing has been learnt
LONGEST = timedelta(days=30)
_EDGES = tuple(60 * 1.2**n for n in range(59))  # seconds: a minute to 28 days

BUCKETS = len(_EDGES) + 2

Counts = tuple[int, ...]
Source = Literal["own", "others", "assumed"]


@dataclass(frozen=True, slots=True)
class Delay:
    """How long before the last poll without it a story may have been published, and why so.

    `own` is learnt from `dated` stories of the feed, of which `held` were no later than `span`.
    """

    span: timedelta
    source: Source
    dated: int = 0
    held: int = 0


def bucket(seconds: float) -> int:
    """The bucket of a delay: 0 for none, else 1 for up to a minute, and so on."""
    return 0 if seconds <= 0 else 1 + bisect_left(_EDGES, seconds)


def edge(number: int) -> timedelta:
    """The longest delay that lies in a bucket; that of the last is taken for 30 days."""
    if number == 0:
        return timedelta(0)
    return timedelta(seconds=ceil(_EDGES[number - 1])) if number <= len(_EDGES) else LONGEST


def counted(counts: Counts, number: int) -> Counts:
    """The counts with one more in a bucket; halved where they have become many."""
    if sum(counts) >= MOST:
        counts = tuple(count // 2 for count in counts)
    longer = counts + (0,) * (number + 1 - len(counts))
    return (*longer[:number], longer[number] + 1, *longer[number + 1 :])


def delay_of(own: Counts, pool: Sequence[int]) -> Delay:
    """The delay to allow for, from a feed's own counts and those of all feeds of the store."""
    dated, known = sum(own), sum(pool)
    if max(dated, known) < ENOUGH:
        return Delay(ASSUMED, "assumed")
    number = _quantile(own, pool, dated, known)
    return Delay(edge(number), "own" if dated else "others", dated, sum(own[: number + 1]))


def _quantile(own: Counts, pool: Sequence[int], dated: int, known: int) -> int:
    """The bucket up to which LEVEL of the delays lie; as if one more were the longest of all,
    which is what few observations may have missed, but never the longest of all known."""
    weight = BORROWED / known if known else 0.0
    total = dated + (BORROWED if known else 0.0)
    wanted, reached = min(LEVEL * (total + 1), AT_MOST * total), 0.0
    for number, (mine, theirs) in enumerate(zip_longest(own, pool, fillvalue=0)):
        reached += mine + weight * theirs
        if reached >= wanted:
            return number
    return BUCKETS - 1
