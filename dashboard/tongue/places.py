"""Which rules of writing each language of the interface follows."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError

LOCALES = {"en": "en", "ar": "ar_SY"}  # the Levantine press: its own months, digits 0 to 9


@lru_cache(maxsize=8)
def locale(lang: str) -> Locale:
    """The rules of `en` or `ar`; "" is English."""
    return Locale.parse(LOCALES[lang or "en"])


def right_to_left(lang: str) -> bool:
    """Whether a language is written from the right."""
    return locale(lang).text_direction == "rtl"


@lru_cache(maxsize=64)
def from_the_right(code: str) -> bool:
    """Whether texts in a language are written from the right; unknown ones are not."""
    try:
        return bool(Locale.parse(code).text_direction == "rtl")
    except (UnknownLocaleError, ValueError):
        return False


def language_name(lang: str, code: str) -> str:
    """What a language is called; its code where Babel knows no name."""
    return str(locale(lang).languages.get(code, code))
