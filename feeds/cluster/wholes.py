"""Two events, or two sides of one, taken as wholes: how likely they are one in two languages.

Two headlines in two languages say little of one another. What the vectors of many headlines have
in common says far more: the chance of each single one falls out of their middle. So here the
likeness of the middles stands for that of the pairs; the other signals are averages over pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from feeds.cluster.across import whole_odds
from feeds.cluster.score import crowding
from feeds.cluster.window import Window

OURS, THEIRS = 4, 8  # stories of each side whose pairs are compared, evenly over it
SHARED = 0.5  # share of two sides' languages from which they are not foreign to one another


def foreign(window: Window, ours: Sequence[int], theirs: Sequence[int]) -> bool:
    """Whether two sides are mostly told in different languages."""
    one, other = (Counter(window.story(slot).language for slot in side) for side in (ours, theirs))
    # Whole numbers: shares of a third would not add up alike in every order.
    shared = sum(min(one[language] * len(theirs), other[language] * len(ours)) for language in one)
    return shared < SHARED * len(ours) * len(theirs)


def between(window: Window, ours: Sequence[int], theirs: Sequence[int]) -> float:
    """Log-odds that two sides, foreign to one another, tell one happening; see `across`."""
    some, others = _spread(ours, OURS), _spread(theirs, THEIRS)
    rows = window.signals(window.askers(some), np.array(others))
    agreement = window.told.agreement(np.array(ours), np.array(theirs))
    likeness = window.likeness(ours, theirs)
    found = whole_odds(rows.reshape(-1, rows.shape[-1]), likeness, agreement)
    less: float = found - crowding(len(window))
    return round(less, 6)


def _spread(slots: Sequence[int], most: int) -> list[int]:
    places = np.unique(np.linspace(0, len(slots) - 1, most).astype(int))
    return [slots[at] for at in places.tolist()]
