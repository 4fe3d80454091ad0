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

from feeds.cluster.features import Flags, Numbers, Singles, Slots
from feeds.cluster.index import CONCEPTS, GRAMS, NAMES, NUMBERS, WORDS, FeatureIndex, Telling

SIGNALS = (
    *("words", "letters", "meaning", "names", "concepts", "numbers", "other_numbers", "hours"),
    *("length", "same_outlet", "same_language"),
)


def signals(
    index: FeatureIndex,
    telling: Telling,
    slots: Slots,
    meaning: Numbers,
    hours: Numbers,
    same_outlet: Flags,
) -> Numbers:
    """Signals of m stories against those in the n slots, (m, n, len(SIGNALS)).

    `meaning` is the cosine of centred sentence vectors, `hours` the time apart; all (m, n).
    """
    theirs, ours = index.compare(telling, slots)
    found = np.empty((*meaning.shape, len(SIGNALS)))
    for column, part in ((0, WORDS), (1, GRAMS)):
        found[..., column] = _cosine(theirs[:, part], ours[..., part], telling.weights[:, part])
    found[..., 2] = meaning
    for column, part in ((3, NAMES), (4, CONCEPTS), (5, NUMBERS)):
        found[..., column] = (theirs[:, part] * (ours[..., part] > 0)).sum(axis=-1)
    found[..., 3:6] = np.log1p(found[..., 3:6].astype(np.float32))
    figures = telling.weights[:, NUMBERS.start, None], theirs[:, NUMBERS.start]
    found[..., 6] = (figures[0] > 0) & (figures[1] > 0) & (found[..., 5] == 0)
    found[..., 7] = hours
    found[..., 8] = 1 / (1 + np.minimum(index.lengths(slots), telling.lengths[:, None]))
    found[..., 9] = same_outlet
    found[..., 10] = index.languages(slots) == telling.languages[:, None]
    if not telling.cased.all():
        found[..., 3][(found[..., 10] > 0) & ~telling.cased[:, None]] = 0
    return found


def _cosine(theirs: Singles, ours: Singles, own: Singles) -> Singles:
    """Of (n, k) with (m, n, k), which holds the weights of (m, k)."""
    lengths = np.einsum("nk,nk->n", theirs, theirs) * (own * own).sum(axis=1)[:, None]
    shared = np.einsum("nk,mnk->mn", theirs, ours)
    found: Singles = shared / np.sqrt(np.maximum(lengths, 1e-9))
    return found
