"""Which rules of writing each language of the interface follows."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale

LOCALES = {"en": "en", "ar": "ar_SY"}  # the Levantine press: its own months, digits 0 to 9


@lru_cache(maxsize=8)
def locale(lang: str) -> Locale:
    """The rules of `en` or `ar`; "" is English."""
    return Locale.parse(LOCALES[lang or "en"])


def right_to_left(lang: str) -> bool:
    """Whether a language is written from the right."""
    return locale(lang).text_direction == "rtl"
