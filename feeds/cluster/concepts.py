"""What headlines in different languages call differently and mean alike: countries, their people
and big cities, and months.

From Babel's CLDR data, so that a language is one more line in LANGUAGES and no list of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, repeat
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from feeds.text import normalise, strip_clitics, words

LANGUAGES = (
    *("en", "ar", "tr", "ku", "ckb", "fa", "he", "ru", "fr", "de", "es", "it", "pt", "pl", "nl"),
    *("sl", "zh"),
)
SHORTEST = 4  # letters; shorter beginnings are those of too many words
LONGEST_ENDING = 6  # letters that a people's name may add to its country's: Syri-ans, Leban-ese
_NOT_OF_ONE_COUNTRY = ("en", "ar", "es", "pt", "fr", "ku", "zh")  # languages of many countries
_VOWELS = "aeiouyаеиоуыэюяйьاياه"
_CAPITALS = re.compile(r"\b(?:US|USA|UK|UAE)\b|\bU\.[SK]\.")
_SHORT = {"US": "US", "USA": "US", "U.S.": "US", "UK": "GB", "U.K.": "GB", "UAE": "AE"}


def concepts(text: str, language: str, folded: Sequence[str]) -> list[str]:
    """Ids such as `SY`, `Europe/Moscow`, `month-3` of what the text names, each once: those of its
    folded words in order, of their pairs, and of its capitals."""
    language = language if language in LANGUAGES else "en"
    found = dict.fromkeys(map(_of_word, repeat(language), folded))
    pairs, known = _pairs(language), _known(language)
    both = (f"{a} {b}" for a, b in pairwise(folded) if a in pairs)
    found.update(dict.fromkeys(known.get(pair, "") for pair in both))
    if "U" in text:
        found.update(dict.fromkeys(_SHORT[name] for name in _CAPITALS.findall(text)))
    found.pop("", None)
    return list(found)


@lru_cache(maxsize=1 << 17)
def _of_word(language: str, word: str) -> str:
    return known_as(_known(language), word)


@lru_cache(maxsize=32)
def _pairs(language: str) -> frozenset[str]:
    """First words of names that have several."""
    return frozenset(name.split(" ")[0] for name in _known(language) if " " in name)


def known_as(known: dict[str, str], word: str) -> str:
    """The concept of one folded word; a country's for its people; "" where it is none."""
    for form in strip_clitics(word):
        if form in known:
            return known[form]
        for end in range(len(form), max(SHORTEST, len(form) - LONGEST_ENDING) - 1, -1):
            found = known.get(form[:end] + "*")
            if found:
                return found
    return ""


@lru_cache(maxsize=32)
def _known(language: str) -> dict[str, str]:
    """Concept by folded name; a beginning that ends in `*` is that of a country's adjectives."""
    try:
        locale = Locale.parse(language)
    except UnknownLocaleError:
        return {}
    found: dict[str, str] = {}
    for name, concept in _named(locale, language):
        folded = " ".join(word.text for word in words(normalise(name, language)))
        if len(folded) >= 3 or language == "zh":
            found.setdefault(folded, concept)
        if " " not in folded and len(concept) == 2:
            found.setdefault(_beginning(folded) + "*", concept)
    return found


def _beginning(name: str) -> str:
    bare = re.sub(r"(?<=.{4})[aoe]n$", "", name.rstrip(_VOWELS))  # Leban-on, Leban-ese
    return bare if len(bare) >= SHORTEST else name[:SHORTEST]


def _named(locale: Any, language: str) -> Iterator[tuple[str, str]]:
    yield from _territories(locale)
    yield from _peoples(locale)
    yield from _cities(locale)
    if language != "en":  # May and March are verbs, too
        for width in ("format", "stand-alone"):
            for number, name in locale.months[width]["wide"].items():
                yield name, f"month-{number}"


def _territories(locale: Any) -> Iterable[tuple[str, str]]:
    return ((name, code) for code, name in locale.territories.items() if code.isalpha())


def _peoples(locale: Any) -> Iterator[tuple[str, str]]:
    """Languages that are called as the people of one country are; English of the United States."""
    likely = get_global("likely_subtags")
    for code, name in locale.languages.items():
        place = likely.get(code, "").split("_")[-1]
        if place.isupper() and len(code) == 2 and code not in _NOT_OF_ONE_COUNTRY:
            yield name, place
    english = normalise(locale.languages.get("en", ""))
    for place in ("US", "GB"):
        name = normalise(locale.languages.get(f"en_{place}", ""))
        yield from ((word.text, place) for word in words(name) if word.text[:4] not in english)


def _cities(locale: Any) -> Iterator[tuple[str, str]]:
    for zone, names in locale.time_zones.items():
        city = names.get("city", "") if hasattr(names, "get") else ""
        yield from [(city, zone)] if city else []
    for zone in get_global("zone_territories"):  # CLDR leaves out what the zone's own id says
        yield zone.split("/")[-1].replace("_", " "), zone
