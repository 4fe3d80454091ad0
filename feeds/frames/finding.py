"""Where a text uses frames: whole words, the longest phrase, weak ones only beside others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from feeds.citing import sentence
from feeds.model.framing import ByLanguage, Concept, FrameUse
from feeds.phrases import Begins, Phrase, PhraseIndex, phrase
from feeds.text import Word, words

# Between like quotation marks; a single quote is an apostrophe as often as not.
_QUOTED = re.compile(
    r"“[^“”]*”|«[^«»]*»|„[^„“”]*[“”]|\"[^\"]*\"|‘[^‘’]*’(?!\w)|(?<!\w)'[^']*'(?!\w)"
)


class _Role(NamedTuple):
    """What a phrase is to its concept. Of equal phrases the lower `rank` counts."""

    concept: str
    frame: str
    rank: int


class _Found(NamedTuple):
    """A phrase at text[start:end]."""

    start: int
    end: int
    role: _Role


_NOT, _TERM, _WEAK, _MENTION, _BESIDE = range(5)


class _Known(NamedTuple):
    """The phrases of a language, the words of the longest, and where they may begin."""

    phrases: PhraseIndex[_Role]
    longest: int
    begins: Begins


class FrameFinder:
    """Finds the frames of some concepts in texts; each language knows its own words only."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        found: dict[str, list[Phrase[_Role]]] = defaultdict(list)
        for concept in concepts:
            for role, by_language in _roles(concept):
                for language, written in by_language.items():
                    found[language] += [phrase(text, role) for text in written]
        self._of = {language: _known(language, items) for language, items in found.items()}

    def find(self, text: str, language: str) -> list[FrameUse]:
        """The uses in a text in order; none in a language without words."""
        known = self._of.get(language)
        if known is None:
            return []
        found = [
            _Found(cut[hit.start].start, cut[hit.end - 1].end, hit.phrase.about)
            for cut in _stretches(text, known)
            for hit in known.phrases.among([word.text for word in cut], language, text.isupper())
        ]
        return _uses(text, found) if found else []


def _known(language: str, phrases: Sequence[Phrase[_Role]]) -> _Known:
    index = PhraseIndex(phrases)
    return _Known(index, max(len(one.parts) for one in phrases), Begins(index, language))


def _stretches(text: str, known: _Known) -> Iterator[list[Word]]:
    """The words from where a phrase may begin to where it must have ended: most texts have few."""
    tokens = text.split()
    starts = [number for number, token in enumerate(tokens) if known.begins[token]]
    at, done = 0, 0
    while starts:
        first = last = starts.pop(0)
        while starts and starts[0] < last + known.longest:
            last = starts.pop(0)
        for token in tokens[done:first]:
            at = text.index(token, at) + len(token)
        start, done = at, min(last + known.longest, len(tokens))
        for token in tokens[first:done]:
            at = text.index(token, at) + len(token)
        yield [
            Word(word.text, word.start + start, word.end + start) for word in words(text[start:at])
        ]


def _roles(concept: Concept) -> Iterator[tuple[_Role, ByLanguage]]:
    yield _Role(concept.id, "", _NOT), concept.excluded
    yield _Role(concept.id, "", _MENTION), concept.mentions
    yield _Role(concept.id, "", _BESIDE), concept.beside
    for frame in concept.frames:
        yield _Role(concept.id, frame.id, _TERM), frame.terms
        yield _Role(concept.id, frame.id, _WEAK), frame.weak


def _uses(text: str, found: Sequence[_Found]) -> list[FrameUse]:
    by_concept: dict[str, list[_Found]] = defaultdict(list)
    for one in found:
        by_concept[one.role.concept].append(one)
    kept = [one for held in by_concept.values() for one in _kept(text, held)]
    quotes = [mark.span() for mark in _QUOTED.finditer(text)] if kept else []
    uses = {
        FrameUse(
            one.role.concept,
            one.role.frame,
            one.start,
            one.end,
            any(first <= one.start and one.end <= last for first, last in quotes),
        )
        for one in kept
    }
    return sorted(uses, key=lambda use: (use.start, use.end, use.concept))


def _kept(text: str, found: Sequence[_Found]) -> Iterator[_Found]:
    """The phrases of one concept that count: no other covers them, and weak ones are borne out."""
    beside = [one for one in found if one.role.rank == _BESIDE]
    ordered = sorted(
        (one for one in found if one.role.rank != _BESIDE),
        key=lambda one: (one.start - one.end, one.role.rank, one.start),
    )
    taken: list[_Found] = []
    for one in ordered:
        if not any(other.start <= one.start and one.end <= other.end for other in taken):
            taken.append(one)
    for one in taken:
        rank = one.role.rank
        if rank != _NOT and (rank != _WEAK or _borne_out(text, one, beside)):
            yield one


def _borne_out(text: str, found: _Found, beside: Sequence[_Found]) -> bool:
    """Whether the sentence says by another word that the concept is meant."""
    apart = [one for one in beside if one.end <= found.start or one.start >= found.end]
    if not apart:
        return False
    first, last = sentence(text, found.start, found.end)
    return any(first <= one.start and one.end <= last for one in apart)
