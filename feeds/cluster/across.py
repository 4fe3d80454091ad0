"""Whether two events that are told in two languages are one.

A step of its own: words say nothing here, and a single pair of headlines says less than all pairs
of two events do together. The likeliest pair counts as much as the average of all, as where a
story joins an event: of two outlets that tell one happening, few choose the same side of it.
"""

from __future__ import annotations

import numpy as np

from feeds.cluster.blend import NEAREST
from feeds.cluster.features import Numbers
from feeds.cluster.score import senses_weight, weights
from feeds.cluster.signals import SIGNALS

_MEANING = SIGNALS.index("meaning")


def cross_odds(pairs: Numbers) -> float:
    """Log-odds that two events are one, from the signals of all pairs of a story of one and a
    story of the other, (n, len(SIGNALS)), n > 0; above 0, rather yes."""
    each = weights()["across"].odds(pairs)
    return round(float((1 - NEAREST) * np.mean(each) + NEAREST * np.max(each)), 6)


def whole_odds(pairs: Numbers, likeness: float, agreement: float) -> float:
    """The same from the averages of all pairs and the likeness of the two events' middles, a
    cosine, in place of that of single headlines: of those, chance has taken off most. `agreement`
    is how far the words of all their headlines mean the same, 0 to 1."""
    row = np.mean(pairs, axis=0)
    row[_MEANING] = likeness
    return round(float(weights()["across"].odds(row)) + senses_weight() * agreement, 6)
