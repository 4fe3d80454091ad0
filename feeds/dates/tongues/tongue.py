"""What one language says about time: plain word lists, folded once into lookup tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Literal

from feeds.text import normalise

Unit = Literal["second", "minute", "hour", "day", "week", "month", "year"]


@lru_cache(maxsize=4096)
def fold_letter(letter: str) -> str:
    """One character as matching sees it; may be none or several."""
    folded = normalise(letter)
    return folded if folded or letter.isalnum() else ("" if not letter.isspace() else " ")


def fold(text: str) -> str:
    """Case, accents, vowel signs, letter forms and digits count no more."""
    return "".join(map(fold_letter, text))


def forms(words: str) -> Iterator[str]:
    """The folded forms of `one|other`; a blank before or after a bar counts for nothing."""
    return (fold(" ".join(word.split())) for word in words.split("|") if word.strip())


def any_of(words: Iterable[str]) -> str:
    """A regex for the longest of many words, as a tree of their letters: far faster than a|b|c."""
    tree: dict[str, Any] = {}
    for word in words:
        branch = tree
        for letter in word:
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    return _branches(tree)


def _branches(tree: dict[str, Any]) -> str:
    ways = [re.escape(letter) + _branches(rest) for letter, rest in tree.items() if letter]
    if not ways:
        return ""
    together = ways[0] if len(ways) == 1 and "" not in tree else f"(?:{'|'.join(ways)})"
    return f"{together}?" if "" in tree else together


def numbered(groups: tuple[str, ...], first: int) -> dict[str, int]:
    """Folded form to the number of its group."""
    return {word: n for n, words in enumerate(groups, first) for word in forms(words)}


@dataclass(frozen=True, eq=False)
class Tongue:
    """A language's words of time. Forms are separated by `|`, lists are in order of number.

    `months` from January, `weekdays` from Monday, `days` from today backward, `counts` from one,
    separated by `;`.
    `fixed` are units that bring their count along (`ساعتين`), `alone` those that mean one. `ago`
    stands before or after a count; `so` may stand in such a phrase and says nothing; `fillers`
    in a date likewise. `published` and `updated` label a date. `edits` are substitutions in folded
    text, made first.
    """

    name: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    units: Mapping[Unit, str]
    ago: str
    counts: str
    days: tuple[str, ...]
    fixed: Mapping[str, tuple[float, Unit]] = field(default_factory=dict)
    half: str = ""
    alone: str = ""
    now: str = ""
    so: str = ""
    fillers: str = ""
    am: str = ""
    pm: str = ""
    noon: str = ""  # am before eleven, pm after twelve
    night: str = ""  # pm until twelve, am after it
    zones: Mapping[str, str] = field(default_factory=dict)
    published: str = ""
    updated: str = ""
    endings: str = ""  # of months and units, a regex
    before: str = ""  # what may be joined to the front of a month, a regex
    edits: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = ()

    @cached_property
    def compiled(self) -> tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]:
        """The edits, ready for use."""
        return tuple((re.compile(pattern), by) for pattern, by in self.edits)

    @cached_property
    def month_of(self) -> dict[str, int]:
        return numbered(self.months, 1)

    @cached_property
    def weekday_of(self) -> dict[str, int]:
        return numbered(self.weekdays, 0)

    @cached_property
    def day_of(self) -> dict[str, int]:
        """Days back: today 0, yesterday 1, the day before 2."""
        return numbered(self.days, 0)

    @cached_property
    def unit_of(self) -> dict[str, Unit]:
        return {word: unit for unit, words in self.units.items() for word in forms(words)}

    @cached_property
    def fixed_of(self) -> dict[str, tuple[float, Unit]]:
        found = {word: amount for words, amount in self.fixed.items() for word in forms(words)}
        return {**{word: (1.0, self.unit_of[word]) for word in forms(self.alone)}, **found}

    @cached_property
    def count_of(self) -> dict[str, float]:
        halves: dict[str, float] = dict.fromkeys(forms(self.half), 0.5)
        return {**numbered(tuple(self.counts.split(";")), 1), **halves}

    @cached_property
    def zone_of(self) -> dict[str, str]:
        return {word: zone for words, zone in self.zones.items() for word in forms(words)}
