"""A stream as long as one likes, from a real one: shifted in time, with other words here and there.

Copy by copy the real stream is repeated, each time after the copy before it; in every headline
some words give way to words of other headlines, and its vector moves as much. So each copy has
events of its own, as dense as the real ones.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from feeds.cluster.vectors import Vectors
from feeds.footers import without_footer
from feeds.model import Story, StoryDate
from feeds.text import clean

NOISE = 0.15  # share of words that give way; a vector moves as far
LONGEST = 600  # letters of a summary, as feeds shorten theirs


@dataclass(frozen=True, slots=True)
class Made:
    """Some stories in order of arrival, with the vectors of their headlines."""

    stories: list[Story]
    vectors: Vectors


def read_stories(path: Path) -> list[Story]:
    """The items of an archived stream, each seen when the archive saw it, in that order."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    found = [_story(number, item) for number, item in enumerate(items)]
    return sorted(found, key=lambda story: (story.first_seen_at, story.id))


def made(
    stories: list[Story], vectors: Vectors, count: int, size: int, speed: float = 1.0
) -> Iterator[Made]:
    """`count` stories in batches of `size`; `speed` times as many an hour as in the original."""
    chance = np.random.default_rng(20)
    words = [word for story in stories for word in story.title.split()]
    start = stories[0].first_seen_at
    whole = stories[-1].first_seen_at - start + timedelta(minutes=1)
    for first in range(0, count, size):
        numbers = range(first, min(first + size, count))
        found = []
        for number in numbers:
            copy, at = divmod(number, len(stories))
            story = stories[at]
            since = (story.first_seen_at - start + copy * whole) / speed
            title = _noisy(story.title, words, chance) if copy else story.title
            found.append(_at(replace(story, id=f"{story.id}-{copy}", title=title), start + since))
        rows = np.array([number % len(stories) for number in numbers])
        yield Made(found, _moved(vectors[rows], chance))


def _story(number: int, item: dict[str, str]) -> Story:
    at = datetime.fromisoformat(item["first_seen"]).astimezone(UTC)
    feed = item["feed_url"]
    date = StoryDate(at, at, at, "published", "second", "high")
    title, summary = (
        clean(item["title"] or ""),
        without_footer(clean(item["summary"] or ""))[:LONGEST],
    )
    language = (item["lang"] or "en").split("-")[0].lower()  # the archive has en-US beside en
    name = f"s{number:06}"
    link = item["link"] or ""
    return Story(name, feed, feed, "", link, title, summary, language, "news", "summary", date, at)


def _at(story: Story, at: datetime) -> Story:
    date = replace(story.date, published_at=at, earliest_at=at, latest_at=at)
    return replace(story, first_seen_at=at, date=date)


def _noisy(title: str, words: list[str], chance: np.random.Generator) -> str:
    said = title.split()
    for at in np.flatnonzero(chance.random(len(said)) < NOISE):
        said[at] = words[int(chance.integers(len(words)))]
    return " ".join(said)


def _moved(vectors: Vectors, chance: np.random.Generator) -> Vectors:
    noise: NDArray[np.float32] = chance.standard_normal(vectors.shape, dtype=np.float32)
    found = vectors + NOISE * noise / np.sqrt(np.float32(vectors.shape[1]))
    unit: Vectors = found / np.linalg.norm(found, axis=1, keepdims=True)
    return unit
