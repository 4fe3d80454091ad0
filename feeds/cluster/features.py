"""What a story is about in words: weighted terms, and how rare each is in the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feeds import text
from feeds.model import Story

TITLE_WEIGHT = 2.0
MOST_TERMS = 48  # of one story, the title's first
PRIOR = 30  # stories taken as seen before the first, so that a young window knows rare from usual
COMMON = 400  # a term in more stories than this finds no candidates, it only weighs
LEAST_RARITY = 0.1

Slots = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Told:
    """What a story tells, as far as pairs of stories are compared by it."""

    terms: Mapping[str, float]  # with their weights, the title's first
    language: str


def tell(story: Story) -> Told:
    """What a story tells; the same for the same title, summary and language."""
    return Told(weighted_terms(story), story.language)


def weighted_terms(story: Story) -> dict[str, float]:
    """Terms of title and summary, each with its weight, the title's first."""
    found = dict.fromkeys(text.terms(story.title, story.language), TITLE_WEIGHT)
    for term in text.terms(story.summary, story.language):
        found.setdefault(term, 1.0)
    return dict(islice(found.items(), MOST_TERMS))


class TermIndex:
    """Terms of the stories in the window by slot, with document frequencies over them only."""

    def __init__(self, slots: int) -> None:
        self._ids: dict[str, int] = {}
        self._names: list[str] = [""]  # id 0 pads short rows
        self._free: list[int] = []
        self._holders: list[set[int]] = [set()]
        self._log_df = np.zeros(1024)
        self._query = np.zeros(1024)
        self._terms = np.zeros((slots, MOST_TERMS), np.int64)
        self._weights = np.zeros((slots, MOST_TERMS))
        self._language = np.zeros(slots, np.int64)
        self._languages: dict[str, int] = {}
        self._stories: list[int] = []  # in the window, by language

    def grow(self, slots: int) -> None:
        """Make room for this many slots."""
        more = slots - len(self._terms)
        self._terms = np.pad(self._terms, ((0, more), (0, 0)))
        self._weights = np.pad(self._weights, ((0, more), (0, 0)))
        self._language = np.pad(self._language, (0, more))

    def add(self, slot: int, terms: Mapping[str, float], language: str) -> None:
        """Put a story's terms into a free slot."""
        ids = [self._id(term) for term in terms]
        self._terms[slot] = 0
        self._weights[slot] = 0
        self._terms[slot, : len(ids)] = ids
        self._weights[slot, : len(ids)] = list(terms.values())
        self._language[slot] = self._language_id(language)
        self._stories[self._language[slot]] += 1
        for number in ids:
            self._holders[number].add(slot)
            self._log_df[number] = np.log(1 + len(self._holders[number]))

    def remove(self, slot: int) -> None:
        """Forget a story's terms; a term that no story holds any longer goes too."""
        self._stories[self._language[slot]] -= 1
        for number in self._terms[slot][self._terms[slot] > 0].tolist():
            self._holders[number].discard(slot)
            self._log_df[number] = np.log(1 + len(self._holders[number]))
            if not self._holders[number]:
                del self._ids[self._names[number]]
                self._free.append(number)
        self._terms[slot] = 0
        self._weights[slot] = 0

    def sharing(self, terms: Mapping[str, float], language: str, most: int) -> Slots:
        """Slots that share the rarest terms; `most` of them and those that tie with the last."""
        known = [(self._ids[term], weight) for term, weight in terms.items() if term in self._ids]
        known = [(number, w) for number, w in known if len(self._holders[number]) <= COMMON]
        if not known:
            return np.zeros(0, np.int64)
        rarity = self._rarity(np.array([number for number, _ in known]), language)
        # Whole numbers, so that sums do not depend on the order of a set.
        worth = np.rint(1000 * rarity * [weight for _, weight in known])
        sizes = [len(self._holders[number]) for number, _ in known]
        holders = chain.from_iterable(self._holders[number] for number, _ in known)
        slots = np.fromiter(holders, np.int64, sum(sizes))
        shared = np.bincount(slots, weights=np.repeat(worth, sizes))
        return strongest(shared, most)

    def cosines(self, terms: Mapping[str, float], language: str, slots: Slots) -> Numbers:
        """TF-IDF cosine of a story that is not in the window with those in the slots."""
        names = list(terms)
        numbers = np.array([self._ids.get(name, 0) for name in names], np.int64)
        weights = np.array(list(terms.values())) * self._rarity(numbers, language)
        length = np.sqrt((weights**2).sum())
        known = numbers > 0
        self._query[numbers[known]] = weights[known]
        rows = self._terms[slots]
        theirs = self._weights[slots] * self._rarities(rows, self._language[slots])
        products = (theirs * self._query[rows]).sum(axis=1)
        self._query[numbers[known]] = 0
        lengths = np.sqrt((theirs**2).sum(axis=1))
        found: Numbers = products / np.maximum(lengths * length, 1e-9)
        return found

    def _rarity(self, numbers: Slots, language: str) -> Numbers:
        stories = self._stories[self._language_id(language)]
        rarity: Numbers = np.log(PRIOR + stories) - self._log_df[numbers]
        return np.maximum(rarity, LEAST_RARITY, out=rarity)

    def _rarities(self, rows: Slots, languages: Slots) -> Numbers:
        # Per language: a usual English word would look rare among mostly Arabic stories.
        logs = np.log(PRIOR + np.array(self._stories, float))[languages][:, None]
        rarity: Numbers = logs - self._log_df[rows]
        return np.maximum(rarity, LEAST_RARITY, out=rarity)

    def _language_id(self, language: str) -> int:
        found = self._languages.setdefault(language, len(self._languages))
        if found == len(self._stories):
            self._stories.append(0)
        return found

    def _id(self, term: str) -> int:
        if term in self._ids:
            return self._ids[term]
        if self._free:
            number = self._free.pop()
            self._names[number] = term
        else:
            number = len(self._names)
            self._names.append(term)
            self._holders.append(set())
            self._fit(number)
        self._ids[term] = number
        return number

    def _fit(self, number: int) -> None:
        if number >= len(self._log_df):
            self._log_df = np.pad(self._log_df, (0, number))
            self._query = np.pad(self._query, (0, number))


def strongest(values: NDArray[Any], most: int) -> Slots:
    """Places of the positive values, the `most` highest and whatever ties with the last."""
    places: Slots = np.flatnonzero(values > 0)
    if len(places) <= most:
        return places
    least = np.partition(values[places], -most)[-most]
    strong: Slots = places[values[places] >= least]
    return strong
