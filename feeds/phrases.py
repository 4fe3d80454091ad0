"""Phrases found in text by whole words, all at once: an index over their first words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from feeds.text import normalise, strip_clitics, words

T = TypeVar("T")
KEPT = 100_000  # words looked up before, per index
NO_CLITICS = ("fa", "ckb", "ur")  # Arabic letters, but و and ب are no prefixes there


@dataclass(frozen=True, slots=True, eq=False)
class Phrase(Generic[T]):
    """Folded words in order. A `*` ends a word that may go on; capitals, as in IS, are meant."""

    written: str
    parts: tuple[str, ...]
    acronym: bool
    about: T


class Hit(NamedTuple, Generic[T]):
    """A phrase from word `start` up to word `end` of a text."""

    start: int
    end: int
    phrase: Phrase[T]


def phrase(written: str, about: T) -> Phrase[T]:
    """A phrase ready for an index; without parts where nothing is left to look for."""
    parts = tuple(
        normalise(word.text) + ("*" if written[word.end : word.end + 1] == "*" else "")
        for word in words(written)
    )
    short = len(written) <= 5 and written.isalpha() and written.isascii()
    return Phrase(written, parts, short and written.isupper(), about)


class PhraseIndex(Generic[T]):
    """Finds every phrase in a text; Arabic and Hebrew words also without their clitics."""

    def __init__(self, phrases: Iterable[Phrase[T]]) -> None:
        self._whole: dict[str, list[Phrase[T]]] = defaultdict(list)
        self._open: dict[str, list[Phrase[T]]] = defaultdict(list)
        for item in phrases:
            first = item.parts[0]
            (self._open if first.endswith("*") else self._whole)[first.rstrip("*")].append(item)
        self._lengths = sorted({len(first) for first in self._open})
        self._known: dict[tuple[str, bool], tuple[str, tuple[Phrase[T], ...]]] = {}

    def find(self, text: str, language: str = "") -> list[Hit[T]]:
        """Hits in order of their first word, the longest first where several begin at one."""
        return self.among([word.text for word in words(text)], language, text.isupper())

    def among(self, raw: Sequence[str], language: str, shouted: bool) -> list[Hit[T]]:
        """The same in words that are cut already; `shouted` where the whole text is in capitals."""
        clitics = language not in NO_CLITICS
        looked = [self._look(word, clitics) for word in raw]
        hits = [
            Hit(start, start + len(found.parts), found)
            for start, (_, begun) in enumerate(looked)
            for found in begun
            if _goes_on(found.parts, looked, start)
            and (not found.acronym or _spelled(raw[start], shouted))
        ]
        return sorted(hits, key=lambda hit: (hit.start, -hit.end))

    def begins(self, text: str, language: str = "") -> bool:
        """Whether a word of a text may begin a phrase: far cheaper where texts repeat it."""
        clitics = language not in NO_CLITICS
        return any(self._look(word.text, clitics)[1] for word in words(text))

    def _look(self, raw: str, clitics: bool) -> tuple[str, tuple[Phrase[T], ...]]:
        """A word folded, with the phrases it may begin; news repeats its words, so kept."""
        known = self._known.get((raw, clitics))
        if known is None:
            if len(self._known) >= KEPT:
                self._known.clear()
            word = normalise(raw)
            begun = tuple(dict.fromkeys(self._begun(word, clitics)))
            known = self._known[raw, clitics] = (word, begun)
        return known

    def _begun(self, word: str, clitics: bool) -> Iterator[Phrase[T]]:
        for form in strip_clitics(word) if clitics else (word,):
            yield from self._whole.get(form, ())
            for length in self._lengths:
                if length > len(form):
                    break
                yield from self._open.get(form[:length], ())


def _goes_on(
    parts: tuple[str, ...], looked: Sequence[tuple[str, tuple[object, ...]]], start: int
) -> bool:
    if len(parts) == 1:
        return True
    after = looked[start + 1 : start + len(parts)]
    return len(after) == len(parts) - 1 and all(
        _is(word, part) for part, (word, _) in zip(parts[1:], after, strict=True)
    )


def _is(word: str, part: str) -> bool:
    """Whether a later word is meant; an Arabic one may carry the article that its noun has:
    مقبرة جماعية is found in المقبرة الجماعية."""
    if part[-1] == "*":
        return word.startswith(part[:-1])
    return word == part or (word.startswith("ال") and word[2:] == part)


def _spelled(word: str, shouted: bool) -> bool:
    """Whether a word is an acronym as written; in a headline all in capitals IS may be a verb."""
    return word.isupper() and not (shouted and len(word) < 3)
