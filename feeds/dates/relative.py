"""Phrases that count back from the fetch: `3 hours ago` is an interval, not an instant.

Whether an outlet rounds or cuts is unknown, so an age of n units holds n - 1 to n + 1 units.
A count of days names whole days of the outlet's calendar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, timedelta
from functools import lru_cache
from itertools import pairwise

from feeds.dates.context import Context, Impossible
from feeds.dates.moment import whole_day
from feeds.dates.tongues import Tongue, Unit, forms
from feeds.model import Precision, Reading

_LENGTH: dict[Unit, timedelta] = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "month": timedelta(days=30.4375),
    "year": timedelta(days=365.25),
}
_PRECISION: dict[Unit, Precision] = {"second": "minute", "minute": "minute", "hour": "hour"}
_SMALLER: dict[Unit, tuple[Unit, int]] = {"hour": ("minute", 60), "minute": ("second", 60)}
_JUST_NOW = 5  # minutes that the word may cover
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\s,.]")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_LONGEST = 4  # words in a phrase of the tables
_DIGITS = 3  # of a count; a longer one is of no age

Amount = tuple[float, Unit]


def ago(count: float, unit: Unit, context: Context) -> Reading:
    """`count` units before the fetch; `one week` is a day, `three weeks` is not."""
    if count < 0:
        raise Impossible("in the future")
    try:
        return _ago(count, unit, context)
    except (ValueError, OverflowError) as error:
        raise Impossible("no such day") from error


def _ago(count: float, unit: Unit, context: Context) -> Reading:
    length, at = _LENGTH[unit], context.fetched_at.astimezone(UTC)
    precision: Precision = _PRECISION.get(unit, "interval")
    if unit == "day" or (unit == "week" and count == 1):
        earliest, latest = whole_day(context.local - count * length, context.tz)
        precision = "day"
    elif count == 0:
        earliest, latest = at - length, at
    else:
        earliest, latest = at - (count + 1) * length, at - max(count - 1, 0) * length
    zone, basis = context.zone, context.zone_basis
    return Reading(earliest, latest, precision, zone, basis, "relative")


def read_back(text: str, tongue: Tongue, context: Context) -> Reading | None:
    """`منذ ساعتين`, `vor einer halben Stunde`, `1 hour 20 minutes ago`, `dün`; folded text."""
    bare = text.strip(" .,")
    if bare in tongue.day_of:
        return ago(tongue.day_of[bare], "day", context)
    if bare in _words(tongue).now:
        return _just_now(context)
    if not _words(tongue).says_ago(bare):
        return None
    amounts = _amounts(text, tongue)
    return ago(*_total(amounts), context) if amounts else None


def _just_now(context: Context) -> Reading:
    at = context.fetched_at.astimezone(UTC)
    earliest = at - timedelta(minutes=_JUST_NOW)
    return Reading(earliest, at, "minute", context.zone, context.zone_basis, "relative")


class _Words:
    """A tongue's phrases of counting back, each with what it means."""

    def __init__(self, tongue: Tongue) -> None:
        self.ago, self.so = frozenset(forms(tongue.ago)), frozenset(forms(tongue.so))
        self.now = frozenset(forms(tongue.now))
        self._edges = tuple(self.ago)
        self.counts, self.fixed = tongue.count_of, tongue.fixed_of
        ending = re.compile(f"{tongue.endings}$") if tongue.endings else None
        self._units, self._ending = tongue.unit_of, ending

    def says_ago(self, text: str) -> bool:
        """Whether a text begins or ends with the word, before it is looked at closely."""
        return text.startswith(self._edges) or text.endswith(self._edges)

    def unit(self, word: str) -> Unit | None:
        """The unit, also with an ending of the language."""
        if word in self._units or self._ending is None:
            return self._units.get(word)
        cuts = (word[: -n or None] for n in range(1, 4) if self._ending.fullmatch(word[-n:]))
        return next((self._units[cut] for cut in cuts if cut in self._units), None)

    def number(self, word: str) -> float | None:
        """The count that a word or its digits name, if it can be of an age."""
        if not word.isdecimal():
            return self.counts.get(word)
        return float(word) if len(word) <= _DIGITS else None

    def knows(self, phrase: str) -> bool:
        """Whether the tables hold a phrase, or it is a count."""
        if phrase in self.ago or phrase in self.so or phrase in self.fixed:
            return True
        return self.number(phrase) is not None or self.unit(phrase) is not None


@lru_cache(maxsize=32)
def _words(tongue: Tongue) -> _Words:
    return _Words(tongue)


def _amounts(text: str, tongue: Tongue) -> list[Amount]:
    """The counts and units of a phrase that says `ago` at one end and nothing else."""
    words = _words(tongue)
    phrases = list(_phrases(text, words))
    if "" in phrases or not (phrases and {phrases[0], phrases[-1]} & words.ago):
        return []
    said = [phrase for phrase in phrases if phrase not in words.ago]
    if len(said) != len(phrases) - 1:
        return []
    return _paired([phrase for phrase in said if phrase not in words.so], words)


def _phrases(text: str, words: _Words) -> Iterator[str]:
    """The text cut into the longest phrases that are known; "" for one that is not."""
    tokens = _TOKEN.findall(_HYPHEN.sub(" ", text))[:12]
    while tokens:
        known = (
            n for n in range(min(_LONGEST, len(tokens)), 0, -1) if words.knows(" ".join(tokens[:n]))
        )
        length = next(known, 0)
        yield " ".join(tokens[:length])
        tokens = tokens[length or 1 :]


def _paired(said: list[str], words: _Words) -> list[Amount]:
    """`3 hours`, `20 minutes` in pairs; a unit alone is one, `half` halves what stands by it."""
    amounts: list[Amount] = []
    count: float | None = None
    for phrase in said:
        unit, number = words.unit(phrase), words.number(phrase)
        if phrase in words.fixed and count is None:
            amounts.append(words.fixed[phrase])
        elif unit and count is None:
            return []  # `hours ago`: how many is not said
        elif unit:
            amounts.append((count or 0.0, unit))
            count = None
        elif number == 1 and count is None and amounts:
            continue  # `ساعة واحدة`
        elif number is None or (count is not None and 0.5 not in (count, number)):
            return []
        else:
            count = number if count is None else count * number
    if count == 0.5 and amounts:  # an hour and a half
        return [*amounts, (count, amounts[-1][1])]
    sizes = [_LENGTH[unit] for _, unit in amounts]
    falling = all(one > next_one for one, next_one in pairwise(sizes))
    return amounts if count is None and falling else []


def _total(amounts: list[Amount]) -> Amount:
    """Their sum in the smallest unit that makes it whole: half an hour is thirty minutes."""
    order = list(_LENGTH)
    smallest = min((unit for _, unit in amounts), key=order.index)
    total = sum(count * (_LENGTH[unit] / _LENGTH[smallest]) for count, unit in amounts)
    while total % 1 and smallest in _SMALLER:
        smallest, scale = _SMALLER[smallest]
        total *= scale
    return total, smallest
