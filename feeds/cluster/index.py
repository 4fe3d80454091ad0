"""What the stories of the window tell, by slot, with how usual each part of it is just now.

Frequencies are over the window only: where all speak of one subject, its words weigh nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from feeds.cluster.centres import Centres
from feeds.cluster.features import (
    BUCKETS,
    MOST_CONCEPTS,
    MOST_GRAMS,
    MOST_NAMES,
    MOST_NUMBERS,
    MOST_SENSES,
    MOST_TERMS,
    PRIOR,
    Flags,
    Numbers,
    Singles,
    Slots,
    Told,
)
from feeds.cluster.vectors import SIZE, Vectors
from feeds.cluster.vocabulary import Vocabulary

LEAST_RARITY = 0.1
RARITY_STEPS = 1000  # a unit, where sums must be exact

_MOST = MOST_TERMS, MOST_NAMES, MOST_CONCEPTS, MOST_NUMBERS, MOST_GRAMS, MOST_SENSES
_ENDS = np.cumsum(_MOST).tolist()
WORDS, NAMES, CONCEPTS, NUMBERS, GRAMS, SENSES = (
    slice(start, end) for start, end in zip([0, *_ENDS], _ENDS, strict=False)
)
WIDTH = _ENDS[-1]
PAIRED = slice(0, SENSES.start)  # what pairs are compared by; meanings are for wholes
_UNKNOWN = BUCKETS + 1  # told by nobody in the window; 0 pads short rows, between are letters
_FIRST = BUCKETS + 2


@dataclass(frozen=True, slots=True)
class Telling:
    """What some stories tell that are compared with others, as rare as it is just now."""

    rows: NDArray[np.int32]  # (m, k), numbers of what is told
    weights: Singles  # (m, k)
    languages: Slots  # (m,), codes
    lengths: Slots  # (m,), words of the titles
    cased: Flags  # (m,)


class FeatureIndex:
    """What the stories in the window tell, by slot. The same for the same stories in it."""

    def __init__(self, slots: int, size: int = SIZE) -> None:
        self._vocabulary = Vocabulary(_FIRST)
        self._log_df = np.zeros(_FIRST + 1024, np.float32)
        self._query = np.zeros(_FIRST + 1024, np.float32)
        self._tellers = np.zeros(_FIRST + 1024, np.int32)
        self._rows = np.zeros((slots, WIDTH), np.int32)
        self._weights = np.zeros((slots, MOST_TERMS), np.float32)
        self._language = np.zeros(slots, np.int64)
        self._length = np.zeros(slots, np.int64)
        self._cased = np.zeros(slots, np.bool_)
        self._languages: dict[str, int] = {}
        self._stories = np.zeros(0, np.int64)  # in the window, by language
        self._logs = np.zeros(0, np.float32)  # of them
        self.centres = Centres(size)

    def grow(self, slots: int) -> None:
        """Make room for this many slots."""
        more = slots - len(self._rows)
        self._rows = np.pad(self._rows, ((0, more), (0, 0)))
        self._weights = np.pad(self._weights, ((0, more), (0, 0)))
        self._language = np.pad(self._language, (0, more))
        self._length = np.pad(self._length, (0, more))
        self._cased = np.pad(self._cased, (0, more))

    def add(self, slot: int, told: Told, steps: Vectors) -> None:
        """Put what a story tells, and its vector in whole steps, into a free slot."""
        for part, keys in _keys(told):
            _fill(self._rows[slot], part, self._vocabulary.numbered(keys))
        _fill(self._rows[slot], SENSES, self._vocabulary.numbered(told.senses))
        self._rows[slot, GRAMS.start : GRAMS.start + len(told.grams)] = told.grams + 1
        if self._vocabulary.end > len(self._log_df):
            self._fit()
        self._count(self._held(slot), 1)
        self._weights[slot, : len(told.terms)] = list(told.terms.values())
        self._language[slot] = self.language_code(told.language)
        self._length[slot], self._cased[slot] = told.length, told.cased
        self._speak(slot, steps, 1)

    def remove(self, slot: int, steps: Vectors) -> None:
        """Forget what a story tells; what no story tells any longer goes too."""
        held = self._held(slot)
        self._count(held, -1)
        lost = held[(held >= _FIRST) & (self._tellers[held] == 0)]
        self._vocabulary.forget(lost.tolist())
        self._rows[slot] = 0
        self._weights[slot] = 0
        self._speak(slot, steps, -1)

    def languages(self, slots: Slots) -> Slots:
        """Codes of the languages in the slots; see `language_code`."""
        return self._language[slots]

    def language_code(self, language: str) -> int:
        """The code of a language in this index."""
        found = self._languages.setdefault(language, len(self._languages))
        if found == len(self._stories):
            self._stories = np.append(self._stories, 0)
            self._logs = np.append(self._logs, np.float32(np.log(PRIOR)))
            self.centres.know(language)
        return found

    def lengths(self, slots: Slots) -> Slots:
        """Words of the titles in the slots."""
        return self._length[slots]

    def meaning(self, telling: Telling, steps: Vectors, slots: Slots, others: Vectors) -> Numbers:
        """Cosines of stories' vectors, (m, size), with those of the slots, (n, size), from their
        languages' middles: (m, n)."""
        return self.centres.cosines(telling.languages, steps, self._language[slots], others)

    def telling(self, told: Told) -> Telling:
        """What a new story tells; what nobody in the window tells is as rare as can be."""
        row = np.zeros((1, PAIRED.stop), np.int32)
        for part, keys in _keys(told):
            _fill(row[0], part, self._vocabulary.known(keys, _UNKNOWN))
        row[0, GRAMS.start : GRAMS.start + len(told.grams)] = told.grams + 1
        codes = np.array([self.language_code(told.language)])
        weights = self._rarity(row, codes)
        weights[0, : len(told.terms)] *= list(told.terms.values())
        return Telling(row, weights, codes, np.array([told.length]), np.array([told.cased]))

    def retelling(self, slots: Slots) -> Telling:
        """What the stories in the slots tell."""
        rows, codes = self._rows[slots, PAIRED], self._language[slots]
        return Telling(
            rows, self._weighed(rows, slots), codes, self._length[slots], self._cased[slots]
        )

    def compare(self, telling: Telling, slots: Slots) -> tuple[Singles, Singles]:
        """Of every part a story in the slots tells: its weight, (n, k), and that which each
        asking story gives it, (m, n, k), 0 where that one does not tell it."""
        rows = self._rows[slots, PAIRED].astype(np.intp)
        ours = np.empty((len(telling.rows), *rows.shape), np.float32)
        for row, weights, found in zip(telling.rows, telling.weights, ours, strict=True):
            self._query[row] = weights
            np.take(self._query, rows, out=found, mode="clip")  # the others buffer what they find
            self._query[row] = 0
        return self._weighed(rows, slots), ours

    def agreement(self, ours: Slots, theirs: Slots) -> float:
        """Cosine of what the words of two sides mean, each taken as a whole, 0 to 1."""
        sides = self._rows[ours, SENSES].ravel(), self._rows[theirs, SENSES].ravel()
        told, place = np.unique(np.concatenate(sides), return_inverse=True)
        ends = len(sides[0]), len(told)
        one, other = (
            np.bincount(some, minlength=ends[1]) for some in (place[: ends[0]], place[ends[0] :])
        )
        rarity = np.log(PRIOR + self._stories.sum()) - self._log_df[told]
        # In whole steps, which add up alike in any order.
        steps = np.rint(RARITY_STEPS * np.maximum(rarity, LEAST_RARITY)) * (told > 0)
        one, other = one * steps, other * steps
        lengths = float(one @ one) * float(other @ other)
        return round(float(one @ other) / sqrt(lengths), 6) if lengths else 0.0

    def _weighed(self, rows: NDArray[np.integer], slots: Slots) -> Singles:
        found = self._rarity(rows, self._language[slots])
        found[:, WORDS] *= self._weights[slots]
        return found

    def _rarity(self, rows: NDArray[np.integer], codes: Slots) -> Singles:
        # Per language: a usual English word would look rare among mostly Arabic stories.
        rarity: Singles = self._logs[codes][:, None] - self._log_df[rows]
        np.maximum(rarity, LEAST_RARITY, out=rarity)
        rarity *= rows > 0
        return rarity

    def _held(self, slot: int) -> NDArray[np.int32]:
        row = self._rows[slot]
        found: NDArray[np.int32] = row[row > 0]
        return found

    def _count(self, held: NDArray[np.int32], by: int) -> None:
        tellers = self._tellers[held] + by
        self._tellers[held] = tellers
        self._log_df[held] = np.log1p(tellers)

    def _speak(self, slot: int, steps: Vectors, by: int) -> None:
        code = int(self._language[slot])
        self._stories[code] += by
        self._logs[code] = np.log(PRIOR + self._stories[code])
        self.centres.count(code, steps, by)

    def _fit(self) -> None:
        more = len(self._log_df) // 2
        self._tellers = np.pad(self._tellers, (0, more))
        self._log_df = np.pad(self._log_df, (0, more))
        self._query = np.pad(self._query, (0, more))


def _fill(row: NDArray[np.int32], part: slice, numbers: list[int]) -> None:
    row[part.start : part.start + len(numbers)] = numbers


def _keys(told: Told) -> Iterator[tuple[slice, list[str]]]:
    """Parts of a row and what stands in them; marked, since a name's key may be a word too."""
    yield WORDS, list(told.terms)
    yield NAMES, ["~" + name for name in told.names]
    yield CONCEPTS, ["@" + name for name in told.concepts]
    yield NUMBERS, ["#" + name for name in told.numbers]
