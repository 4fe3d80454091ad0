"""What speaks for two stories telling one happening: one row of signals a pair.

words, letters  cosine of what the titles and summaries, and the titles' letters, share, the rarer
                the more, 0 to 1
meaning         cosine of the headlines' sentence vectors, from the middle of their languages
names, concepts, numbers    how rare that is which both tell, as log(1 + sum); names are left out
                within a language without capitals, where every word may be one
other_numbers   1 where both give figures and share none
hours           between their publications
length          1 / (1 + words of the shorter title): how little a likeness of short titles says
same_outlet, same_language  1 or 0
"""

from __future__ import annotations

import numpy as np

from feeds.cluster.features import Flags, Numbers, Singles, Slots, Told
from feeds.cluster.index import CONCEPTS, GRAMS, NAMES, NUMBERS, WORDS, FeatureIndex

SIGNALS = (
    *("words", "letters", "meaning", "names", "concepts", "numbers", "other_numbers", "hours"),
    *("length", "same_outlet", "same_language"),
)


def signals(
    index: FeatureIndex,
    told: Told,
    slots: Slots,
    meaning: Numbers,
    hours: Numbers,
    same_outlet: Flags,
) -> Numbers:
    """Signals of one story against those in the slots, (n, len(SIGNALS)).

    `meaning` is the cosine of centred sentence vectors, `hours` the time apart; all (n,).
    """
    theirs, ours, own = index.compare(told, slots)
    found = np.empty((len(slots), len(SIGNALS)))
    found[:, 0] = _cosine(theirs[:, WORDS], ours[:, WORDS], own[WORDS])
    found[:, 1] = _cosine(theirs[:, GRAMS], ours[:, GRAMS], own[GRAMS])
    found[:, 2] = meaning
    for column, part in ((3, NAMES), (4, CONCEPTS), (5, NUMBERS)):
        shared = theirs[:, part] * (ours[:, part] > 0)
        found[:, column] = np.log1p(shared.sum(axis=1))
    both = theirs[:, NUMBERS].any(axis=1) & bool(told.numbers)
    found[:, 6] = both & (found[:, 5] == 0)
    found[:, 7] = hours
    found[:, 8] = 1 / (1 + np.minimum(index.lengths(slots), told.length))
    found[:, 9] = same_outlet
    found[:, 10] = index.languages(slots) == index.language_code(told.language)
    if not told.cased:
        found[found[:, 10] > 0, 3] = 0
    return found


def _cosine(theirs: Singles, ours: Singles, own: Singles) -> Singles:
    lengths = np.einsum("ij,ij->i", theirs, theirs) * (own * own).sum()
    found: Singles = np.einsum("ij,ij->i", theirs, ours) / np.sqrt(np.maximum(lengths, 1e-9))
    return found
