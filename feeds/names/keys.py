"""A key that every spelling of a name's token maps to, in Latin, Arabic, Hebrew or Cyrillic.

A token is reduced to classes of consonants. Each class holds the letters that habits of
transliteration exchange: G is ج غ g gh j dj, H is ح خ ه h kh, X is ش چ sh ch. The first
letter is kept where it is a vowel or half-vowel (A, W, Y). Keys find what may be one name;
`token_likeness`, which hears the vowels too, says whether it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, product

from feeds.names.spelling import PARTICLES, spell, table

MOST_KEYS = 8  # of one token
VOWELS = frozenset("aeiou")

# Classes in order of likelihood, of which the first makes the key; "-" is silent.
_ARABIC = table(
    "ب:B ت:T ث:TS ج:G ح:H خ:HK د:D ذ:DZ ر:R ز:Z س:S ش:X ص:S ض:DZ ط:T ظ:ZD غ:G ف:F ق:KG ك:K ل:L"
    " م:M ن:N ه:H چ:X ژ:G"
)
_FIRST_ARABIC = table("ا:A ع:A و:W ي:Y")
_LATIN = table(
    "tsch:X dsch:G sch:X tch:X dzh:G kch:H sh:X ch:XHK kh:HK gh:G dh:DZ th:TS ph:F dj:G dg:G sz:XS"
    " cz:X ck:K cq:K qu:K rz:R b:B p:B t:T d:D k:K q:KG g:G j:G- f:F v:F- s:S z:ZS h:H l:L m:M"
    " n:N r:R w:- y:- x:KH"
)
_LATIN_UNIT = re.compile(
    "|".join([*sorted(_LATIN, key=len, reverse=True), "c(?=[eiy])", "c", "[aeiou]+"])
)
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1+")
_HALF_VOWEL = re.compile("w|o?u(?=[aei])")
_YOD = re.compile("i(?=[aou])")


def name_key(token: str) -> str:
    """One key for the spellings of a name's token in any script; "" where it has none.

    Articles and particles (al, el-, ال, von) have none, nor have tokens without a consonant.
    """
    keys = name_keys(token)
    return keys[0] if keys else ""


@lru_cache(maxsize=65536)
def name_keys(token: str) -> tuple[str, ...]:
    """The key of a token, then those it has where a letter is read otherwise: Gıyas is غياث.

    Index a name under all of them and look a token up under all of them.
    """
    spelled = spell(token)
    letters = spelled.letters
    if len(letters) < 2 or token.casefold().strip("-'") in PARTICLES:
        return ()
    if not spelled.consonantal:
        choices = _choices(_latin(letters))
    elif spelled.script == "arabic" and spelled.article:  # الياس is Elias
        choices = [*_choices(_arabic(letters)), *_choices(_arabic("ال" + letters))]
    else:
        choices = _choices(_arabic(letters))
    return tuple(dict.fromkeys(key for key in choices if key.strip("AWY")))[:MOST_KEYS]


def _choices(classes: Sequence[Sequence[str]]) -> list[str]:
    found = islice(product(*classes), MOST_KEYS)
    return ["".join(choice).replace("-", "") for choice in found]


def _arabic(letters: str) -> list[str]:
    first = _FIRST_ARABIC.get(letters[0], "")
    bare = letters.replace("لل", "ل").replace("تش", "چ").replace("دج", "ج")
    bare = bare.replace("نب", "مب")  # as it is spoken: Jumblatt
    bare = bare.removesuffix("ه") if len(bare) > 2 else bare
    return ([first] if first else []) + [_ARABIC[letter] for letter in bare if letter in _ARABIC]


def _latin(letters: str) -> list[Sequence[str]]:
    bare = _DOUBLED.sub(r"\1", letters)
    aspirated = bare[-1] == "h" and bare[-2:-1] in VOWELS
    units = _LATIN_UNIT.findall(bare[:-1] if aspirated else bare)
    classes: list[Sequence[str]] = [_class(unit) for unit in units]
    classes[0] = _first(bare) or classes[0]
    classes = [kind for kind in classes if kind != "-"]
    if classes and classes[-1] == "T":
        classes[-1] = "TD"  # Turkish ends Murad in t
    return [*classes, "-H"] if aspirated else classes  # Fatimah, but Saleh


def _first(letters: str) -> str:
    """What a first vowel or half-vowel counts as; "" for other letters."""
    if _HALF_VOWEL.match(letters):
        return "W"
    if letters[0] in VOWELS:
        return "AY" if _YOD.match(letters) else "A"
    return {"y": "Y", "j": "GY", "v": "FW"}.get(letters[0], "")


def _class(unit: str) -> Sequence[str]:
    if unit[0] in VOWELS:
        return "-"
    if unit == "rz":
        return ("RZ", "R")  # Barzani; in Polish it is one sound
    if unit == "c":
        return "KGS"
    return _LATIN.get(unit, "KSG")
