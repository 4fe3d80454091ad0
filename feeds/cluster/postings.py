"""Stories that share rare words or names: who holds a token, and who holds most of the rarest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from math import log

import numpy as np
from numpy.typing import NDArray

from feeds.cluster.features import distinct

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
        """Slots that share the rarest tokens, in order: the `most` with the highest sum of weight
        and rarity, and those that tie with the last."""
        values, holders = self._rarest(weights)
        slots = np.fromiter(chain.from_iterable(holders), np.int64)
        found = distinct(slots)
        if len(found) <= most:
            return found
        # Whole numbers, so that a sum does not depend on its order.
        worth = np.zeros(len(found), np.int64)
        np.add.at(worth, np.searchsorted(found, slots), np.repeat(values, list(map(len, holders))))
        best: NDArray[np.int64] = found[worth >= np.partition(worth, -most)[-most]]
        return best

    def _rarest(self, weights: Mapping[str, float]) -> tuple[list[int], list[set[int]]]:
        """What the rarest tokens are worth, and who holds them."""
        held = self._slots
        found = ((token, held.get(token)) for token in weights)
        known = sorted((len(holders), token, holders) for token, holders in found if holders)
        values: list[int] = []
        spent, stories = 0, PRIOR + len(self._tokens)
        for size, token, _ in known:
            spent += size
            if spent > LOOKED_UP:
                break
            values.append(round(1000 * weights[token] * log(stories / (1 + size))))
        return values, [holders for _, _, holders in known[: len(values)]]
