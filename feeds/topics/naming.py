"""What a found topic is called: the names and words that tell it from others, as written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log

from feeds.text import normalise
from feeds.topics.sketch import NAME, Sketch, commonest

TERMS = 8
LABEL = 3  # of them stand for it
NAME_WORTH = 1.5
LEAST_SHARE = 0.2  # of its events that a word must be in


def usual(sketches: Sequence[Sketch]) -> Counter[str]:
    """How many of all events use each mark."""
    return Counter(mark for one in sketches for mark in one.marks)


def told_by(events: Sequence[Sketch], everywhere: Mapping[str, int], total: int) -> list[str]:
    """The most telling marks of a topic's events as written, first the most.

    Where a topic is so wide that no mark is in enough of its events, those that two share.
    """
    used = Counter(mark for one in events for mark in one.marks)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for one in events:
        for mark, word in one.shown.items():
            written[mark][word] += 1
    least = max(2.0, LEAST_SHARE * len(events))

    def worth(mark: str) -> float:
        rare = log((1 + total) / everywhere[mark])
        return used[mark] * rare * (NAME_WORTH if mark.startswith(NAME) else 1.0)

    shared = [m for m in used if used[m] >= least] or [m for m in used if used[m] > 1]
    ranked = sorted(shared, key=lambda m: (-worth(m), m))
    return _apart([commonest(written[mark]) for mark in ranked])[:TERMS]


def label(terms: Sequence[str]) -> str:
    """The first of the telling terms, side by side; never a sentence."""
    return ", ".join(terms[:LABEL])


def _apart(terms: Sequence[str]) -> list[str]:
    """Terms without those that a stronger one holds already, as "Aleppo city" holds Aleppo."""
    kept: list[str] = []
    for term in terms:
        folded = set(normalise(term).split())
        if not any(folded <= set(normalise(other).split()) for other in kept):
            kept.append(term)
    return kept
