"""Which rules of writing each language of the interface follows."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import get_timezone_location

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


def country_name(lang: str, country: str) -> str:
    """What a country is called by its name in English, or by its code; as it stands where Babel
    knows neither."""
    known = locale(lang).territories
    return str(known.get(_codes().get(country.casefold(), country.upper()), country))


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """The code of each country by its English name."""
    known = {str(name).casefold(): code for code, name in locale("en").territories.items()}
    return {"turkey": "TR", "usa": "US", "uk": "GB", **known}


@lru_cache(maxsize=256)
def zone_name(lang: str, zone: str) -> str:
    """What a zone's place is called: Damascus, دمشق; the zone itself where Babel knows none."""
    if zone == "UTC":
        return zone
    return str(get_timezone_location(zone, locale=locale(lang), return_city=True)) or zone


def language_name(lang: str, code: str) -> str:
    """What a language is called; its code where Babel knows no name."""
    return str(locale(lang).languages.get(code, code))
