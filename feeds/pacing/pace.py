"""How often a feed is worth asking: by its rhythm, its window and what may be spent (pure).

A feed is asked

- before more new entries than its window has room for are to be expected, with a margin for
  bursts that is learnt from the feed itself, so that half a window and more overlaps, and
- once the entries that may wait, times the hours that they wait, are worth a poll: for a given
  number of polls over many feeds, waits that go by the square root of the rate delay least.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt

from feeds.pacing.rhythm import ahead, clumps, watched
from feeds.settings import Settings

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LONGEST = 8 * HOUR  # of own accord: a feed long silent may wake up and list its fill by noon
JITTER = 0.1  # at most, of an own interval, taken off: an hourly poll never misses its hour
SMALLEST = 5  # entries; a smaller document is of a feed that still grows


@dataclass(frozen=True, slots=True)
class Effort:
    """What is spent on polls."""

    caution: float  # standard deviations of a burst that a window must have room for
    patience: float  # entries that may wait × hours that they wait, in usual intervals squared
    fastest: timedelta  # no feed is asked oftener, whatever its window
    trust: float  # in its first day none waits longer than so much of the time it was watched


@dataclass(frozen=True, slots=True)
class Pace:
    """What a feed's rhythm lets wait, from now on."""

    usual: timedelta
    full: timedelta  # until more may have come than its window has room for
    rare: timedelta  # until what may have come is worth a poll; at least the usual interval
    known: bool  # whether a day of the feed was watched


def effort(settings: Settings) -> Effort:
    """What the settings let spend."""
    usual = timedelta(minutes=settings.poll_minutes)
    fastest = min(usual, timedelta(minutes=settings.fastest_minutes))
    if settings.thrifty:
        return Effort(3.0, 2.1, max(fastest, usual * 0.75), 0.25)
    return Effort(4.1, 0.5, fastest, 0.0)


def pace(kept: tuple[float, ...], window: int, now: datetime, settings: Settings) -> Pace:
    """The pace of a feed of that rhythm whose document lists so many entries."""
    spend, usual = effort(settings), timedelta(minutes=settings.poll_minutes)
    room = _room(max(window, SMALLEST), clumps(kept), spend.caution)
    worth = spend.patience * (usual / HOUR) ** 2
    full, rare = _when(ahead(kept, now, now + DAY), room, worth)
    rare, seen = min(LONGEST, rare), watched(kept) * HOUR
    rare = rare if seen >= DAY else min(rare, spend.trust * seen)
    full = max(full, min(spend.fastest / (1 - JITTER), usual))
    return Pace(usual, full, max(usual, rare), seen >= DAY)


def _room(window: int, clumped: float, caution: float) -> float:
    """New entries to expect at most: half a window, and so few that the mean and that many
    standard deviations of their number still leave one of the last window to be seen."""
    margin = caution * sqrt(clumped)
    root = (sqrt(margin**2 + 4 * (window - 1)) - margin) / 2
    return min(root**2, window / 2)


def _when(
    path: Iterable[tuple[float, float]], room: float, worth: float
) -> tuple[timedelta, timedelta]:
    """Of (hours from now, entries to expect by then): when the entries fill the room, and when
    hours times entries reach a worth; else a day. No further hour is asked for than it takes."""
    full = rare = 0.0
    hours, entries = 0.0, 0.0
    for later, reached in path:
        if not full and reached >= room:
            full = _between(hours, later, entries, reached, room)
        if not rare and later * reached >= worth:
            rare = _between(hours, later, hours * entries, later * reached, worth)
        if full and rare:
            break
        hours, entries = later, reached
    return timedelta(hours=full or 24.0), timedelta(hours=rare or 24.0)


def _between(hours: float, later: float, value: float, reached: float, goal: float) -> float:
    """The hour at which a number that grows evenly reaches its goal."""
    return hours + (later - hours) * (goal - value) / (reached - value)
