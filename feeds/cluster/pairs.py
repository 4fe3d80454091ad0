"""How alike any two of some stories are, as placing would weigh them: to part an event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from feeds.cluster.features import Numbers, tell
from feeds.cluster.nearest import linkage
from feeds.cluster.score import crowding, odds
from feeds.cluster.sketches import sketch
from feeds.cluster.vectors import SIZE, unpack, whole
from feeds.cluster.window import Asked, Window
from feeds.model import Story


class Pairs:
    """Stories with what is rare among them; those without a vector are left out."""

    def __init__(
        self, stories: Sequence[Story], vectors: Mapping[str, bytes], crowd: int = 0
    ) -> None:
        """`crowd` is how many stories of the same days they stand for, at least themselves."""
        self._crowding = crowding(max(crowd, len(stories)))
        self._window = Window(len(next(iter(vectors.values()))) // 2 if vectors else SIZE)
        for story in stories:
            if story.id in vectors:
                steps = whole(unpack(vectors[story.id]))
                asked = Asked(story, tell(story), steps, sketch(steps[None])[0])
                self._window.add(asked, story.event_id or story.id)

    def __contains__(self, story_id: str) -> bool:
        return story_id in self._window.slot_of

    def belongs(self, one: str, others: Sequence[str]) -> float:
        """Log-odds that a story belongs with others; those unknown say nothing."""
        known = [other for other in others if other in self]
        if one not in self or not known:
            return -1.0
        return linkage(odds(self._rows(one, known)) - self._crowding)

    def _rows(self, one: str, others: Sequence[str]) -> Numbers:
        slot_of = self._window.slot_of
        slots = np.array([slot_of[other] for other in others])
        rows: Numbers = self._window.signals(self._window.askers([slot_of[one]]), slots)[0]
        return rows
