"""Sentence vectors as the window's usual story in their language sees them.

Vectors of one language lie to one side of the space, those of one subject too: taken from the
middle of what is just now told in a language, unlike stories are unlike, in any language.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from feeds.cluster.features import Numbers, Slots
from feeds.cluster.vectors import SCALE, SIZE, Vectors

STORIES = 50  # that the shipped middle of a language counts for
GUESSED = 10  # that 0 counts for, which stands for the middle of another model's language
_MEANS = Path(__file__).with_name("means.npz")
Sums = NDArray[np.float64]


class Centres:
    """The middle of each language in the window; the same for the same stories in it."""

    def __init__(self, size: int = SIZE) -> None:
        self._size = size
        self._worth = STORIES if size == SIZE else GUESSED
        self._sums: Sums = np.zeros((0, size))
        self._stories = np.zeros(0)
        self._priors: Sums = np.zeros((0, size))
        self._middles: Vectors = np.zeros((0, size), np.float32)
        self._stale: set[int] = set()

    def know(self, language: str) -> None:
        """Make room for one more language, whose code is the number of those before it."""
        prior = _shipped(language, self._size)[None]
        self._sums = np.vstack([self._sums, np.zeros((1, self._size))])
        self._stories = np.append(self._stories, 0.0)
        self._priors = np.vstack([self._priors, prior])
        self._middles = np.vstack([self._middles, np.rint(prior).astype(np.float32)])

    def count(self, code: int, steps: Vectors, by: int) -> None:
        """Take in a vector in whole steps (`by` 1) or give it up (-1)."""
        self._sums[code] += by * steps
        self._stories[code] += by
        self._stale.add(code)

    def cosines(self, own: Slots, steps: Vectors, codes: Slots, others: Vectors) -> Numbers:
        """Cosines, (m, n), of vectors in whole steps, (m, size), of languages `own`, with others,
        (n, size), of languages `codes`."""
        self._refresh()
        middles = self._middles
        all_of = np.concatenate([steps, middles]).T
        # Whole numbers below 2**24, see vectors.SCALE: every product is exact in any order, and
        # so is (a - b)(c - d) made of four of them.
        by_other = (others @ all_of).astype(np.float64)
        by_middle = (middles @ all_of).astype(np.float64)
        m, n = np.arange(len(own)), np.arange(len(codes))
        mine, between = by_middle[:, : len(own)], by_middle[:, len(own) :]
        products = by_other[:, : len(own)].T - by_other[:, len(own) + own].T
        products = products - mine[codes].T + between[own[:, None], codes]
        squares, own_squares = _squares(others), _squares(steps)
        theirs = squares - 2 * by_other[n, len(own) + codes] + between[codes, codes]
        ours = own_squares - 2 * mine[own, m] + between[own, own]
        told = (squares > 0) & (own_squares > 0)[:, None]  # an empty headline is like nothing
        found: Numbers = told * products / np.sqrt(np.maximum(theirs * ours[:, None], 1.0))
        return found

    def leaning(self, codes: Slots, steps: Vectors, shipped: bool = False) -> Sums:
        """Where stories in whole steps, (n, size), of languages `codes`, lean together, (size,):
        the sum of how far each is from the middle of its language, or from the shipped one."""
        self._refresh()
        middles = np.rint(self._priors) if shipped else self._middles.astype(np.float64)
        # Whole numbers far below 2**53: the same in any order.
        found: Sums = steps.astype(np.float64).sum(axis=0) - middles[codes].sum(axis=0)
        return found

    def drift(self) -> Sums:
        """How far the middle of each language, by code, has moved from the shipped one."""
        self._refresh()
        moved: Sums = self._middles.astype(np.float64) - np.rint(self._priors)
        return moved

    def _refresh(self) -> None:
        for code in self._stale:
            total = self._sums[code] + self._worth * self._priors[code]
            self._middles[code] = np.rint(total / (self._stories[code] + self._worth))
        self._stale.clear()


def _squares(steps: Vectors) -> Numbers:
    found: Numbers = np.einsum("ij,ij->i", steps, steps).astype(np.float64)
    return found


def _shipped(language: str, size: int) -> Sums:
    """The middle of a language in steps; that of all for one never seen, 0 for another model."""
    if size != SIZE:
        return np.zeros(size)
    means = _means()
    return means.get(language, means[""]) * SCALE


@lru_cache(maxsize=1)
def _means() -> dict[str, Sums]:
    with np.load(_MEANS) as kept:
        return {name.removeprefix("of_"): kept[name].astype(np.float64) for name in kept.files}
