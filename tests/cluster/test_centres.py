"""The middle of what is told in a language, from which stories are alike or not."""

from __future__ import annotations

import numpy as np

from feeds.cluster.centres import Centres
from feeds.cluster.vectors import SCALE, SIZE


def test_stories_tell_the_middle_sooner_where_none_ships() -> None:
    """How far the middle has moved after ten stories that lie one way, as a share of it."""
    moved = {}
    for size in (SIZE, 16):
        way = np.zeros(size, np.float32)
        way[0] = SCALE
        centres = Centres(size)
        centres.know("en")
        before = centres.leaning(np.array([0]), way[None])
        for _ in range(10):
            centres.count(0, way, 1)
        after = centres.leaning(np.array([0]), way[None])
        moved[size] = round(1 - float(after[0] / before[0]), 2)
    assert moved == {SIZE: 0.17, 16: 0.5}


def test_a_story_given_up_leaves_the_middle_as_it_was() -> None:
    rng = np.random.default_rng(3)
    stays, goes = np.rint(rng.normal(size=(2, 16)) * 1000).astype(np.float32)
    centres = Centres(16)
    centres.know("en")
    centres.count(0, stays, 1)
    before = centres.leaning(np.array([0]), stays[None])
    centres.count(0, goes, 1)
    centres.count(0, goes, -1)
    assert (centres.leaning(np.array([0]), stays[None]) == before).all()
