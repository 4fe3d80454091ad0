"""Whether a small event is two: asked at some sizes while it grows. See `parting` for large ones.

All its pairs are compared. It is two where two halves of it clearly differ; and where one story,
with its reprints, is close to none of the others: it came by what both sides were close to when
they were few, a country or a feast. Such a story is what a reader sees first, often as the
"first" of an event that it has nothing to do with.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from feeds.cluster.constraints import Constraints
from feeds.cluster.features import Numbers
from feeds.cluster.parting import Leaving
from feeds.cluster.score import crowding, odds
from feeds.cluster.wholes import between, foreign
from feeds.cluster.window import Window

SPLIT = -0.75  # average log-odds between the halves of an event below which it is two
CLOSE = 0.7  # log-odds that a story of an event has to one of the others, at least
SIZES = frozenset({3, 4, 5, 6, 7, 8, 10, 12, 15, 19, 24})  # stories at which it is asked
FEW = 4  # stories of an event up to which one in a language of its own stays: later, what it
# founds and the event are weighed as wholes, see `echoes`, which says more than pairs do
BOUND = 1e6  # log-odds of what is never parted
OF_NEAREST = "of the nearest two"

Parts = list[list[int]]  # places in an event, in order of arrival


def leaving(window: Window, event_id: str, constraints: Constraints, torn: bool) -> Leaving | None:
    """What leaves a small event for one of its own, None where it is one; the founding story
    stays. `torn` where a story was far from one of the others: only then are halves looked for."""
    if window.members.size(event_id) not in SIZES:
        return None
    slots = window.members.of(event_id)
    bound = _bound(window, slots, constraints)
    kin = _kin(bound)
    pairs = _together(_pairs(window, slots), kin)
    half = _half(window, slots, pairs, bound) if torn else None
    return half or _loner(window, slots, pairs, kin)


def _half(
    window: Window, slots: Sequence[int], pairs: Numbers, bound: NDArray[np.bool_]
) -> Leaving | None:
    """The half that leaves, where two halves are two happenings."""
    parts, average = _halves(pairs, bound)
    if average >= SPLIT or len(parts) != 2:
        return None
    staying, gone = ([slots[at] for at in part] for part in sorted(parts, key=min))
    if foreign(window, staying, gone) and between(window, staying, gone) >= SPLIT:
        return None
    return Leaving(gone, round(average, 6))


def _loner(window: Window, slots: Sequence[int], pairs: Numbers, kin: Parts) -> Leaving | None:
    """The story that is close to no other, with its reprints; the others, where it founded."""
    if len(kin) < 3:
        return None
    closest = [float(np.delete(pairs[part], part, 1).max()) for part in kin]
    score = min(closest)
    alone = kin[closest.index(score)]
    rest = [at for at in range(len(slots)) if at not in alone]
    if score >= CLOSE or len(rest) < 2 * len(alone):
        return None
    one, others = ([slots[at] for at in part] for part in (alone, rest))
    if len(slots) <= FEW and foreign(window, others, one):
        return None
    return Leaving(others if 0 in alone else one, round(score, 6), OF_NEAREST)


def _kin(bound: NDArray[np.bool_]) -> Parts:
    """Places that never part, together; in order of their first."""
    part_of = list(range(len(bound)))
    for one, other in np.argwhere(bound).tolist():
        low, high = sorted((part_of[one], part_of[other]))
        part_of = [low if part == high else part for part in part_of]
    found: dict[int, list[int]] = {}
    for at, part in enumerate(part_of):
        found.setdefault(part, []).append(at)
    return list(found.values())


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


def _bound(window: Window, slots: Sequence[int], constraints: Constraints) -> NDArray[np.bool_]:
    """Which pairs never part: a reprint and its origin, and what was pinned together."""
    stories = [window.story(slot) for slot in slots]
    found = np.zeros((len(slots), len(slots)), np.bool_)
    for (at, a), (to, b) in combinations(enumerate(stories), 2):
        copies = a.copy_of == b.id or b.copy_of == a.id or (a.copy_of and a.copy_of == b.copy_of)
        found[at, to] = found[to, at] = bool(copies) or b.id in constraints.pinned(a.id)
    return found


def _halves(pairs: Numbers, bound: NDArray[np.bool_]) -> tuple[Parts, float]:
    """Average linkage down to two parts, in order of their first member; what is between them."""
    parts = [[at] for at in range(len(pairs))]
    links = np.where(bound, BOUND, np.round(pairs, 6))
    np.fill_diagonal(links, -np.inf)
    while len(parts) > 2:
        one, other = sorted(divmod(int(np.argmax(links)), len(parts)))
        sizes = len(parts[one]), len(parts[other])
        joined = np.average(links[[one, other]], axis=0, weights=sizes)
        links[one], links[:, one] = joined, joined
        links = np.delete(np.delete(links, other, 0), other, 1)
        links[one, one] = -np.inf
        parts[one] += parts.pop(other)
    one_side, other_side = parts
    if bound[np.ix_(one_side, other_side)].any():
        return [], 0.0
    return parts, float(pairs[np.ix_(one_side, other_side)].mean())
