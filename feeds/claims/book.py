"""The words of figures of a language, ready to be looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from feeds.phrases import KEPT, PhraseIndex, phrase
from feeds.text import folded, normalise, strip_clitics
from feeds.toml.tables import open_toml

_WORD = re.compile("[^\\W\\d_](?:[^\\W_]|[\u0300-\u036f\u0610-\u065f\u0670])*")
WORDS = Path(__file__).parent / "words.toml"
Measure = Literal[
    "dead", "injured", "casualties", "released", "detained", "displaced", "troops", "kilometres"
]
MEASURES: tuple[Measure, ...] = (
    "casualties",
    "dead",
    "injured",
    "released",
    "detained",
    "displaced",
    "troops",
    "kilometres",
)
Meant = Literal["at-least", "more-than", "about", "up-to"]
MEANT: tuple[Meant, ...] = ("at-least", "more-than", "about", "up-to")


@dataclass(frozen=True, slots=True)
class Role:
    """What a phrase does: its measure, "" for none, and how it does it."""

    measure: Measure | Literal[""]
    does: str


class Begins(dict[str, bool]):
    """Whether a phrase with a measure may begin in a token of a text, by its first words: looked
    up once, since news repeats its words."""

    def __init__(self, counting: frozenset[str]) -> None:
        self.counting = counting

    def __missing__(self, token: str) -> bool:
        if len(self) >= KEPT:
            self.clear()
        if token.isascii() and token.isalpha():  # a word by itself, without clitics
            found = self[token] = token.lower() in self.counting
            return found
        words = _WORD.findall(token)
        found = any(not self.counting.isdisjoint(strip_clitics(folded(w))) for w in words)
        self[token] = found
        return found


@dataclass(frozen=True, slots=True)
class Book:
    """The words of one language, folded."""

    numbers: Mapping[str, int]
    times: Mapping[str, int]
    some: Mapping[str, int]
    one: frozenset[str]
    unit: frozenset[str]
    toll: frozenset[str]
    age: frozenset[str]
    phrases: PhraseIndex[Role]
    begins: Begins

    def tells(self, text: str) -> bool:
        """Whether a word may say what a number counts: most texts hold none, and end here."""
        return any(map(self.begins.__getitem__, text.split()))


@lru_cache(maxsize=16)
def book(language: str) -> Book | None:
    """The words of a language; None where figures are not read in it."""
    data: Mapping[str, Any] = open_toml(WORDS).data.get(language, {})
    if not data:
        return None
    found = [phrase(*one) for one in _phrases(data)]
    return Book(
        numbers=_folded(data["numbers"]),
        times=_folded(data["times"]),
        some=_folded(data["some"]),
        one=_words(data.get("one", ())),
        unit=_words(data["unit"]),
        toll=_words(data["toll"]),
        age=_words(data["age"]),
        phrases=PhraseIndex(found),
        begins=Begins(frozenset(one.parts[0] for one in found if one.about.measure)),
    )


def _phrases(data: Mapping[str, Any]) -> Iterable[tuple[str, Role]]:
    for does in (*MEANT, "to", "between", "part", "one", "two"):
        yield from ((written, Role("", does)) for written in data.get(does, ()))
    for measure in MEASURES:
        for does, listed in data.get(measure, {}).items():
            yield from ((written, Role(measure, does)) for written in listed)


def _folded(table: Mapping[str, int]) -> dict[str, int]:
    return {normalise(word): worth for word, worth in table.items()}


def _words(listed: Iterable[str]) -> frozenset[str]:
    return frozenset(normalise(word) for word in listed)
