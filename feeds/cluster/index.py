"""What the stories of the window tell, by slot, with how usual each part of it is just now.

Frequencies are over the window only: where all speak of one subject, its words weigh nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from feeds.cluster.centres import Centres
from feeds.cluster.features import (
    BUCKETS,
    MOST_CONCEPTS,
    MOST_GRAMS,
    MOST_NAMES,
    MOST_NUMBERS,
    MOST_TERMS,
    PRIOR,
    Numbers,
    Singles,
    Slots,
    Told,
)
from feeds.cluster.vectors import SIZE, Vectors

LEAST_RARITY = 0.1

_ENDS = np.cumsum([MOST_TERMS, MOST_NAMES, MOST_CONCEPTS, MOST_NUMBERS, MOST_GRAMS]).tolist()
WORDS, NAMES, CONCEPTS, NUMBERS, GRAMS = (
    slice(start, end) for start, end in zip([0, *_ENDS], _ENDS, strict=False)
)
WIDTH = _ENDS[-1]
_FIRST = BUCKETS + 1  # ids below are those of letter sequences; 0 pads short rows


class FeatureIndex:
    """What the stories in the window tell, by slot. The same for the same stories in it."""

    def __init__(self, slots: int, size: int = SIZE) -> None:
        self._ids: dict[str, int] = {}
        self._keys: list[str] = []
        self._free: list[int] = []
        self._log_df = np.zeros(_FIRST + 1024, np.float32)
        self._query = np.zeros(_FIRST + 1024, np.float32)
        self._tellers = np.zeros(_FIRST + 1024, np.int32)
        self._rows = np.zeros((slots, WIDTH), np.int32)
        self._weights = np.zeros((slots, MOST_TERMS), np.float32)
        self._language = np.zeros(slots, np.int64)
        self._length = np.zeros(slots, np.int64)
        self._languages: dict[str, int] = {}
        self._stories: list[int] = []  # in the window, by language
        self.centres = Centres(size)

    def grow(self, slots: int) -> None:
        """Make room for this many slots."""
        more = slots - len(self._rows)
        self._rows = np.pad(self._rows, ((0, more), (0, 0)))
        self._weights = np.pad(self._weights, ((0, more), (0, 0)))
        self._language = np.pad(self._language, (0, more))
        self._length = np.pad(self._length, (0, more))

    def add(self, slot: int, told: Told, steps: Vectors) -> None:
        """Put what a story tells, and its vector in whole steps, into a free slot."""
        row = self._rows[slot]
        for part, keys in _keys(told):
            ids = [self._id(key) for key in keys]
            row[part.start : part.start + len(ids)] = ids
        row[GRAMS.start : GRAMS.start + len(told.grams)] = told.grams + 1
        self._count(row[row > 0], 1)
        self._weights[slot, : len(told.terms)] = list(told.terms.values())
        self._language[slot] = self._language_id(told.language)
        self._length[slot] = told.length
        self._stories[self._language[slot]] += 1
        self.centres.count(int(self._language[slot]), steps, 1)

    def remove(self, slot: int, steps: Vectors) -> None:
        """Forget what a story tells; what no story tells any longer goes too."""
        self._stories[self._language[slot]] -= 1
        self.centres.count(int(self._language[slot]), steps, -1)
        row = self._rows[slot]
        held = row[row > 0]
        self._count(held, -1)
        for number in held[held >= _FIRST].tolist():
            if not self._tellers[number]:
                del self._ids[self._keys[number - _FIRST]]
                self._free.append(number)
        row[:] = 0
        self._weights[slot] = 0

    def languages(self, slots: Slots) -> Slots:
        """Codes of the languages in the slots; see `language_code`."""
        return self._language[slots]

    def language_code(self, language: str) -> int:
        """The code of a language in this index."""
        return self._language_id(language)

    def lengths(self, slots: Slots) -> Slots:
        """Words of the titles in the slots."""
        return self._length[slots]

    def meaning(self, told: Told, steps: Vectors, slots: Slots, others: Vectors) -> Numbers:
        """Cosine of a story's vector with those of the slots, from their languages' middles."""
        code = self._language_id(told.language)
        return self.centres.cosines(code, steps, self._language[slots], others)

    def compare(self, told: Told, slots: Slots) -> tuple[Singles, Singles, Singles]:
        """Of every part a story in the slots tells, (n, WIDTH): its weight, the asking story's
        (0 where that one does not tell it), and the squared weights of the asking story by part."""
        rows = self._rows[slots]
        theirs = self._rarity(rows, self._log_stories()[self._language[slots]])
        theirs[:, WORDS] *= self._weights[slots]
        own, weights = self._own(told)
        known = own > 0
        self._query[own[known]] = weights[known]
        ours = self._query[rows]
        self._query[own[known]] = 0
        return theirs, ours, weights

    def _own(self, told: Told) -> tuple[Slots, Singles]:
        row = np.zeros(WIDTH, np.int64)
        for part, keys in _keys(told):
            row[part.start : part.start + len(keys)] = [self._ids.get(key, -1) for key in keys]
        row[GRAMS.start : GRAMS.start + len(told.grams)] = told.grams + 1
        held = np.maximum(row, 0)[None]
        rarity = self._rarity(held, np.array([self._log_all(told.language)]))[0]
        lost = row < 0  # told by nobody in the window: as rare as can be
        rarity[lost] = self._log_all(told.language)
        rarity[: len(told.terms)] *= list(told.terms.values())
        return row, rarity

    def _rarity(self, rows: Slots, logs: Numbers) -> Singles:
        rarity: Singles = logs[:, None].astype(np.float32) - self._log_df[rows]
        np.maximum(rarity, LEAST_RARITY, out=rarity)
        rarity *= rows > 0
        return rarity

    def _log_stories(self) -> Numbers:
        # Per language: a usual English word would look rare among mostly Arabic stories.
        logs: Numbers = np.log(PRIOR + np.array(self._stories, float))
        return logs

    def _log_all(self, language: str) -> float:
        return float(np.log(PRIOR + self._stories[self._language_id(language)]))

    def _count(self, held: Slots, by: int) -> None:
        self._tellers[held] += by
        self._log_df[held] = np.log1p(self._tellers[held])

    def _language_id(self, language: str) -> int:
        found = self._languages.setdefault(language, len(self._languages))
        if found == len(self._stories):
            self._stories.append(0)
            self.centres.know(language)
        return found

    def _id(self, key: str) -> int:
        if key in self._ids:
            return self._ids[key]
        if self._free:
            number = self._free.pop()
            self._keys[number - _FIRST] = key
        else:
            number = _FIRST + len(self._keys)
            self._keys.append(key)
            if number >= len(self._log_df):
                self._fit(number)
        self._ids[key] = number
        return number

    def _fit(self, number: int) -> None:
        more = number // 2
        self._tellers = np.pad(self._tellers, (0, more))
        self._log_df = np.pad(self._log_df, (0, more))
        self._query = np.pad(self._query, (0, more))


def _keys(told: Told) -> Iterator[tuple[slice, list[str]]]:
    """Parts of a row and what stands in them; marked, since a name's key may be a word too."""
    yield WORDS, list(told.terms)
    yield NAMES, ["~" + name for name in told.names]
    yield CONCEPTS, ["@" + name for name in told.concepts]
    yield NUMBERS, ["#" + name for name in told.numbers]
