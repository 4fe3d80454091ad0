"""Whether two tokens of one key differ in vowels that no habit of spelling exchanges.

Hassan and Hussein, Bashar and Bushra. E stands for any vowel; Arabic tells the long ones only.
"""

from __future__ import annotations

import re

from feeds.names.spelling import Spelled, spell

_GROUPS = re.compile("[aeiouy]+")
_OPEN = "اهيعو"  # what a last a may be in Arabic
_NEEDED = (("ي", "eiyj"), ("و", "ouwv"), ("ا", "ae"))


def clash(a: str, b: str) -> bool:
    """Whether the vowels of two tokens rule out one name."""
    one, other = spell(a), spell(b)
    if one.consonantal and other.consonantal:
        return False
    if one.consonantal or other.consonantal:
        bare, voiced = (one, other) if one.consonantal else (other, one)
        if (a if one.consonantal else b).endswith("ى") and voiced.letters[-1] == "a":
            bare = bare._replace(letters=bare.letters[:-1] + "ا")  # Mustafa; elsewhere it is an i
        return bare.script == "arabic" and (
            _lacks(bare, voiced.letters)
            or (
                voiced.script == "latin"
                and voiced.letters[-1] == "a"
                and bare.letters[-1] not in _OPEN
            )
        )
    mine, theirs = (_GROUPS.findall(spelled.letters) for spelled in (one, other))
    return len(mine) == len(theirs) and any(
        _class(x) != _class(y) and "e" not in (_class(x), _class(y))
        for x, y in zip(mine, theirs, strict=True)
    )


def _class(group: str) -> str:
    """a, i, u, or e for what may be any: ai and ei are as near to i as to a."""
    if group[0] in "ou":
        return "u" if group in ("o", "u", "ou", "oo") else "e"
    if set(group) <= {"i", "y"} or group == "ee":
        return "i"
    return "a" if set(group) == {"a"} else "e"


def _lacks(bare: Spelled, letters: str) -> bool:
    """Whether a long vowel inside the Arabic or at its end is nowhere in the other."""
    inside = bare.letters[1:]
    if any(letter in inside and not set(vowels) & set(letters) for letter, vowels in _NEEDED):
        return True
    return inside[-1:] == "ي" and letters[-1] not in "aeiouyhj"
