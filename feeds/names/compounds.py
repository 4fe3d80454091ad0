"""Names of two words that are written in one, too: Abdul Rahman, Nasr Allah, Nour al-Din."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from feeds.names.spelling import script_of, table
from feeds.text import normalise

SHORTEST = 3  # letters after Abd-, so that Abdi and Abdo stay what they are
_SERVANT = frozenset(table("abd abdul abdel abdal abdol abdoul abdur عبد абд абдул абдель אבד"))
_IN_ONE = re.compile(r"abd(?:[uaeo]l|oul|[uaeo](?=([rsztdn])\1))[-‐‑–]?(?=[a-z]{3})", re.IGNORECASE)
_IN_ONE_AR = re.compile("^عبد(?:ال)?(?=[\u0621-\u064a]{3})")
_ARTICLE_AR = re.compile("^ال(?=..)")
_ARTICLE = re.compile("^(?:ال(?=..)|(?:al|el|ul)[-‐‑–])", re.IGNORECASE)
_APOSTROPHE = re.compile("(?<=[A-Za-z])['’‘`´ʿʾ](?=[A-Za-z])")  # Sa'ar; in Hebrew it is a letter's
_FAITH = frozenset(table("din dine الدين دين дин"))
_GOD = frozenset(table("allah الله алла"))


def without_apostrophes(name: str) -> str:
    """A name in Latin letters without what marks a hamza or an ayn inside a word."""
    return _APOSTROPHE.sub("", name)


def joined(tokens: Sequence[str], loose: frozenset[str]) -> list[str]:
    """The tokens of a name with its compounds in one form: `loose` ones, articles, are dropped
    between Abd and what follows, and before -din."""
    found: list[str] = []
    servant = ""
    for token in tokens:
        folded = normalise(token)
        if servant and folded in loose:
            continue
        if servant:
            found.append(_servant(token))
            servant = ""
        elif folded in _SERVANT:
            servant = token
        elif found and folded in _FAITH | _GOD:
            while len(found) > 1 and normalise(found[-1]) in loose:
                found.pop()
            found[-1] += _ARTICLE_AR.sub("", token) if folded in _FAITH else token
        else:
            found.append(_in_one(token))
    return [*found, servant] if servant else found


def otherwise(name: str) -> Iterator[str]:
    """A name with Abd- written in other ways: joined, apart, with the article."""
    tokens = name.split()
    for n, token in enumerate(tokens):
        if _servant_in(token):
            rest, after = _rest(token), n + 1
        elif normalise(token) in _SERVANT and n + 1 < len(tokens):
            rest, after = _ARTICLE.sub("", tokens[n + 1]), n + 2
        else:
            continue
        for form in _forms(rest):
            yield " ".join([*tokens[:n], *form, *tokens[after:]])


def _forms(rest: str) -> Iterator[tuple[str, ...]]:
    if script_of(rest) == "arabic":
        yield from (("عبد" + "ال" + rest,), ("عبد", "ال" + rest))
    elif script_of(rest) == "latin":
        yield from (("Abdul" + rest.lower(),), ("Abd", rest.title()), ("Abdul", rest.title()))


def _servant(token: str) -> str:
    """What Abd is of, behind it, in one form."""
    if script_of(token) == "arabic":
        return "عبد" + _ARTICLE_AR.sub("", token)
    return ("абд" if script_of(token) == "cyrillic" else "abd") + token.casefold()


@lru_cache(maxsize=4096)
def _in_one(token: str) -> str:
    return _servant(_rest(token)) if _servant_in(token) else token


def _servant_in(token: str) -> bool:
    return bool(_IN_ONE.match(token) or _IN_ONE_AR.match(token))


def _rest(token: str) -> str:
    return _IN_ONE_AR.sub("", token) if script_of(token) == "arabic" else _IN_ONE.sub("", token, 1)
