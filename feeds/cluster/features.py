"""What a story tells, as far as pairs of stories are compared by it: sparse and cheap to make."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feeds import text
from feeds.cluster.concepts import concepts
from feeds.model import Story
from feeds.names.keys import name_key

Slots = NDArray[np.int64]
Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Singles = NDArray[np.float32]

PRIOR = 30  # stories taken as seen before the first, so that a young window knows rare from usual

TITLE_WEIGHT = 2.0
MOST_TERMS = 48  # of one story, the title's first
MOST_GRAMS = 64
MOST_NAMES = 24
MOST_CONCEPTS = 8
MOST_NUMBERS = 8
GRAM = 4  # letters
BUCKETS = 1 << 18  # of letter sequences; two in a hundred thousand that meet do no harm

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_CASED = re.compile(r"[A-ZÀ-ÞĀ-ŽА-Я][^\W\d_]{2,}")
_UNCASED = re.compile(r"[\u0590-\u06ff]{3,}")
_LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Told:
    """What a story tells."""

    language: str
    terms: Mapping[str, float]  # with their weights, the title's first
    grams: NDArray[np.int32]  # buckets of the title's letter sequences, each once
    names: tuple[str, ...]  # keys that all scripts share, of what may be a name
    concepts: tuple[str, ...]
    numbers: tuple[str, ...]
    length: int  # words of the title
    cased: bool  # whether capitals tell which words may be names


def tell(story: Story) -> Told:
    """What a story tells; the same for the same title, summary and language."""
    head = text.terms(story.title, story.language)
    whole = f"{story.title}\n{story.summary}"
    return Told(
        language=story.language,
        terms=_weighted(head, text.terms(story.summary, story.language)),
        grams=grams(story.title, story.language),
        names=tuple(islice(_names(whole), MOST_NAMES)),
        concepts=tuple(concepts(whole, story.language)[:MOST_CONCEPTS]),
        numbers=tuple(islice(_numbers(whole), MOST_NUMBERS)),
        length=len(head),
        cased=_UNCASED.search(whole) is None,
    )


def weighted_terms(story: Story) -> dict[str, float]:
    """Terms of title and summary, each with its weight, the title's first."""
    head = text.terms(story.title, story.language)
    return _weighted(head, text.terms(story.summary, story.language))


def _weighted(head: list[str], body: list[str]) -> dict[str, float]:
    found = dict.fromkeys(head, TITLE_WEIGHT)
    for term in body:
        found.setdefault(term, 1.0)
    return dict(islice(found.items(), MOST_TERMS))


def grams(title: str, language: str) -> NDArray[np.int32]:
    """Buckets of the sequences of four letters, word ends included, that a title holds."""
    folded = " " + " ".join(_LETTERS.findall(text.normalise(title, language))) + " "
    codes = np.frombuffer(folded.encode("utf-32-le"), np.uint32)[: MOST_GRAMS + GRAM - 1]
    codes = codes.astype(np.uint64)
    if len(codes) < GRAM:
        return np.zeros(0, np.int32)
    mixed = codes[:-3] * 2654435761 + codes[1:-2] * 40503 * 65599
    mixed = mixed + codes[2:-1] * 97 * 2246822519 + codes[3:] * 3266489917
    mixed ^= mixed >> np.uint64(29)
    return np.unique((mixed * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(46)).astype(np.int32))


def _names(whole: str) -> dict[str, None]:
    tokens = _CASED.findall(whole) + _UNCASED.findall(whole)
    found = dict.fromkeys(name_key(token) for token in tokens)
    found.pop("", None)
    return found


def _numbers(whole: str) -> dict[str, None]:
    """Figures with their points and commas off, so that 5,6 is 5.6 and 1,000 is 1.000."""
    digits = text.normalise(whole)
    return dict.fromkeys(re.sub("[.,]", "", found) for found in _NUMBER.findall(digits))


def strongest(values: NDArray[Any], most: int) -> Slots:
    """Places of the positive values, the `most` highest and whatever ties with the last."""
    places: Slots = np.flatnonzero(values > 0)
    if len(places) <= most:
        return places
    least = np.partition(values[places], -most)[-most]
    strong: Slots = places[values[places] >= least]
    return strong
