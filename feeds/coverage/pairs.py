"""Every two rows that told of one event: how far apart, and who would be ahead by chance (pure)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from feeds.coverage.chance import HOUR, HOURS, Floats, Pace, Whole, beyond
from feeds.coverage.leading import Lines


@dataclass(frozen=True, slots=True)
class Pairs:
    """An event a line: places of two lines of it, the leader's the earlier one, how long the
    follower came after the leader at least and at most (microseconds, below 0: before), and the
    chance that the leader, or the follower, was surely ahead."""

    leader: Whole
    follower: Whole
    low_us: Whole
    high_us: Whole
    chance: Floats
    other_chance: Floats


def pairs(lines: Lines, pace: Pace) -> Pairs:
    """Each two lines of each event once; lines are by event and row."""
    first, second = _both(lines.event)
    since, to = lines.since_us, lines.to_us
    at, open_for = lines.at_us // HOUR, (to - since).astype(np.float64)
    hour = np.minimum(at[first], at[second])
    hour -= hour // HOURS * HOURS
    mine, other = pace.at(first, hour), pace.at(second, hour)
    chance, other_chance = _chances(mine, other, open_for[first], open_for[second])
    low, high = since[second] - to[first], to[second] - since[first]
    return Pairs(first, second, low, high, chance, other_chance)


def _chances(
    mine: Floats, other: Floats, my_open: Floats, other_open: Floats
) -> tuple[Floats, Floats]:
    """The chance of being surely ahead of each of two by their paces, where the dates and gaps of
    both leave some time open; where they leave none, who is ahead is surely so."""
    both = mine + other
    ahead, after = mine / both, other / both
    some = np.flatnonzero((my_open > 0) | (other_open > 0))
    widths = my_open[some], other_open[some]
    for chance, rest in ((ahead, other[some]), (after, mine[some])):
        chance[some] *= beyond(rest, widths[0])
        chance[some] *= beyond(rest, widths[1])
    return ahead, after


def _both(events: Whole) -> tuple[Whole, Whole]:
    """Places of every two lines of one event, the earlier line first; lines are by event."""
    if not len(events):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    starts = np.flatnonzero(np.concatenate([[True], events[1:] != events[:-1]]))
    ends = np.repeat([*starts[1:], len(events)], np.diff([*starts, len(events)]))
    after = ends - np.arange(len(events)) - 1  # lines of the same event that come later
    first = np.repeat(np.arange(len(events)), after)
    step = np.arange(len(first)) - np.repeat(np.cumsum(after) - after, after)
    return first, first + 1 + step
