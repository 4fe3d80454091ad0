"""What a story says that may tie it to another event: its terms, names, sources and stance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from sys import intern

import numpy as np
from numpy.typing import NDArray

from feeds import text
from feeds.citing.finding import Citation
from feeds.model import Mention, NameUse, Story
from feeds.threads.stance import Stance

MOST_FEATURES = 30  # of one story, names and the headline first
READ = 400  # characters of a summary that are read
NAME, PARTS = "name:", 2
STEPS = 400  # a unit vector in whole steps that fit a byte: a cosine to two places
Bytes = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Told:
    """A story as threads see it; `at` is published_at in seconds since 1970."""

    story_id: str
    event_id: str
    outlet_id: str
    title: str
    language: str
    at: float
    features: tuple[str, ...]  # names as "name:ID", terms as "en:stem", the telling ones first
    in_title: int  # how many of these the headline holds
    vector: Bytes
    sources: tuple[Citation, ...] = ()
    # Read only where they may tell something: most stories are tied to no other event.
    stance: Callable[[], tuple[Stance, str] | None] = lambda: None
    times: Callable[[], tuple[Mention, ...]] = tuple
    aside: bool = False  # a reprint, opinion, live or round-up: of its event, but no step itself
    names: tuple[tuple[str, str], ...] = ()  # (feature, the name as it is shown)


def features(story: Story, names: Sequence[NameUse]) -> tuple[tuple[str, ...], int]:
    """What a story tells of, and how much of that its headline does."""
    title = _of(story.title, story.language, [n for n in names if n.place == "title"])
    summary = story.summary[:READ]
    rest = _of(summary, story.language, [n for n in names if n.place == "summary"])
    found = dict.fromkeys((*title, *rest))
    return tuple(islice(found, MOST_FEATURES)), min(len(dict.fromkeys(title)), MOST_FEATURES)


def _of(words: str, language: str, names: Sequence[NameUse]) -> list[str]:
    """Names, and the terms of what is left of the text."""
    for name in sorted(names, key=lambda name: -name.start):
        words = f"{words[: name.start]} {words[name.end :]}"
    terms = [intern(f"{language}:{term}") for term in text.terms(words, language)]
    return [*(intern(NAME + name.name_id) for name in names), *terms]


def as_written(told: Told) -> dict[str, str]:
    """The names of a story and the words of its headline by the feature that each is."""
    words = {
        f"{told.language}:{term}": word.text
        for word in text.words(told.title)
        for term in text.terms(word.text, told.language)
    }
    return {**words, **dict(told.names)}


def shown(names: Sequence[NameUse]) -> tuple[tuple[str, str], ...]:
    """The names by the feature that each is."""
    return tuple({intern(NAME + name.name_id): name.name for name in names}.items())


def kind_of(feature: str) -> str:
    """The language of a term, `name` of a name."""
    return feature.partition(":")[0]


def parts_of(feature: str) -> int:
    """How many terms a feature is worth: a name is told in two words or more."""
    return PARTS if feature.startswith(NAME) else 1


def in_bytes(vector: NDArray[np.float32]) -> Bytes:
    """A unit vector in a quarter of its size."""
    return np.clip(np.rint(vector * STEPS), -127, 127).astype(np.int8)
