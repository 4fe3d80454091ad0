"""What speaks for two stories telling one happening: one row of signals a pair."""

from __future__ import annotations

import numpy as np

from feeds.cluster.features import Numbers, Slots, TermIndex, Told

SIGNALS = ("words", "meaning", "hours", "same_outlet", "same_language")


def signals(
    index: TermIndex,
    told: Told,
    slots: Slots,
    meaning: Numbers,
    hours: Numbers,
    same_outlet: Slots,
    same_language: Slots,
) -> Numbers:
    """Signals of one story against those in the slots, (n, len(SIGNALS)).

    `meaning` is the cosine of sentence vectors, `hours` the time apart, the others 0 or 1; all (n,).
    """
    words = index.cosines(told.terms, told.language, slots)
    return np.column_stack([words, meaning, hours, same_outlet, same_language])
