"""An event in short: what it tells of, in marks that can be compared from week to week."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feeds import text
from feeds.model import NameUse, Story
from feeds.serials import days_and_months

MOST_MARKS = 40  # of one event, the most used
MOST_STORIES = 60  # of one event are read, the earliest: enough to know what it tells of
NAME = "@"  # before the id of a name, which no stem begins with
STEPS = 1000  # a unit of meaning; sums of whole numbers come out the same in any order

Meaning = NDArray[np.int16]


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """An event's marks: stems of its headlines and ids of its names, each with the share of
    its stories that use it; `shown` gives the commonest way to write each. `meaning` is the
    direction of its headlines' vectors in whole steps, empty where they have none."""

    event_id: str
    first_at: datetime
    last_at: datetime
    stories: int
    marks: dict[str, float]
    shown: dict[str, str]
    meaning: Meaning
    topics: frozenset[str] = frozenset()  # standing ones of its stories


def sketch(
    event_id: str,
    stories: Sequence[Story],
    names: Iterable[NameUse] = (),
    vectors: Sequence[NDArray[Any]] = (),
    topics: Iterable[str] = (),
) -> Sketch:
    """The sketch of an event that has at least one story, in order of arrival."""
    read = told(stories)
    marks, shown = _marks(read, names)
    published = [story.date.published_at for story in stories]
    return Sketch(
        event_id=event_id,
        first_at=min(published),
        last_at=max(published),
        stories=len(stories),
        marks=marks,
        shown=shown,
        meaning=_meaning(vectors),
        topics=frozenset(topics),
    )


def told(stories: Sequence[Story]) -> Sequence[Story]:
    """The stories of an event that its sketch is made from: the first, reprints left out."""
    return [story for story in stories if not story.copy_of][:MOST_STORIES] or stories[:1]


def _marks(
    read: Sequence[Story], names: Iterable[NameUse]
) -> tuple[dict[str, float], dict[str, str]]:
    used: dict[str, set[str]] = defaultdict(set)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for story in read:
        for stem, word in _stems(story):
            used[stem].add(story.id)
            written[stem][word] += 1
    wanted = {story.id for story in read}
    for use in names:
        if use.story_id in wanted:
            used[NAME + use.name_id].add(use.story_id)
            written[NAME + use.name_id][use.name] += 1
    usual = sorted(used, key=lambda mark: (-len(used[mark]), mark))[:MOST_MARKS]
    shares = {mark: len(used[mark]) / len(read) for mark in usual}
    return shares, {mark: commonest(written[mark]) for mark in usual}


def _stems(story: Story) -> Iterable[tuple[str, str]]:
    """Stems of a headline, each with the word as written; figures are no marks, nor are days and
    months beside a figure, which all that comes under a date would share."""
    written = [word.text for word in text.words(story.title)]
    dated = days_and_months(story.language)
    for at, word in enumerate(written):
        beside = (*written[max(at - 1, 0) : at], *written[at + 1 : at + 2])
        if any(other[0].isdigit() for other in beside) and text.normalise(word) in dated:
            continue
        for stem in text.terms(word, story.language):
            if not stem.isdigit():
                yield stem, word


def commonest(written: Counter[str]) -> str:
    """The most frequent, the first by alphabet of several."""
    return min(written, key=lambda word: (-written[word], word))


def _meaning(vectors: Sequence[NDArray[Any]]) -> Meaning:
    if not len(vectors):
        return np.zeros(0, np.int16)
    # Whole steps before and after: a mean of floats would hang on the order of adding.
    whole = np.rint(np.stack(vectors).astype(np.float64) * STEPS).sum(axis=0)
    length = max(float(np.sqrt((whole**2).sum())), 1e-9)
    found: Meaning = np.rint(whole / length * STEPS).astype(np.int16)
    return found
