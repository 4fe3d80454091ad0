"""Whether a small event is two: asked at some sizes while it grows. See `parting` for large ones.

All its pairs are compared. It is two where two halves of it clearly differ; where one story, with
its reprints, is close to none of the others; and where the earliest few are far from the rest, and
the rest are close to one another. Such stories came by what both sides were close to when they
were few, a country or a feast, and are what a reader sees first: as the "first" of an event that
they have nothing to do with.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from feeds.cluster.constraints import Constraints
from feeds.cluster.features import Numbers
from feeds.cluster.kin import Parts, kin_of, linked
from feeds.cluster.parting import Leaving
from feeds.cluster.score import crowding, odds
from feeds.cluster.wholes import between, foreign
from feeds.cluster.window import Window

SPLIT = -1.0  # average log-odds between the halves of an event below which it is two
CLOSE = 0.7  # log-odds that a story of an event has to one of the others, at least
SIZES = frozenset({3, 4, 5, 6, 7, 8, 10, 12, 15, 19, 24})  # stories at which it is asked
FEW = 4  # stories of an event up to which one in a language of its own stays: later, what it
# founds and the event are weighed as wholes, see `echoes`, which says more than pairs do
GROWN = 6  # stories of an event from which its earliest are looked at beside the rest
EARLIEST = 3  # of those, so many at most, and no more than one in three
BEFORE = -0.5  # average log-odds to the rest below which they may be of another happening
CLOSER = 1.5  # by so much the rest are closer to one another, then
OF_NEAREST = "of the nearest two"


def leaving(window: Window, event_id: str, constraints: Constraints, torn: bool) -> Leaving | None:
    """What leaves a small event for one of its own, None where it is one; the founding story
    stays. `torn` where a story was far from one of the others: only then are halves looked for."""
    if window.members.size(event_id) not in SIZES:
        return None
    slots = window.members.of(event_id)
    place = {slot: at for at, slot in enumerate(slots)}
    kin = [[place[slot] for slot in part] for part in kin_of(window, slots, constraints).values()]
    pairs = _together(_pairs(window, slots), kin)
    half = _half(window, slots, pairs, kin) if torn else None
    return half or _loner(window, slots, pairs, kin) or _rest(window, slots, pairs, kin)


def _half(window: Window, slots: Sequence[int], pairs: Numbers, kin: Parts) -> Leaving | None:
    """The half that leaves, where two halves are two happenings."""
    parts = linked(np.round(pairs, 6), kin, -np.inf, fewest=2)
    if len(parts) != 2:
        return None
    average = float(pairs[np.ix_(*parts)].mean())
    staying, gone = ([slots[at] for at in sorted(part)] for part in sorted(parts, key=min))
    if average >= SPLIT:
        return None
    if foreign(window, staying, gone) and between(window, staying, gone) >= SPLIT:
        return None
    return Leaving(gone, round(average, 6))


def _loner(window: Window, slots: Sequence[int], pairs: Numbers, kin: Parts) -> Leaving | None:
    """The story that is close to no other, with its reprints; the others, where it founded."""
    if len(kin) < 3:
        return None
    closest = [float(np.delete(pairs[part], part, 1).max()) for part in kin]
    score = min(closest)
    alone = sorted(kin[closest.index(score)])
    rest = [at for at in range(len(slots)) if at not in alone]
    if score >= CLOSE or len(rest) < 2 * len(alone):
        return None
    one, others = ([slots[at] for at in part] for part in (alone, rest))
    if len(slots) <= FEW and foreign(window, others, one):
        return None
    return Leaving(others if 0 in alone else one, round(score, 6), OF_NEAREST)


def _rest(window: Window, slots: Sequence[int], pairs: Numbers, kin: Parts) -> Leaving | None:
    """What came after the earliest stories, where those are of another happening."""
    earliest: list[int] = []
    found: list[tuple[float, list[int], list[int]]] = []
    for part in sorted(kin, key=min):
        earliest = [*earliest, *part]
        if len(slots) < GROWN or len(earliest) > min(EARLIEST, len(slots) // 3):
            break
        rest = [at for at in range(len(slots)) if at not in earliest]
        apart = float(pairs[np.ix_(earliest, rest)].mean())
        if apart < BEFORE and _within(pairs, rest) - apart >= CLOSER:
            found.append((apart, earliest, rest))
    if not found:
        return None
    score, before, after = min(found)
    staying, gone = ([slots[at] for at in side] for side in (before, after))
    return None if foreign(window, staying, gone) else Leaving(gone, round(score, 6))


def _within(pairs: Numbers, some: Sequence[int]) -> float:
    """Average log-odds of stories, two or more, to one another."""
    among = pairs[np.ix_(some, some)]
    return float(among.sum() - among.trace()) / (len(some) * (len(some) - 1))


def _together(pairs: Numbers, kin: Parts) -> Numbers:
    """The pairs where those that never part are as close to others as the closest of them: what
    an analyst put together need not be alike."""
    for part in (part for part in kin if len(part) > 1):
        pairs[part] = pairs[part].max(axis=0)
        pairs[:, part] = pairs[:, part].max(axis=1, keepdims=True)
    return pairs


def _pairs(window: Window, slots: Sequence[int]) -> Numbers:
    """Log-odds of every pair, (n, n), the same both ways."""
    every = np.array(slots)
    found = odds(window.signals(window.askers(slots), every)) - crowding(len(window))
    both: Numbers = (found + found.T) / 2
    return both
