"""What a story tells, as far as pairs of stories are compared by it: sparse and cheap to make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, islice, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feeds import text
from feeds.cluster.concepts import concepts
from feeds.cluster.senses import senses
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
MOST_SENSES = 16
GRAM = 4  # letters
BUCKETS = 1 << 18  # of letter sequences; two in a hundred thousand that meet do no harm

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_CASED = re.compile(r"[A-ZÀ-ÞĀ-ŽА-Я][^\W\d_]{2,}")
_UNCASED = re.compile(r"[\u0590-\u06ff]{3,}")


@dataclass(frozen=True, slots=True)
class Told:
    """What a story tells."""

    language: str
    terms: Mapping[str, float]  # with their weights, the title's first
    grams: NDArray[np.int32]  # buckets of the title's letter sequences, each once
    names: tuple[str, ...]  # keys that all scripts share, of what may be a name
    concepts: tuple[str, ...]
    numbers: tuple[str, ...]
    senses: tuple[str, ...]  # what words mean in any language, the title's
    length: int  # words of the title
    cased: bool  # whether capitals tell which words may be names


def tell(story: Story) -> Told:
    """What a story tells; the same for the same title, summary and language."""
    return told_in(story.title, story.summary, story.language)


def told_in(title: str, summary: str, language: str) -> Told:
    """What a title and a summary tell; they are folded and cut into words once for all of it."""
    whole = f"{title}\n{summary}"
    folded = text.normalise(title, language), text.normalise(summary, language)
    head, body = map(text.folded_words, folded)
    stems = [text.term(word, language) for word in head]
    terms, wanted = list(filter(None, stems)), compress(head, stems)
    uncased = [] if whole.isascii() else _UNCASED.findall(whole)
    return Told(
        language=language,
        terms=_weighted(terms, map(text.term, body, repeat(language))),
        grams=grams(head),
        names=tuple(islice(_names(_CASED.findall(whole) + uncased), MOST_NAMES)),
        concepts=tuple(concepts(whole, language, head + body)[:MOST_CONCEPTS]),
        numbers=tuple(islice(_numbers("\n".join(folded)), MOST_NUMBERS)),
        senses=tuple(islice(dict.fromkeys(senses(wanted)), MOST_SENSES)),
        length=len(terms),
        cased=not uncased,
    )


def _weighted(head: Iterable[str], body: Iterable[str]) -> dict[str, float]:
    found = dict.fromkeys(islice(dict.fromkeys(head), MOST_TERMS), TITLE_WEIGHT)
    for term in filter(None, body):
        if len(found) == MOST_TERMS:
            break
        found.setdefault(term, 1.0)
    return found


def grams(words: Sequence[str]) -> NDArray[np.int32]:
    """Buckets of the sequences of four letters, word ends included, of a title's folded words."""
    folded = " " + " ".join(words) + " "
    codes = np.frombuffer(folded.encode("utf-32-le"), np.uint32)[: MOST_GRAMS + GRAM - 1]
    codes = codes.astype(np.uint64)
    if len(codes) < GRAM:
        return np.zeros(0, np.int32)
    mixed = codes[:-3] * 2654435761 + codes[1:-2] * 40503 * 65599
    mixed = mixed + codes[2:-1] * 97 * 2246822519 + codes[3:] * 3266489917
    mixed ^= mixed >> np.uint64(29)
    return distinct((mixed * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(46)).astype(np.int32))


def _names(tokens: Iterable[str]) -> dict[str, None]:
    found = dict.fromkeys(map(_key, tokens))
    found.pop("", None)
    return found


_key = lru_cache(maxsize=1 << 16)(name_key)


def _numbers(folded: str) -> dict[str, None]:
    """Figures with their points and commas off, so that 5,6 is 5.6 and 1,000 is 1.000."""
    found = _NUMBER.findall(folded)
    return dict.fromkeys(figure.replace(".", "").replace(",", "") for figure in found)


def distinct(numbers: NDArray[Any]) -> NDArray[Any]:
    """Each number once, in order; for a few numbers a quarter of numpy's own time."""
    found = np.sort(numbers)
    first = np.ones(len(found), np.bool_)
    np.not_equal(found[1:], found[:-1], out=first[1:])
    return found[first]


def strongest(values: NDArray[Any], most: int) -> Slots:
    """Places of the positive values, the `most` highest and whatever ties with the last."""
    places: Slots = np.flatnonzero(values > 0)
    if len(places) <= most:
        return places
    least = np.partition(values[places], -most)[-most]
    strong: Slots = places[values[places] >= least]
    return strong
