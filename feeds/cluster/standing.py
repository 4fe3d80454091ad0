"""What stands in headlines that an outlet uses again and again: all but figures and dates."""

from __future__ import annotations

from functools import lru_cache

from feeds.serials import days_and_months
from feeds.text import folded_words, normalise


@lru_cache(maxsize=1024)  # asked for when a story comes and when it is kept
def standing(title: str, language: str) -> str:
    """A headline without its figures and the names of days and months.

    Forecasts and prices come under one headline day after day, often with the day in it.
    """
    dated = days_and_months(language)
    folded = folded_words(normalise(title, language))
    return " ".join(word for word in folded if not word.isdigit() and word not in dated)
