"""The benchmark of speed makes the streams it says, and measures them."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np

from tests.bench.events_speed import end_to_end, grow, single
from tests.bench.made_stream import made
from tests.cluster.telling import told, vectors_of

WORDS = ["flood", "bridge", "river", "market", "fire", "minister", "school", "port"]
STORIES = [
    told(f"s{at:03}", " ".join(WORDS[at % 5 : at % 5 + 4]), hours=at / 2) for at in range(100)
]


def test_a_made_stream_is_as_long_as_asked_for_and_in_order() -> None:
    batches = list(made(STORIES, vectors_of(STORIES), 250, 100))
    assert [len(some.stories) for some in batches] == [100, 100, 50]
    stories = [story for some in batches for story in some.stories]
    assert len({story.id for story in stories}) == 250
    assert all(a.first_seen_at <= b.first_seen_at for a, b in pairwise(stories))
    assert [story.title for story in stories[:100]] == [story.title for story in STORIES]
    assert {story.title for story in stories[100:200]} != {story.title for story in STORIES}


def test_its_vectors_stay_unit_vectors_near_their_own() -> None:
    vectors = vectors_of(STORIES)
    (some,) = made(STORIES, vectors, 100, 100)
    assert np.allclose(np.linalg.norm(some.vectors, axis=1), 1, atol=1e-5)
    assert (some.vectors * vectors).sum(axis=1).min() > 0.9


def test_a_faster_stream_holds_more_stories_an_hour() -> None:
    (slow,) = made(STORIES, vectors_of(STORIES), 100, 100)
    (fast,) = made(STORIES, vectors_of(STORIES), 100, 100, speed=10)
    took = [some.stories[-1].first_seen_at - some.stories[0].first_seen_at for some in (slow, fast)]
    assert took[0] == 10 * took[1]


def test_it_measures_what_it_is_given() -> None:
    vectors = vectors_of(STORIES)
    assert [line.split(":")[0].strip() for line in grow(STORIES, vectors, 1000)] == [
        "1,000 stories"
    ]
    assert single(STORIES, vectors, 1000) > 0


def test_rates_with_vectors_made_are_by_the_clock_and_by_the_work() -> None:
    assert re.fullmatch(r"[\d,]+/s by the clock, [\d,]+ a second of CPU", end_to_end(STORIES * 3))
