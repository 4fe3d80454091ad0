"""Stories that share rare words or names: who holds a token, and who holds most of the rarest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import log

import numpy as np
from numpy.typing import NDArray

PRIOR = 30  # stories taken as held before the first, so that a young window knows rare from usual
LOOKED_UP = 512  # places in the lists of the rarest tokens; what is usual is never reached


class Postings:
    """Slots by token. Its answers hang on which stories are held, not on where or since when."""

    def __init__(self) -> None:
        self._slots: dict[str, set[int]] = {}
        self._tokens: dict[int, tuple[str, ...]] = {}

    def add(self, slot: int, tokens: Iterable[str]) -> None:
        """Let a story be found by its tokens, each given once."""
        held = self._tokens[slot] = tuple(tokens)
        for token in held:
            if token in self._slots:
                self._slots[token].add(slot)
            else:
                self._slots[token] = {slot}

    def remove(self, slot: int) -> None:
        """Forget a story, if it is held; a token that nobody holds any longer goes too."""
        for token in self._tokens.pop(slot, ()):
            holders = self._slots[token]
            holders.discard(slot)
            if not holders:
                del self._slots[token]

    def sharing(self, weights: Mapping[str, float], most: int) -> NDArray[np.int64]:
        """Slots that share the rarest tokens: the `most` with the highest sum of weight and
        rarity, and those that tie with the last."""
        votes: dict[int, int] = {}
        for value, holders in self._rarest(weights):
            for slot in holders:
                votes[slot] = votes.get(slot, 0) + value
        slots = np.fromiter(votes.keys(), np.int64, len(votes))
        if len(slots) <= most:
            return slots
        worth = np.fromiter(votes.values(), np.int64, len(votes))
        found: NDArray[np.int64] = slots[worth >= np.partition(worth, -most)[-most]]
        return found

    def _rarest(self, weights: Mapping[str, float]) -> Iterable[tuple[int, set[int]]]:
        known = [(len(self._slots[t]), t) for t in weights if t in self._slots]
        spent, stories = 0, PRIOR + len(self._tokens)
        for size, token in sorted(known):
            spent += size
            if spent > LOOKED_UP:
                return
            # Whole numbers, so that a sum does not depend on its order.
            yield round(1000 * weights[token] * log(stories / (1 + size))), self._slots[token]
