"""Events from log-odds of all pairs, without the pipeline: quick enough to try many weights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from feeds.cluster.blend import NEAREST
from feeds.cluster.features import Numbers
from tests.bench.counting import bcubed, pair_f1
from tests.bench.pairing import Cases


def linked(cases: Cases, odds: Numbers, least: float = 0.0) -> list[int]:
    """The event of each story, in order of arrival: the closest where that is over `least`."""
    events = np.arange(len(cases.events))
    ends = np.searchsorted(cases.later, np.arange(len(events) + 1))
    for at in range(len(events)):
        some = slice(ends[at], ends[at + 1])
        if some.start == some.stop:
            continue
        number, which = np.unique(events[cases.earlier[some]], return_inverse=True)
        nearest = np.full(len(number), -np.inf)
        np.maximum.at(nearest, which, odds[some])
        mean = np.bincount(which, odds[some]) / np.bincount(which)
        links = (1 - NEAREST) * mean + NEAREST * nearest
        if links.max() > least:
            events[at] = number[links.argmax()]
    return events.tolist()


def scores(cases: Cases, events: Sequence[int]) -> tuple[float, float]:
    """(B-cubed F1, pair F1) over the stories that tell a single happening."""
    both = [(a, b) for a, b in zip(cases.events, events, strict=True) if a != "none"]
    return bcubed(both)[2], pair_f1(both)
