"""The words of many headlines: each token is folded and stemmed once, since news repeats them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from feeds.coverage.ordering import order, runs
from feeds.text import folded_words, normalise, term

Whole = npt.NDArray[np.int64]
Texts: TypeAlias = Any  # pyarrow.LargeStringArray


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
    by = order(at)
    at, word = at[by], word[by]
    stem = np.array(known.stem_of, dtype=np.int64)[word]
    number = np.repeat(np.arange(len(of)), np.diff(sizes))
    return Cut(at, stem, word, known.stems, known.words, number, list(of))


class _Known(NamedTuple):
    """All stems and words met, those of a language one after another, and each word's stem."""

    stems: list[str]
    words: list[str]
    stem_of: list[int]


def _of_language(
    known: _Known, titles: Sequence[str], places: Sequence[int], language: str
) -> tuple[Whole, Whole]:
    """(at, word) of the headlines of a language."""
    cut_up = pc.utf8_split_whitespace(
        pa.array([titles[place] for place in places], pa.large_string())
    )
    token, tokens = _numbered(cut_up.flatten())
    words, begins = _words(known, tokens, language)
    held = np.diff(begins)[token]  # words of each token: mostly one
    within = np.arange(held.sum()) - np.repeat(np.cumsum(held) - held, held)
    word = words[np.repeat(begins[token], held) + within]
    sizes = np.diff(cut_up.offsets.to_numpy())
    at = np.repeat(np.repeat(np.array(places, dtype=np.int64), sizes), held)
    # A stem counts once a headline, as it is written first there.
    stem = np.array(known.stem_of, dtype=np.int64)[word]
    pair = at * (len(known.stems) + 1) + stem
    by = order(pair)
    once = by[runs(pair[by])]
    return at[once], word[once]


def _numbered(texts: Texts) -> tuple[Whole, list[str]]:
    """The number of each text, and the different ones as they came."""
    held = texts.dictionary_encode()
    return held.indices.to_numpy().astype(np.int64), held.dictionary.to_pylist()


def _words(known: _Known, tokens: Sequence[str], language: str) -> tuple[Whole, Whole]:
    """The words of all tokens, and where those of each begin and the last ends."""
    # Folded all at once: a token holds no line break, and folding makes none.
    lines = normalise("\n".join(tokens), language).split("\n") if tokens else []
    line, every = _numbered(pa.array(lines, pa.large_string()))
    found, begins = _words_of_each(known, every, language)
    held = np.diff(begins)[line]
    ends = np.concatenate([[0], np.cumsum(held)]).astype(np.int64)
    within = np.arange(ends[-1]) - np.repeat(ends[:-1], held)
    return found[np.repeat(begins[line], held) + within], ends


def _words_of_each(known: _Known, every: Sequence[str], language: str) -> tuple[Whole, Whole]:
    """The same of different tokens that are folded."""
    stems: dict[str, int] = {}
    numbers: dict[str, int] = {}
    found, begins = list[int](), [0]
    for folded in every:
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
