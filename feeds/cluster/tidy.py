"""Whether two events are one, and whether one is two: asked where a story has just been placed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from feeds.cluster import serial
from feeds.cluster.across import cross_odds
from feeds.cluster.constraints import Constraints
from feeds.cluster.features import Numbers
from feeds.cluster.nearest import linkage, speakers_of
from feeds.cluster.parting import Leaving
from feeds.cluster.score import crowding, odds
from feeds.cluster.wholes import between, foreign
from feeds.cluster.window import Window

MERGE = 0.0  # least average log-odds between two events that are one
SPLIT = -1.5  # average log-odds between the halves of an event below which it is two
OURS, THEIRS = 4, 8  # stories that speak for two events that are compared
BOUND = 1e6  # log-odds of what is never parted
SIZES = frozenset({3, 4, 5, 6, 7, 8, 10, 12, 15, 19, 24})  # stories at which it is asked


def merging(window: Window, one: str, other: str, constraints: Constraints) -> float | None:
    """Log-odds between two events where they are one, else None: on average within a language,
    by a score of its own across languages."""
    if parted(window, one, other, constraints):
        return None
    ours, theirs = speakers_of(window, one, OURS), speakers_of(window, other, THEIRS)
    if serial.both(window, ours, theirs):
        return None
    rows = window.signals(window.askers(ours), np.array(theirs))
    if _languages(window, ours) & _languages(window, theirs):
        average = float(np.mean([linkage(each) for each in odds(rows)]))
    else:
        average = cross_odds(rows.reshape(-1, rows.shape[-1]))
    average = round(average - crowding(len(window)), 6)
    return average if average >= MERGE else None


def _languages(window: Window, slots: Sequence[int]) -> set[str]:
    return {window.story(slot).language for slot in slots}


def older(window: Window, one: str, other: str) -> tuple[str, str]:
    """Two open events, the one that was founded first in front."""
    first = min((window.members.founded(event_id), event_id) for event_id in (one, other))[1]
    return (one, other) if first == one else (other, one)


def falling_apart(window: Window, event_id: str, constraints: Constraints) -> Leaving | None:
    """What leaves a small event for one of its own; None where it is one. The founding story
    stays. See `parting` for large ones."""
    if window.members.size(event_id) not in SIZES:
        return None
    slots = window.members.of(event_id)
    pairs = _pairs(window, slots)
    parts, average = _halves(pairs, _bound(window, slots, constraints))
    if average >= SPLIT or len(parts) != 2:
        return None
    staying, leaving = ([slots[at] for at in part] for part in sorted(parts, key=min))
    if foreign(window, staying, leaving) and between(window, staying, leaving) >= SPLIT:
        return None
    return Leaving(leaving, round(average, 6))


def parted(window: Window, one: str, other: str, constraints: Constraints) -> bool:
    """Whether an analyst keeps two events apart."""
    if not constraints.named:
        return False
    ours, theirs = (_named(window, event_id, constraints) for event_id in (one, other))
    return any(constraints.parted(a, b) for a, b in product(ours, theirs))


def _named(window: Window, event_id: str, constraints: Constraints) -> list[str]:
    ids = (window.story(slot).id for slot in window.members.of(event_id))
    return [story_id for story_id in ids if story_id in constraints.named]


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


def _halves(pairs: Numbers, bound: NDArray[np.bool_]) -> tuple[list[list[int]], float]:
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
