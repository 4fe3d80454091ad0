"""How well found events agree with labelled ones: B-cubed, and pairs of stories put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

Pair = tuple[Hashable, Hashable]  # of a story: (labelled event, found event)


def bcubed(pairs: Sequence[Pair]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1."""
    both, number = Counter(pairs), len(pairs)
    wanted, found = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    precision = sum(n * n / found[b] for (_, b), n in both.items()) / number
    recall = sum(n * n / wanted[a] for (a, _), n in both.items()) / number
    return precision, recall, 2 * precision * recall / (precision + recall)


def pair_f1(pairs: Sequence[Pair]) -> float:
    """F1 of the pairs of stories put together."""
    counts = (Counter(pairs), Counter(a for a, _ in pairs), Counter(b for _, b in pairs))
    right, wanted, found = (sum(n * (n - 1) for n in c.values()) for c in counts)
    return 2 * right / (wanted + found) if wanted + found else 1.0
