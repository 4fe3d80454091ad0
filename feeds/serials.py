"""Whether two headlines are instalments of a serial: one form of words, filled in anew.

Forecasts, prices, fixtures and columns come under one form of words day after day, in which only
figures, days, places or people change. They share rare words and mean the same, but each tells
of something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from feeds.text import folded_words, normalise, written_words

LEAST_KEPT = 3  # words, figures and dates left out, of which a form has to consist
SHARE_KEPT = 0.5  # of all places in the longer headline
GAP = 3  # words that may stand in one place of a form
FIGURE = "0"


class Piece(NamedTuple):
    """A word of a headline, folded; `told` where it is a figure or may be a name, as written;
    `dated` where it is a day or a month, or a figure beside one."""

    word: str
    told: str
    dated: bool


Form = tuple[Piece, ...]


@lru_cache(maxsize=16384)  # a headline is compared with several
def form(title: str, language: str) -> Form:
    """The words of a headline, every figure the same."""
    written = written_words(title)
    folded = [normalise(word, language) for word in written]
    days = [word in days_and_months(language) for word in folded]
    found = [
        _piece(word, folded[at], at > 0, days[at], any(days[max(at - 1, 0) : at + 2]))
        for at, word in enumerate(written)
    ]
    ends = [*(a.word == b.word == FIGURE for a, b in pairwise(found)), False]  # 85,700 is one
    return tuple(piece for piece, goes_on in zip(found, ends, strict=True) if not goes_on)


def _piece(written: str, folded: str, inside: bool, day: bool, by_day: bool) -> Piece:
    """`day` where it is a day or a month, `by_day` where one stands beside it."""
    if folded[:1].isdigit():
        return Piece(FIGURE, folded, by_day)
    # Where letters have no cases any word may be a name; the first is always written large.
    named = written[0].lower() == written[0].upper() or (inside and written[0].isupper())
    return Piece(folded, folded if named or day else "", day)


def instalments(one: Form, other: Form) -> bool:
    """Whether two headlines are of one serial: filled in anew, or dated anew and going on as
    they like."""
    # What aligns two headlines may find more from the other side.
    return _dated_anew(one, other) or _filled_anew(one, other) or _filled_anew(other, one)


def _dated_anew(one: Form, other: Form) -> bool:
    """Whether two headlines begin with the same words and another date."""
    kept, anew = 0, False
    for ours, theirs in zip(one, other, strict=False):
        if ours.word == theirs.word:
            kept += not ours.dated and ours.word != FIGURE
            anew |= ours.dated and theirs.dated and ours.told != theirs.told
        elif ours.dated and theirs.dated:
            anew = True
        else:
            break
    return anew and kept >= LEAST_KEPT


def _filled_anew(one: Form, other: Form) -> bool:
    """Whether two headlines have the same words in the same order but for a few places, filled
    in both with at most three words, and in one of which other figures or names stand."""
    words = [[piece.word for piece in headline] for headline in (one, other)]
    kept, places, anew = 0, 0, False
    for what, from_, to, begin, end in SequenceMatcher(
        None, words[0], words[1], False
    ).get_opcodes():
        ours, theirs = one[from_:to], other[begin:end]
        if what == "equal":
            kept += sum(piece.word != FIGURE for piece in ours)
            places += len(ours)
        elif what != "replace" or max(len(ours), len(theirs)) > GAP:
            return False
        anew |= _told(ours) != _told(theirs) and bool(_told(ours) and _told(theirs))
    return anew and kept >= LEAST_KEPT and places >= SHARE_KEPT * max(len(one), len(other))


def _told(pieces: Sequence[Piece]) -> list[str]:
    return [piece.told for piece in pieces if piece.told]


@lru_cache(maxsize=64)
def days_and_months(language: str) -> frozenset[str]:
    """Folded names of days and months, in full: short ones are words of their own."""
    try:
        locale = Locale.parse(language or "en")
    except (UnknownLocaleError, ValueError):
        return frozenset()
    names = [
        name
        for kinds in (locale.days, locale.months)
        for width in ("format", "stand-alone")
        for name in kinds[width]["wide"].values()
    ]
    return frozenset(word for name in names for word in folded_words(normalise(name, language)))
