"""Whether two events are instalments of one serial: a headline filled in anew on another day.

Forecasts, prices, fixtures and columns come under one form of words in which only figures, days,
places or people change. They share rare words and mean the same, but none goes on from another.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from feeds.cluster.standing import standing
from feeds.text import folded_words, normalise
from feeds.threads.shelf import Shelved
from feeds.threads.told import Told

LEAST_KEPT = 3  # words, figures left out, of which a form has to consist
SHARE_KEPT = 0.5  # of all places in the longer headline
GAP = 3  # words that may stand in one place of a form
DAYS = 3 * 86400.0  # seconds between instalments of which only the figures differ
FIGURE = "0"


def instalments(later: Shelved, earlier: Shelved) -> bool:
    """Whether each headline of a later event is one of an earlier event's, filled in anew.

    Headlines in a language that the earlier event has none in are not asked.
    """
    spoken = {told.language for told in earlier.stories}
    asked = [told for told in later.stories if told.language in spoken]
    return bool(asked) and all(
        any(_instalment(told, other) for other in earlier.stories) for told in asked
    )


def _instalment(one: Told, other: Told) -> bool:
    if one.language != other.language:
        return False
    if standing(one.title, one.language) == standing(other.title, other.language):
        # Within days two outlets may bring one toll up to date.
        return one.outlet_id == other.outlet_id or abs(one.at - other.at) >= DAYS
    return filled_anew(_form(one.title, one.language), _form(other.title, other.language))


def filled_anew(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two headlines have the same words in the same order but for a few places, each
    filled in both, with at most three words."""
    kept, places = 0, 0
    for what, from_, to, begin, end in SequenceMatcher(None, one, other, False).get_opcodes():
        if what == "equal":
            kept += sum(word != FIGURE for word in one[from_:to])
            places += to - from_
        elif what != "replace" or max(to - from_, end - begin) > GAP:
            return False
    return kept >= LEAST_KEPT and places >= SHARE_KEPT * max(len(one), len(other))


@lru_cache(maxsize=4096)  # an event is compared with several
def _form(title: str, language: str) -> tuple[str, ...]:
    """The folded words of a headline, every figure the same."""
    folded = folded_words(normalise(title, language))
    return tuple(FIGURE if word[0].isdigit() else word for word in folded)
