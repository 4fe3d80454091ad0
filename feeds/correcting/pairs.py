"""How alike the stories of a few events are, to say with whom each goes when they part."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from feeds.cluster.vectors import unpack
from feeds.correcting.settling import Alike
from feeds.model import Story
from feeds.store.protocol import Store

AS_ALIKE = 0.45  # cosine of two headlines at which they rather tell one happening


def likeness(store: Store, stories: Sequence[Story]) -> Alike:
    """Mean likeness of a story's headline to others, above 0 rather the same happening."""
    vectors = {name: unpack(kept) for name, kept in store.vectors([s.id for s in stories]).items()}

    def alike(name: str, others: Sequence[str]) -> float:
        known = [vectors[other] for other in others if other in vectors]
        if name not in vectors or not known:
            return -1.0
        return round(float((np.stack(known) @ vectors[name]).mean()) - AS_ALIKE, 6)

    return alike
