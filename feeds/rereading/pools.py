"""The delays of all feeds as they were at each entry (pure)."""

from __future__ import annotations

from collections.abc import Iterable

from feeds.dates.delay import BUCKETS
from feeds.rereading.reading import Shift, Turn


def pools(shifts: Iterable[Shift], turns: Iterable[Turn]) -> dict[Turn, tuple[int, ...]]:
    """The delays of all feeds added up, by turn: with all that was learnt up to it and by it."""
    moves = sorted(shifts)
    pool, done, found = [0] * BUCKETS, 0, dict[Turn, tuple[int, ...]]()
    last: tuple[int, ...] = tuple(pool)
    for turn in sorted(set(turns)):
        begun = done
        while done < len(moves) and moves[done][0] <= turn:
            _, number, more = moves[done]
            pool[number] += more
            done += 1
        last = tuple(pool) if done > begun else last
        found[turn] = last
    return found
