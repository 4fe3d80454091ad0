"""Slots that inflect: Turkish case endings, Arabic counted nouns, digits as each writes them."""

from __future__ import annotations

HARD = frozenset("fstkçşhp")
WIDE = {"a": "a", "ı": "a", "o": "a", "u": "a", "e": "e", "i": "e", "ö": "e", "ü": "e"}
HIGH = {"a": "ı", "ı": "ı", "o": "u", "u": "u", "e": "i", "i": "i", "ö": "ü", "ü": "ü"}


class TurkishName(str):
    """A proper name; `{place:de}` writes the ending that its last vowel asks for."""

    __slots__ = ()

    def __format__(self, case: str) -> str:
        return f"{self}'{self._ending(case)}" if case else str(self)

    def _ending(self, case: str) -> str:
        low = self.replace("İ", "i").replace("I", "ı").lower()
        vowel = [letter for letter in low if letter in WIDE][-1]
        open_end, wide, high = low[-1] in WIDE, WIDE[vowel], HIGH[vowel]
        stop = "t" if low[-1] in HARD else "d"
        endings = {
            "de": stop + wide,
            "deki": stop + wide + "ki",
            "den": stop + wide + "n",
            "e": ("y" if open_end else "") + wide,
            "i": ("y" if open_end else "") + high,
            "in": ("n" if open_end else "") + high + "n",
        }
        return endings[case]


class ArabicCount(int):
    """A number of three or more; `{n:one|few|many}` writes it with the noun's right form."""

    def __format__(self, nouns: str) -> str:
        if not nouns:
            return str(int(self))
        one, few, many = nouns.split("|")
        rest = int(self) % 100
        noun = few if 3 <= rest <= 10 else many if rest >= 11 else one
        return f"{int(self)} {noun}"


class WesternCount(int):
    """A number with its thousands marked by `mark`."""

    mark = ","

    def __format__(self, spec: str) -> str:
        return f"{int(self):,}".replace(",", self.mark)


class TurkishCount(WesternCount):
    """A number with its thousands marked as Turkish does."""

    mark = "."


COUNTS: dict[str, type[int]] = {"en": WesternCount, "ar": ArabicCount, "tr": TurkishCount}


def number(value: int, language: str) -> int:
    """A number that writes itself as the language does."""
    return COUNTS[language](value)


def name(value: str, language: str) -> str:
    """A name that takes the language's endings."""
    return TurkishName(value) if language == "tr" else value
