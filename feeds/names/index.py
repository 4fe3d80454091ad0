"""Known names looked up in a text: listed spellings as written, others by the keys of their parts.

A lookup costs the same however many names there are: every word is asked for once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from feeds.model import KnownName, NameKind
from feeds.names.compounds import otherwise
from feeds.names.full import ENOUGH, LONGEST, Part, parts_of
from feeds.names.gazetteer import name_id
from feeds.names.keys import name_key, name_keys
from feeds.names.likeness import token_likeness
from feeds.names.spelling import script_of
from feeds.names.text import Read
from feeds.names.vowels import clash
from feeds.phrases import NO_CLITICS, Phrase, phrase
from feeds.text import strip_clitics

SHORTEST = 2  # classes in a key; names with a part below it are found as they are listed only
SHORT = 4  # letters up to which an accent tells one word from another
CASED = ("latin", "cyrillic")


class About(NamedTuple):
    """A name as stories carry it."""

    id: str
    name: str
    kind: NameKind


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
        self._listed: dict[str, list[Phrase[About]]] = defaultdict(list)
        self._by_key: dict[str, list[Spelling]] = defaultdict(list)
        for name in names:
            for written in name.spellings:
                listed = phrase(written, _about(name))
                self._listed[listed.parts[0]].append(listed)
                if name.kind == "person":  # الدوري السوري sounds like Deir ez-Zor
                    self.add(_about(name), written)

    def add(self, about: About, written: str) -> None:
        """Hear a name of several parts, in any spelling, from now on."""
        for spelling in (written, *otherwise(written)):
            self._hear(about, spelling)

    def _hear(self, about: About, written: str) -> None:
        parts = parts_of(written)
        keys = [name_key(part.token) for part in parts]
        if not 1 < len(parts) <= LONGEST or min(map(len, keys)) < SHORTEST:
            return
        spelling = Spelling(about, parts)
        for key in name_keys(parts[0].token):
            if spelling not in self._by_key[key]:
                self._by_key[key].append(spelling)

    def find(self, read: Read, language: str) -> list[Found]:
        """Names in order; of two that overlap the one that begins first, then the longer."""
        found = [*self._as_listed(read, language), *self._as_heard(read)]
        found.sort(key=lambda item: (item.start, -item.end, item.about.name))
        return list(_apart(found))

    def _as_listed(self, read: Read, language: str) -> Iterator[Found]:
        clitics = language not in NO_CLITICS
        for start, (folded, script, capital, _) in enumerate(read.looks):
            if capital:
                joined = clitics and script in ("arabic", "hebrew")
                for form in strip_clitics(folded) if joined else (folded,):
                    for listed in self._listed.get(form, ()):
                        end = start + len(listed.parts)
                        if _goes_on_as(read, start, listed) and _as_written(read, start, listed):
                            yield Found(start, end, listed.about)

    def _as_heard(self, read: Read) -> Iterator[Found]:
        for start, (_, _, capital, keys) in enumerate(read.looks):
            if capital and keys:
                yield from self._from(read, start, keys)

    def _from(self, read: Read, start: int, keys: Sequence[str]) -> Iterator[Found]:
        for key in keys:
            for spelling in self._by_key.get(key, ()):
                kunya = start > 0 and read.father(start - 1) and read.joined(start)
                if kunya == spelling.parts[0].kunya and (end := _goes_on(read, start, spelling)):
                    yield Found(start - kunya, end, spelling.about)


def _about(name: KnownName) -> About:
    return About(name_id(name.name), name.name, name.kind)


def _goes_on_as(read: Read, start: int, listed: Phrase[About]) -> bool:
    rest = listed.parts[1:]
    if not rest:
        return True
    after = read.looks[start + 1 : start + len(listed.parts)]
    return tuple(looks[0] for looks in after) == rest


def _as_written(read: Read, start: int, listed: Phrase[About]) -> bool:
    """Whether an acronym has its capitals, and Sam is not taken for Şam."""
    written, word = listed.written, read.words[start].text
    if listed.acronym:
        return word.isupper()
    accents = len(written) <= SHORT and script_of(written) == "latin" and not written.isascii()
    return not accents or word.casefold() == written.casefold()


def _goes_on(read: Read, start: int, spelling: Spelling) -> int:
    """The word after the last one of a name that begins here; 0 where it is not this name.

    One part that the spelling lacks may stand in the middle: Asaad Hassan al-Shaibani.
    """
    places = [start]
    spare = 0 if spelling.about.kind == "unknown" else 1
    for part in spelling.parts[1:]:
        place, kunya = _next(read, places[-1])
        while place and not (kunya == part.kunya and _shares_key(read, place, part)):
            if not spare or kunya:
                return 0
            spare -= 1
            place, kunya = _next(read, place)
        if not place:
            return 0
        places.append(place)
    pairs = zip(places, spelling.parts, strict=True)  # costly, so last of all
    return places[-1] + 1 if all(_alike(read, *pair) >= ENOUGH for pair in pairs) else 0


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


def _shares_key(read: Read, place: int, part: Part) -> bool:
    return not set(read.looks[place][3]).isdisjoint(name_keys(part.token))


def _alike(read: Read, place: int, part: Part) -> float:
    token = read.words[place].text
    if clash(token, part.token):
        return 0.0
    likeness = token_likeness(token, part.token)
    if likeness < ENOUGH and read.looks[place][1] == "arabic" and token[0] in "وبلكف":
        return token_likeness(token[1:], part.token)
    return likeness


def _apart(found: Iterable[Found]) -> Iterator[Found]:
    covered = 0
    for item in found:
        if item.start >= covered:
            covered = item.end
            yield item
