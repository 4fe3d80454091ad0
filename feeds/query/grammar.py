"""A search as it is typed: words, "phrases", AND, OR, NOT or -, brackets, a star for any ending.

query  = either
either = every {"OR" every}
every  = part {["AND"] part}
part   = ["NOT" | "-"] (word ["*"] | phrase | "(" either ")")
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, product
from typing import Literal, NamedTuple

from feeds.errors import QueryError
from feeds.query.words import forms, indexed
from feeds.text import folded_words, normalise

LONGEST = 500  # characters
DEEPEST = 20  # brackets in brackets
MOST_FORMS = 64  # of a phrase; beyond that only its first word is tried in all of its forms
SHORTEST_START = 2  # letters before a star

_TOKEN = re.compile(
    r"""(?P<phrase>"[^"]*"|“[^”]*”|«[^»]*»)|(?P<bad>["“«])|(?P<sign>[()])
    |(?P<dash>-(?=["“«(\w])(?<![^\s(].))|(?P<word>[^\s()"“”«»]+)|(?P<other>[”»])""",
    re.VERBOSE,
)
Kind = Literal["word", "phrase", "open", "close", "and", "or", "not", "end"]
_WRITTEN: dict[str, Kind] = {"AND": "and", "OR": "or", "NOT": "not"}


@dataclass(frozen=True, slots=True)
class Words:
    """Words in a row, in any of several forms; `start` lets the last one go on."""

    forms: tuple[tuple[str, ...], ...]
    start: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """All of the parts, and none of `without`."""

    parts: tuple[Query, ...]
    without: tuple[Query, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of the parts."""

    parts: tuple[Query, ...]


Query = Words | Every | Either


class _Token(NamedTuple):
    kind: Kind
    text: str
    at: int  # the first character is 1


def parse(text: str) -> Query | None:
    """What a text searches for, None where it holds nothing; QueryError says what is wrong and
    at which character."""
    if len(text) > LONGEST:
        raise QueryError("long", LONGEST)
    tokens = _tokens(text)
    if tokens[0].kind == "end":
        if text.strip():
            raise QueryError("wordless", 1)
        return None
    return _Reader(tokens).whole()


def _tokens(text: str) -> list[_Token]:
    found = [token for match in _TOKEN.finditer(text) if (token := _token(match))]
    return [*found, _Token("end", "", len(text) + 1)]


def _token(match: re.Match[str]) -> _Token | None:
    """None for what holds no letter and no figure, such as a dash between words."""
    text, at = match.group(), match.start() + 1
    if match["bad"]:
        raise QueryError("quote", at)
    if match["sign"]:
        return _Token("open" if text == "(" else "close", text, at)
    if match["dash"]:
        return _Token("not", text, at)
    if match["word"] and text in _WRITTEN:
        return _Token(_WRITTEN[text], text, at)
    if not folded_words(normalise(text)):
        return None
    return _Token("phrase" if match["phrase"] else "word", text, at)


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens, self._next, self._depth = tokens, 0, 0

    def whole(self) -> Query:
        found = self._either()
        if self._here.kind != "end":  # only a bracket stops the reading before the end
            raise QueryError("closed", self._here.at)
        return found

    @property
    def _here(self) -> _Token:
        return self._tokens[self._next]

    def _takes(self, kind: Kind) -> bool:
        taken = self._here.kind == kind
        self._next += taken
        return taken

    def _either(self) -> Query:
        parts = [self._every()]
        while self._takes("or"):
            parts.append(self._every())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _every(self) -> Query:
        began = self._here
        wanted: list[Query] = []
        without: list[Query] = []
        while True:
            no = self._takes("not")
            (without if no else wanted).append(self._part())
            if self._takes("and"):
                continue
            if self._here.kind in ("or", "close", "end"):
                break
        if not wanted:
            raise QueryError("only-not", began.at)
        return wanted[0] if len(wanted) == 1 and not without else _every(wanted, without)

    def _part(self) -> Query:
        token = self._here
        if self._takes("word") or self._takes("phrase"):
            return _words(token)
        if self._takes("open"):
            return self._bracket(token)
        raise QueryError("nothing", self._before(token).at if token.kind == "end" else token.at)

    def _before(self, token: _Token) -> _Token:
        return self._tokens[self._next - 1] if self._next else token

    def _bracket(self, opened: _Token) -> Query:
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError("deep", opened.at)
        found = self._either()
        if not self._takes("close"):
            raise QueryError("open", opened.at)
        self._depth -= 1
        return found


def _every(wanted: list[Query], without: list[Query]) -> Every:
    return Every(tuple(wanted), tuple(without))


def _words(token: _Token) -> Words:
    """A word, or several in a row: al-Hassan is two."""
    held = folded_words(normalise(token.text))
    start = token.kind == "word" and token.text.endswith("*")
    if start and len(held[-1]) < SHORTEST_START:
        raise QueryError("star", token.at)
    first, *rest = (forms(word) for word in held)
    ways = [first, *rest]
    if len(list(islice(product(*ways), MOST_FORMS + 1))) > MOST_FORMS:
        ways = [first, *((indexed(word),) for word in held[1:])]
    return Words(tuple(product(*ways)), start)
