"""Every two rows that told of one event: how far apart, and who would be ahead by chance (pure)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from feeds.coverage.chance import HOUR, HOURS, Floats, Whole, beyond
from feeds.coverage.contests import Contests


@dataclass(frozen=True, slots=True)
class Pairs:
    """An event a line: codes of two rows, how long the follower came after the leader at least
    and at most (microseconds, below 0: before), and the chance that the leader, or the follower,
    was surely ahead."""

    leader: Whole
    follower: Whole
    low_us: Whole
    high_us: Whole
    chance: Floats
    other_chance: Floats


def pairs(held: Contests, codes: Whole) -> Pairs:
    """Each two rows of each event once, the lower code as leader; `codes` of the lines' rows."""
    first, second = _both(held.lines["event"].to_numpy())
    since, to, at = (held.lines[n].to_numpy() for n in ("since_us", "to_us", "at_us"))
    hour = np.minimum(at[first], at[second]) // HOUR % HOURS
    mine, other = held.pace.at(first, hour), held.pace.at(second, hour)
    open_for = (to - since).astype(np.float64)  # the time that each one's dates and gaps leave open
    ahead, after = (
        pace / (mine + other) * beyond(rest, open_for[first]) * beyond(rest, open_for[second])
        for pace, rest in ((mine, other), (other, mine))
    )
    return Pairs(
        codes[first],
        codes[second],
        since[second] - to[first],
        to[second] - since[first],
        ahead,
        after,
    )


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
