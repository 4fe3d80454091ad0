"""Words as the index keeps them, and the forms under which a searched word may stand there.

Both databases keep what is made here, so they find the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from feeds.text import folded_words, normalise

# Whoever changes how words are kept counts this up: a store that kept them otherwise is read anew.
RULES = f"1, Unicode {unicodedata.unidata_version}"
MOST_WORDS = 2000  # of a text: PostgreSQL keeps a megabyte of words at most
LONGEST = 48  # letters of a word

_AND = re.compile("^و(?=.{3})")
_ARTICLE = re.compile("^(?:[وبكف]ال|لل|ال)(?=.{2})")
_SURE = re.compile("^و?(?:[بكف]?ال)(?=.{2})")  # what only an article can be
_BEFORE_ARABIC = ("", "و", "ال", "وال")
_JOINED_ARABIC = ("ب", "بال", "وب", "وبال", "ل", "لل", "ول", "ولل")
_BEFORE_HEBREW = ("", "ה", "ו", "וה", "ב", "ל", "מ", "ש", "כ")
_ENOUGH = 3  # letters before which ب or ל is taken for a preposition: بلد is not "in Lod"


def indexed_words(text: str) -> list[str]:
    """The words of a text as they are kept, in order."""
    folded = normalise(text)
    words = folded_words(folded)[:MOST_WORDS]
    return [word[:LONGEST] for word in words] if folded.isascii() else list(map(indexed, words))


@lru_cache(maxsize=1 << 17)
def indexed(word: str) -> str:
    """A folded word as it is kept: an Arabic one without و and the article."""
    if "\u0600" <= word[:1] <= "\u06ff":
        word = _ARTICLE.sub("", _AND.sub("", word))
    return word[:LONGEST]


def forms(word: str) -> tuple[str, ...]:
    """Every form under which a folded word may be kept, itself first.

    What stands before a word in Arabic and Hebrew cannot always be told from its first letter
    (بيروت begins with ب), so the searched word is tried with each.
    """
    if "\u0600" <= word[:1] <= "\u06ff":
        bare = _SURE.sub("", word)
        before = _BEFORE_ARABIC + (_JOINED_ARABIC if len(bare) >= _ENOUGH else ())
        return _distinct(indexed(front + bare) for front in before)
    if "\u0590" <= word[:1] <= "\u05ff" and len(word) >= _ENOUGH:
        return _distinct(indexed(front + word) for front in _BEFORE_HEBREW)
    return (indexed(word),)


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
