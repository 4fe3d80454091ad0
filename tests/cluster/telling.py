"""Stories of a made-up town, from their words; a sentence vector is what its words add up to."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from feeds.cluster.assign import Clusterer, Placed
from feeds.cluster.features import Numbers, tell
from feeds.cluster.signals import SIGNALS
from feeds.cluster.sketches import sketch
from feeds.cluster.vectors import SIZE, Vectors, whole
from feeds.cluster.window import Asked, Window
from feeds.model import Form, Story, StoryDate

NOON = datetime(2025, 3, 3, 12, tzinfo=UTC)


def told(name: str, title: str, hours: float = 0.0, form: Form = "news", by: str = "") -> Story:
    """A story that was published, and seen, hours after noon."""
    at = NOON + timedelta(hours=hours)
    outlet = by or f"outlet-of-{name}"
    date = StoryDate(at, at, at, "published", "second", "high")
    return Story(name, outlet, outlet, "", "", title, "", "en", form, "title", date, at)


def vectors_of(stories: Iterable[Story]) -> Vectors:
    """Unit vectors of the headlines."""
    return np.stack([_vector(story.title) for story in stories])


def place(clusterer: Clusterer, *stories: Story) -> Placed:
    """The stories placed as one batch."""
    return clusterer.place(stories, vectors_of(stories))


def where(*batches: Placed) -> dict[str, str]:
    """The event in which each story is after the last batch."""
    found = {}
    for placed in batches:
        found.update((story.id, story.event_id) for story in (*placed.stories, *placed.moved))
    return found


def stored(*batches: Placed) -> list[Story]:
    """The stories as a store would have them after the last batch."""
    latest: dict[str, Story] = {}
    for placed in batches:
        latest.update((story.id, story) for story in placed.stories)
        for story in placed.moved:
            latest[story.id] = replace(latest[story.id], event_id=story.event_id)
    return list(latest.values())


def held_in(event_id: str, stories: Sequence[Story]) -> Window:
    """A window that holds the stories, all of one event."""
    window = Window()
    for story, vector in zip(stories, vectors_of(stories), strict=True):
        steps = whole(vector)
        window.add(Asked(story, tell(story), steps, sketch(steps[None])[0]), event_id)
    return window


def by_words(signals: Numbers) -> Numbers:
    """A plain score in place of the learnt one: how many words two headlines share."""
    words = signals[..., SIGNALS.index("words")]
    found: Numbers = np.round(10 * (words - 0.4), 6)
    return found


def _vector(title: str) -> Vectors:
    words: Sequence[str] = title.lower().split() or [""]
    seeds = [zlib.crc32(word.encode()) for word in words]
    whole = sum(np.random.default_rng(seed).standard_normal(SIZE) for seed in seeds)
    unit: Vectors = (whole / np.linalg.norm(whole)).astype(np.float32)
    return unit
