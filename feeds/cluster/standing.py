"""What stands in headlines that an outlet uses again and again: all but figures and dates."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError

from feeds.text import folded_words, normalise


@lru_cache(maxsize=1024)  # asked for when a story comes and when it is kept
def standing(title: str, language: str) -> str:
    """A headline without its figures and the names of days and months.

    Forecasts and prices come under one headline day after day, often with the day in it.
    """
    dated = _dated(language)
    folded = folded_words(normalise(title, language))
    return " ".join(word for word in folded if not word.isdigit() and word not in dated)


@lru_cache(maxsize=64)
def _dated(language: str) -> frozenset[str]:
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
