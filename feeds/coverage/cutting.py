"""The words of many headlines: each token is folded and stemmed once, since news repeats them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import count
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from feeds.text import folded_words, normalise, term

Whole = npt.NDArray[np.int64]


class Cut(NamedTuple):
    """One line a stem and headline, by headline: `at` its place among the headlines, `stem` and
    `word` (folded, as the headline writes it first) as places in `stems` and `words`; `language`
    of each stem as a place in `languages`, which are in order of the alphabet."""

    at: Whole
    stem: Whole
    word: Whole
    stems: Sequence[str]
    words: Sequence[str]
    language: Whole
    languages: Sequence[str]


def cut(titles: Sequence[str], languages: Sequence[str]) -> Cut:
    """The words of headlines but stop words, single letters and numbers, each stem once a headline
    (pure); stems and words are told apart by language."""
    of: dict[str, list[int]] = {name: [] for name in sorted(set(languages))}
    for place, name in enumerate(languages):
        of[name].append(place)
    known, sizes = _Known([], [], []), [0]
    empty = np.empty(0, np.int64)
    found = [(empty, empty)]
    for name, places in of.items():
        found.append(_of_language(known, titles, places, name))
        sizes.append(len(known.stems))
    at, word = (np.concatenate(columns) for columns in zip(*found, strict=True))
    order = np.argsort(at, kind="stable")
    stem = np.array(known.stem_of, dtype=np.int64)[word]
    number = np.repeat(np.arange(len(of)), np.diff(sizes))
    return Cut(at[order], stem[order], word[order], known.stems, known.words, number, list(of))


class _Known(NamedTuple):
    """All stems and words met, those of a language one after another, and each word's stem."""

    stems: list[str]
    words: list[str]
    stem_of: list[int]


def _of_language(
    known: _Known, titles: Sequence[str], places: Sequence[int], language: str
) -> tuple[Whole, Whole]:
    """(at, word) of the headlines of a language."""
    # One flat list: sixty thousand small ones keep the garbage collector busier than this is.
    number: defaultdict[str, int] = defaultdict(count().__next__)
    tokens, sizes = list[int](), list[int]()
    for place in places:
        before = len(tokens)
        tokens += map(number.__getitem__, titles[place].split())
        sizes.append(len(tokens) - before)
    words, begins = _words(known, list(number), language)
    token = np.array(tokens, dtype=np.int64)
    held = np.diff(begins)[token]  # words of each token: mostly one
    within = np.arange(held.sum()) - np.repeat(np.cumsum(held) - held, held)
    word = words[np.repeat(begins[token], held) + within]
    at = np.repeat(np.repeat(np.array(places, dtype=np.int64), sizes), held)
    # A stem counts once a headline, as it is written first there.
    stem = np.array(known.stem_of, dtype=np.int64)[word]
    _, once = np.unique(at * (len(known.stems) + 1) + stem, return_index=True)
    return at[once], word[once]


def _words(known: _Known, tokens: Sequence[str], language: str) -> tuple[Whole, Whole]:
    """The words of all tokens, and where those of each begin and the last ends."""
    stems: dict[str, int] = {}
    numbers: dict[str, int] = {}
    found, begins = list[int](), [0]
    # Folded all at once: a token holds no line break, and folding makes none.
    for folded in normalise("\n".join(tokens), language).split("\n") if tokens else ():
        for word in (folded,) if folded.isalnum() else folded_words(folded):
            if word not in numbers:
                numbers[word] = _number(known, stems, word, language)
            if numbers[word] >= 0:
                found.append(numbers[word])
        begins.append(len(found))
    return np.array(found, dtype=np.int64), np.array(begins, dtype=np.int64)


def _number(known: _Known, stems: dict[str, int], word: str, language: str) -> int:
    """The number of a word that was not met before; -1 where it is none to count."""
    stem = term(word, language)
    if not stem or stem.isdecimal():
        return -1
    if stem not in stems:
        stems[stem] = len(known.stems)
        known.stems.append(stem)
    known.words.append(word)
    known.stem_of.append(stems[stem])
    return len(known.words) - 1
