"""Whether a large event has become several: asked of some of its stories, for all of them.

Chance likenesses chain happenings of one big subject together. All pairs of a large event would
cost too much, so stories spread evenly over it are put together by average linkage; where two
sides of it clearly differ, every other story goes to the side that it is most like.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from feeds.cluster.constraints import Constraints
from feeds.cluster.features import Numbers
from feeds.cluster.kin import kin_of, linked
from feeds.cluster.nearest import linkage
from feeds.cluster.score import crowding, odds
from feeds.cluster.wholes import between, foreign
from feeds.cluster.window import Window
from feeds.model import Story

LARGE = 24  # stories above which an event is large
TRIES = 4  # about so often it is looked at while it grows to e times its size
SAMPLE = 48  # stories that stand for all
LEAST = 5  # of those, so many at least make a side
CUT = -1.0  # average log-odds down to which stories make one side
APART = -1.5  # average log-odds between two sides below which they are two events
AT_ONCE = 256  # stories compared with the sides at once, which bounds the memory


@dataclass(frozen=True, slots=True)
class Leaving:
    """Stories that leave an event together, by slot in order of arrival, and the log-odds between
    them and those that stay, of what is `told`."""

    slots: list[int]
    score: float
    told: str = "on average"


def is_due(story: Story, size: int) -> bool:
    """Whether a story that came to a large event of so many has it looked at: about one in a
    quarter of its size does, by its id, so that nothing need be remembered."""
    return size > LARGE and crc32(story.id.encode()) % max(size // TRIES, 1) == 0


def sides_leaving(window: Window, event_id: str, constraints: Constraints) -> list[Leaving]:
    """The sides of a large event that are happenings of their own, its founding story's not."""
    groups = kin_of(window, window.members.of(event_id), constraints)
    heads = list(groups)
    places = np.unique(np.linspace(0, len(heads) - 1, SAMPLE).astype(int)).tolist()
    some = [heads[at] for at in places]
    sides, home, apart = _differing(_between(window, some, some))
    apart = {n: mean for n, mean in apart.items() if not _echoed(window, some, sides[n], home)}
    if not apart:
        return []
    side_of = dict(zip(heads, _assigned(window, heads, some, sides), strict=True))
    side_of.update((some[at], number) for number, side in enumerate(sides) for at in side)
    side_of[heads[0]] = -1  # the event has its id from it
    gone = {n: [s for head in heads if side_of[head] == n for s in groups[head]] for n in apart}
    return [Leaving(sorted(gone[n], key=window.arrival), score) for n, score in apart.items()]


def _echoed(window: Window, some: Sequence[int], side: Sequence[int], home: Sequence[int]) -> bool:
    """Whether a side tells in another language what the first story's side tells."""
    theirs, ours = ([some[at] for at in places] for places in (side, home))
    return foreign(window, ours, theirs) and between(window, ours, theirs) >= APART


def _differing(odds_of: Numbers) -> tuple[list[list[int]], list[int], dict[int, float]]:
    """The sides of a sample, that of the first story, and the average log-odds to it of those that
    are another happening than that."""
    pairs = (odds_of + odds_of.T) / 2
    sides = [
        side
        for side in linked(pairs, [[at] for at in range(len(pairs))], CUT)
        if len(side) >= LEAST
    ]
    if len(sides) < 2:
        return sides, [], {}
    own = next((side for side in sides if 0 in side), None)
    home = sides[_side_of(pairs[0], sides)] if own is None else own
    means = ((n, float(pairs[np.ix_(side, home)].mean())) for n, side in enumerate(sides))
    apart = ((n, mean) for n, mean in means if sides[n] is not home and mean < APART)
    return sides, home, {n: round(mean, 6) for n, mean in apart}


def _between(window: Window, some: Sequence[int], others: Sequence[int]) -> Numbers:
    """Log-odds of stories with others, (m, n)."""
    found = odds(window.signals(window.askers(some), np.array(others)))
    return np.round(found - crowding(len(window)), 6)


def _assigned(
    window: Window, heads: Sequence[int], some: Sequence[int], sides: Sequence[Sequence[int]]
) -> Iterator[int]:
    """The side that each story is most like, the first where two tie."""
    for start in range(0, len(heads), AT_ONCE):
        for row in _between(window, heads[start : start + AT_ONCE], some):
            yield _side_of(row, sides)


def _side_of(row: Numbers, sides: Sequence[Sequence[int]]) -> int:
    links = [linkage(row[list(side)]) for side in sides]
    return links.index(max(links))
