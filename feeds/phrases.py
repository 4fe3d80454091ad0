"""Phrases found in text by whole words, all at once: an index over their first words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from feeds.text import folded, normalise, strip_clitics, words, written_words

T = TypeVar("T")
KEPT = 100_000  # words looked up before, per index
TOKENS = 200_000  # the same of tokens
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
        # Words met, folded, with the phrases that each may begin: news repeats its words.
        self._joined: dict[str, tuple[str, tuple[Phrase[T], ...]]] = {}
        self._plain: dict[str, tuple[str, tuple[Phrase[T], ...]]] = {}

    def find(self, text: str, language: str = "") -> list[Hit[T]]:
        """Hits in order of their first word, the longest first where several begin at one."""
        return self.among(written_words(text), language, text.isupper())

    def among(self, raw: Sequence[str], language: str, shouted: bool) -> list[Hit[T]]:
        """The same in words that are cut already; `shouted` where the whole text is in capitals."""
        looked = self._looked(raw, language not in NO_CLITICS)
        hits = [
            Hit(start, start + len(found.parts), found)
            for start, (_, begun) in enumerate(looked)
            if begun
            for found in begun
            if _goes_on(found.parts, looked, start)
            and (not found.acronym or _spelled(raw[start], shouted))
        ]
        return sorted(hits, key=lambda hit: (hit.start, -hit.end))

    def begins(self, text: str, language: str = "") -> bool:
        """Whether a word of a text may begin a phrase: far cheaper where texts repeat it."""
        clitics = language not in NO_CLITICS
        return any(self._may_begin(folded(word), clitics) for word in written_words(text))

    def _looked(self, raw: Sequence[str], clitics: bool) -> list[tuple[str, tuple[Phrase[T], ...]]]:
        """Each word folded, with the phrases it may begin."""
        known = self._joined if clitics else self._plain
        try:
            return list(map(known.__getitem__, raw))
        except KeyError:
            if len(known) >= KEPT:
                known.clear()
        for word in raw:
            if word not in known:
                form = normalise(word)
                known[word] = form, tuple(dict.fromkeys(self._begun(form, clitics)))
        return list(map(known.__getitem__, raw))

    def _may_begin(self, word: str, clitics: bool) -> bool:
        return next(self._begun(word, clitics), None) is not None

    def _begun(self, word: str, clitics: bool) -> Iterator[Phrase[T]]:
        for form in strip_clitics(word) if clitics else (word,):
            yield from self._whole.get(form, ())
            for length in self._lengths:
                if length > len(form):
                    break
                yield from self._open.get(form[:length], ())


class Begins(dict[str, bool]):
    """Whether a phrase may begin in a token of a text, as `str.split` cuts it: looked up once,
    since news repeats its words."""

    def __init__(self, index: PhraseIndex[T], language: str) -> None:
        self._begins, self._language = index.begins, language

    def __missing__(self, token: str) -> bool:
        if len(self) >= TOKENS:
            self.clear()
        found = self[token] = self._begins(token, self._language)
        return found

    def in_any(self, tokens: Iterable[str]) -> bool:
        """Whether one may begin in any of them."""
        return any(map(self.__getitem__, tokens))


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
