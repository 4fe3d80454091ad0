"""Where a text uses frames: whole words, the longest phrase, weak ones only beside others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from feeds.citing import sentence
from feeds.model.framing import ByLanguage, Concept, FrameUse
from feeds.phrases import Hit, Phrase, PhraseIndex, phrase
from feeds.text import words

# Between like quotation marks; a single quote is an apostrophe as often as not.
_QUOTED = re.compile(
    r"“[^“”]*”|«[^«»]*»|„[^„“”]*[“”]|\"[^\"]*\"|‘[^‘’]*’(?!\w)|(?<!\w)'[^']*'(?!\w)"
)
_KNOWN = 200_000  # tokens looked up before


class _Role(NamedTuple):
    """What a phrase is to its concept. Of equal phrases the lower `rank` counts."""

    concept: str
    frame: str
    rank: int


_NOT, _TERM, _WEAK, _MENTION, _BESIDE = range(5)


class FrameFinder:
    """Finds the frames of some concepts in texts; each language knows its own words only."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        found: dict[str, list[Phrase[_Role]]] = defaultdict(list)
        for concept in concepts:
            for role, by_language in _roles(concept):
                for language, written in by_language.items():
                    found[language] += [phrase(text, role) for text in written]
        self._indexes = {language: PhraseIndex(items) for language, items in found.items()}
        self._begins: dict[str, dict[str, bool]] = {language: {} for language in found}

    def find(self, text: str, language: str) -> list[FrameUse]:
        """The uses in a text in order; none in a language without words."""
        index = self._indexes.get(language)
        if index is None or not self._may_hold(text, language):
            return []
        hits = index.find(text, language)
        return _uses(text, hits) if hits else []

    def _may_hold(self, text: str, language: str) -> bool:
        """Whether a word may begin a phrase: most texts have none, and are told so cheaply."""
        index, known = self._indexes[language], self._begins[language]
        if len(known) > _KNOWN:
            known.clear()
        for token in text.split():
            begins = known.get(token)
            if begins is None:
                begins = known[token] = index.begins(token, language)
            if begins:
                return True
        return False


def _roles(concept: Concept) -> Iterator[tuple[_Role, ByLanguage]]:
    yield _Role(concept.id, "", _NOT), concept.excluded
    yield _Role(concept.id, "", _MENTION), concept.mentions
    yield _Role(concept.id, "", _BESIDE), concept.beside
    for frame in concept.frames:
        yield _Role(concept.id, frame.id, _TERM), frame.terms
        yield _Role(concept.id, frame.id, _WEAK), frame.weak


def _uses(text: str, hits: Sequence[Hit[_Role]]) -> list[FrameUse]:
    by_concept: dict[str, list[Hit[_Role]]] = defaultdict(list)
    for hit in hits:
        by_concept[hit.phrase.about.concept].append(hit)
    spans = [(word.start, word.end) for word in words(text)]
    kept = [hit for held in by_concept.values() for hit in _kept(text, held, spans)]
    if not kept:
        return []
    quotes = [found.span() for found in _QUOTED.finditer(text)]
    uses = (_use(hit, spans, quotes) for hit in kept)
    return sorted(set(uses), key=lambda use: (use.start, use.end, use.concept))


def _use(
    hit: Hit[_Role], spans: Sequence[tuple[int, int]], quotes: Sequence[tuple[int, int]]
) -> FrameUse:
    start, end = spans[hit.start][0], spans[hit.end - 1][1]
    role = hit.phrase.about
    quoted = any(first <= start and end <= last for first, last in quotes)
    return FrameUse(role.concept, role.frame, start, end, quoted)


def _kept(
    text: str, hits: Sequence[Hit[_Role]], spans: Sequence[tuple[int, int]]
) -> Iterator[Hit[_Role]]:
    """The phrases of one concept that count: no other covers them, and weak ones are borne out."""
    beside = [hit for hit in hits if hit.phrase.about.rank == _BESIDE]
    ordered = sorted(
        (hit for hit in hits if hit.phrase.about.rank != _BESIDE),
        key=lambda hit: (hit.start - hit.end, hit.phrase.about.rank, hit.start),
    )
    taken: list[Hit[_Role]] = []
    for hit in ordered:
        if not any(one.start <= hit.start and hit.end <= one.end for one in taken):
            taken.append(hit)
    for hit in taken:
        rank = hit.phrase.about.rank
        if rank != _NOT and (rank != _WEAK or _borne_out(text, hit, beside, spans)):
            yield hit


def _borne_out(
    text: str,
    hit: Hit[_Role],
    beside: Sequence[Hit[_Role]],
    spans: Sequence[tuple[int, int]],
) -> bool:
    """Whether the sentence says by another word that the concept is meant."""
    first, last = sentence(text, spans[hit.start][0], spans[hit.end - 1][1])
    return any(
        (one.end <= hit.start or one.start >= hit.end)
        and first <= spans[one.start][0]
        and spans[one.end - 1][1] <= last
        for one in beside
    )
