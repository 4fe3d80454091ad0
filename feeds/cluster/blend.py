"""How alike two stories are, from words, meaning and time: the numbers that were tuned.

Tuned by tests/bench/events.py on labelled Syria news in Arabic and English and on an
aggregator's English news of 2014; across languages on tests/cases/cluster/.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

WINDOW_HOURS = 72.0
WORDS = 0.5  # share of words in one language; the rest is meaning
ACROSS = 0.24  # taken off between languages, where words say nothing and meaning alone is bolder
SAME_OUTLET = 0.05  # taken off: an outlet tells one happening once, its likeness is house style
APART = 0.4  # taken off at 72 hours, in proportion before
NEAREST = 0.5  # share of the nearest member in the link to an event; the rest is the average
LINK = 0.32  # the least link at which a story joins an event


def alike(
    words: Numbers, meaning: Numbers, hours: Numbers, same_language: Flags, same_outlet: Flags
) -> Numbers:
    """Likeness of a story to others, about 0 to 1; -1 where they are over 72 hours apart."""
    blended = np.where(same_language, WORDS * words + (1 - WORDS) * meaning, meaning - ACROSS)
    blended = blended - SAME_OUTLET * same_outlet - APART * hours / WINDOW_HOURS
    found: Numbers = np.where(hours <= WINDOW_HOURS, blended, -1.0)
    return found


def link(likeness: Numbers) -> float:
    """Likeness to an event, from that to its members: mostly their average."""
    return round(float((1 - NEAREST) * likeness.mean() + NEAREST * likeness.max()), 6)
