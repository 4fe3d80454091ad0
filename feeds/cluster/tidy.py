"""Whether two events are one: asked where a story has just been placed close to both."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from feeds.cluster import serial
from feeds.cluster.across import cross_odds
from feeds.cluster.constraints import Constraints
from feeds.cluster.nearest import linkage, speakers_of
from feeds.cluster.score import crowding, odds
from feeds.cluster.window import Window

MERGE = 0.0  # least average log-odds between two events that are one
OURS, THEIRS = 4, 8  # stories that speak for two events that are compared


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


def parted(window: Window, one: str, other: str, constraints: Constraints) -> bool:
    """Whether an analyst keeps two events apart."""
    if not constraints.named:
        return False
    ours, theirs = (_named(window, event_id, constraints) for event_id in (one, other))
    return any(constraints.parted(a, b) for a, b in product(ours, theirs))


def _named(window: Window, event_id: str, constraints: Constraints) -> list[str]:
    ids = (window.story(slot).id for slot in window.members.of(event_id))
    return [story_id for story_id in ids if story_id in constraints.named]
