"""Known names looked up in a text: listed spellings as written, others by the keys of their parts.

A lookup costs the same however many names there are: every word is asked for once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from feeds.model import KnownName
from feeds.names.full import ENOUGH, LONGEST, Part, parts_of
from feeds.names.gazetteer import name_id
from feeds.names.keys import name_keys
from feeds.names.likeness import token_likeness
from feeds.names.spelling import script_of
from feeds.names.text import Read
from feeds.phrases import PhraseIndex, phrase

SURE = 0.9  # likeness that a name of one part needs
LONG_KEY = 4  # and the length of its key: shorter ones are common words
CASED = ("latin", "cyrillic")


class About(NamedTuple):
    """A name as stories carry it."""

    id: str
    name: str
    kind: str


class Spelling(NamedTuple):
    """The parts of one spelling of a name."""

    about: About
    parts: tuple[Part, ...]


class Found(NamedTuple):
    """A name from word `start` to word `end` of a text, the last not included."""

    start: int
    end: int
    about: About


class NameIndex:
    """Finds names in a text."""

    def __init__(self, names: Iterable[KnownName]) -> None:
        known = list(names)
        self._listed: PhraseIndex[About] = PhraseIndex(
            made
            for name in known
            for written in name.spellings
            if (made := phrase(written, _about(name))).parts
        )
        self._by_key: dict[str, list[Spelling]] = defaultdict(list)
        for name in known:
            for written in name.spellings:
                self.add(_about(name), written)

    def add(self, about: About, written: str) -> None:
        """Look for another spelling of a name, or a new name, from now on."""
        parts = parts_of(written)
        if not 0 < len(parts) <= LONGEST:
            return
        for key in name_keys(parts[0].token):
            if len(parts) > 1 or len(key) >= LONG_KEY:
                spelling = Spelling(about, parts)
                if spelling not in self._by_key[key]:
                    self._by_key[key].append(spelling)

    def find(self, read: Read, language: str) -> list[Found]:
        """Names in order; of two that overlap the one that begins first, then the longer."""
        found = [*self._as_listed(read, language), *self._as_heard(read)]
        found.sort(key=lambda item: (item.start, -item.end, item.about.name))
        return list(_apart(found))

    def _as_listed(self, read: Read, language: str) -> Iterator[Found]:
        for hit in self._listed.find(read.text, language):
            if all(look[2] or n > hit.start for n, look in _span(read, hit.start, hit.end)):
                yield Found(hit.start, hit.end, hit.phrase.about)

    def _as_heard(self, read: Read) -> Iterator[Found]:
        for start, (_, _, capital, keys) in enumerate(read.looks):
            if capital and keys:
                yield from self._from(read, start, keys)

    def _from(self, read: Read, start: int, keys: Sequence[str]) -> Iterator[Found]:
        seen = set[str]()
        for key in keys:
            for spelling in self._by_key.get(key, ()):
                if spelling.about.id in seen:
                    continue
                kunya = start > 0 and read.father(start - 1) and read.joined(start)
                if kunya == spelling.parts[0].kunya and (end := _goes_on(read, start, spelling)):
                    seen.add(spelling.about.id)
                    yield Found(start - kunya, end, spelling.about)


def _about(name: KnownName) -> About:
    return About(name_id(name.name), name.name, name.kind)


def _span(read: Read, start: int, end: int) -> Iterator[tuple[int, tuple[str, str, bool, object]]]:
    return ((n, read.looks[n]) for n in range(start, min(end, len(read.looks))))


def _goes_on(read: Read, start: int, spelling: Spelling) -> int:
    """The word after the last one of a name that begins here; 0 where it is not this name.

    One part that the spelling lacks may stand in the middle: Asaad Hassan al-Shaibani.
    """
    parts = spelling.parts
    alike = _alike(read, start, parts[0])
    if len(parts) == 1:
        return start + 1 if alike >= SURE else 0
    if alike < ENOUGH:
        return 0
    place, spare = start, 1
    for part in parts[1:]:
        place, kunya = _next(read, place)
        while place and not _is(read, place, kunya, part):
            if not spare or kunya:
                return 0
            spare -= 1
            place, kunya = _next(read, place)
        if not place:
            return 0
    return place + 1


def _next(read: Read, place: int) -> tuple[int, bool]:
    """The next word that tells, and whether Abu stands before it; 0 where the name ends."""
    kunya = False
    for n in range(place + 1, min(place + 5, len(read.words))):
        if not read.joined(n):
            return 0, False
        if read.father(n):
            kunya = True
        elif not read.loose(n):
            return (n, kunya) if read.looks[n][2] else (0, False)
    return 0, False


def _is(read: Read, place: int, kunya: bool, part: Part) -> bool:
    return kunya == part.kunya and _alike(read, place, part) >= ENOUGH


def _alike(read: Read, place: int, part: Part) -> float:
    _, script, _, keys = read.looks[place]
    if not set(keys) & set(name_keys(part.token)):
        return 0.0
    token = read.words[place].text
    likeness = token_likeness(token, part.token)
    if likeness < ENOUGH and script == script_of(part.token) == "arabic":
        bare = token[1:]  # with و or ل before it
        return token_likeness(bare, part.token) if token[0] in "وبلكف" else 0.0
    return likeness


def _apart(found: Iterable[Found]) -> Iterator[Found]:
    covered = 0
    for item in found:
        if item.start >= covered:
            covered = item.end
            yield item
