"""The figures that a text gives: how many dead, injured, detained, displaced, troops, kilometres.

A number belongs to the word that says what it counts: right after it (killed 40, مقتل 40), or
before it with a few words between (40 people were killed, 40 قتيلا). Ages, dates and shares
count nobody. What stands between two sentences joins nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from feeds.claims.book import MEASURES, Book, Measure, Role, book
from feeds.claims.numbers import Number, numbers
from feeds.phrases import Hit
from feeds.text import Word, folded
from feeds.text import words as words_of

LONGEST = 4000  # characters looked at
TOLL = 5  # words between "death toll" and its number
BETWEEN = {"en": 6, "ar": 2}  # words between a number and what it counts
_BARRIER = re.compile(r"[!?؟…;؛|\n:]|\.\s")
_COMMA = re.compile(r"[,،(–—]")
_WORD_ON = re.compile(r"-[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A count at text[start:end], from `low` to `high`, None where it is left open; a `part`
    of another figure where the text says so."""

    measure: Measure
    low: int
    high: int | None
    qualifier: str
    start: int
    end: int
    part: bool = False


def figures(text: str, language: str) -> list[Figure]:
    """The figures of a text, in order; none in a language whose words are not known."""
    text, language = text[:LONGEST], language.partition("-")[0]
    known = book(language)
    if known is None or not known.tells(text):
        return []
    hits = known.phrases.find(text, language)
    if not any(hit.phrase.about.measure for hit in hits):
        return []
    return _Reader(text, language, known, hits).read()


class _Reader:
    """A text with its numbers and the words that say what they count."""

    def __init__(self, text: str, language: str, known: Book, hits: Sequence[Hit[Role]]) -> None:
        self._text, self._known = text, known
        self._most = BETWEEN.get(language, 2)
        self._words: list[Word] = words_of(text)
        self._hits = _longest([hit for hit in hits if hit.phrase.about.measure])
        self._numbers = numbers(text, self._words, known, hits)
        self._starts = {number.first for number in self._numbers}
        self._parts = {hit.end for hit in hits if hit.phrase.about.does == "part"}
        self._singles = {h.start: h.end for h in hits if h.phrase.about.does == "one"}

    def read(self) -> list[Figure]:
        found = [figure for number in self._counts() if (figure := self._of(number))]
        singles = [self._single(hit) for hit in self._hits if hit.phrase.about.does == "before"]
        own = [self._own(hit) for hit in self._hits if hit.phrase.about.does == "two"]
        kept = [*found, *(one for one in (*singles, *own) if one)]
        return sorted(_distinct(kept), key=lambda figure: (figure.start, figure.end))

    def _counts(self) -> Iterator[Number]:
        """The numbers that may count people; "aged four and seven" holds two ages."""
        other = -1  # where a number ended that counts nobody
        for number in self._numbers:
            words = [folded(word.text) for word in self._words[other : number.first]]
            if self._is_other(number) or (other >= 0 and words in (["and"], ["or"])):
                other = number.last
            else:
                yield number

    def _of(self, number: Number) -> Figure | None:
        hit = self._before(number) or self._after(number) or self._whole(number)
        return self._figure(number, self._freed(number, hit) or hit) if hit else self._part(number)

    def _freed(self, number: Number, hit: Hit[Role]) -> Hit[Role] | None:
        """The word by which the clause says that captives went free: أفرج … عن 12 أسيرا."""
        if _measure(hit) != "detained" or hit.phrase.about.does != "after":
            return None
        for other in self._hits:
            first, last = sorted((other, hit), key=lambda one: one.start)
            freed = _measure(other) == "released" and not (
                self._starts & set(range(first.end, last.start)) - {number.first}
            )
            if freed and not self._parted(first.end - 1, last.start, commas=True):
                return other
        return None

    def _is_other(self, number: Number) -> bool:
        """Whether it counts years, per cents, cars …, or is an age."""
        before = [
            folded(word.text) for word in self._words[max(number.first - 2, 0) : number.first]
        ]
        told = {" ".join(before), *before[-1:]}  # dead at 80, aged 80
        if not told.isdisjoint(self._known.age) or self._joined(number):
            return True
        after = folded(self._words[number.last].text) if number.last < len(self._words) else ""
        return after in self._known.unit

    def _joined(self, number: Number) -> bool:
        """Whether a hyphen makes it a part of another word: father-of-three, two-year."""
        before = self._text[: self._words[number.first].start]
        after = self._text[self._words[number.last - 1].end :]
        return before.endswith("-") or bool(_WORD_ON.match(after))

    def _before(self, number: Number) -> Hit[Role] | None:
        """The nearest word of killing, with nothing that parts it from the number."""
        for hit in reversed(self._hits):
            if hit.end > number.first or hit.phrase.about.does != "before":
                continue
            between = self._words[hit.end : number.first]
            if len(between) > TOLL or self._parted(hit.end - 1, number.first, commas=True):
                return None
            joined = self._words[number.first].text[
                0
            ] == "و" and not self._singles.keys().isdisjoint(range(hit.end, number.first))
            if joined or all(folded(word.text) in self._known.toll for word in between):
                return hit
            return None
        return None

    def _after(self, number: Number) -> Hit[Role] | None:
        for hit in self._hits:
            if hit.start < number.last or hit.phrase.about.does != "after":
                continue
            gap = range(number.last, hit.start)
            if len(gap) > self._most or self._starts & set(gap):
                return None
            if self._parted(number.last - 1, hit.start, commas=True) or self._is_active(hit):
                return None
            return hit
        return None

    def _is_active(self, hit: Hit[Role]) -> bool:
        """Three soldiers killed five …: the number after it is the one that it counts."""
        verb = any(h.start == hit.start and h.phrase.about.does == "before" for h in self._hits)
        return (
            verb and hit.end in self._starts and not self._parted(hit.end - 1, hit.end, commas=True)
        )

    def _whole(self, number: Number) -> Hit[Role] | None:
        near = (number.last, number.last + 1)
        return next(
            (
                hit
                for hit in self._hits
                if hit.phrase.about.does == "whole"
                and hit.start in near
                and not self._parted(number.last - 1, hit.start, commas=True)
            ),
            None,
        )

    def _part(self, number: Number) -> Figure | None:
        """Including 3 children: of what was counted last in the sentence."""
        if number.first not in self._parts:
            return None
        before = [hit for hit in self._hits if hit.end <= number.first]
        if not before or self._parted(before[-1].end - 1, number.first, commas=False):
            return None
        return self._figure(number, before[-1], part=True)

    def _single(self, hit: Hit[Role]) -> Figure | None:
        """مقتل طفل: a noun in the singular right after it."""
        end = self._singles.get(hit.end)
        definite = end and self._words[hit.end].text.startswith("ال")
        if end is None or definite:
            return None
        return self._figure(Number(hit.end, end, 1, 1), hit)

    def _own(self, hit: Hit[Role]) -> Figure:
        """قتيلان: a count of its own."""
        return self._figure(Number(hit.start, hit.end, 2, 2), hit)

    def _figure(self, number: Number, hit: Hit[Role], part: bool = False) -> Figure:
        first, last = min(number.first, hit.start), max(number.last, hit.end)
        return Figure(
            measure=_measure(hit),
            low=number.low,
            high=number.high,
            qualifier=number.qualifier,
            start=self._words[number.first if part else first].start,
            end=self._words[(number.last if part else last) - 1].end,
            part=part or number.first in self._parts,
        )

    def _parted(self, at: int, other: int, commas: bool) -> bool:
        """Whether a sentence, or with `commas` a clause, ends between two words."""
        between = self._text[self._words[at].end : self._words[other].start]
        return bool(_BARRIER.search(between)) or (commas and bool(_COMMA.search(between)))


def _longest(hits: Sequence[Hit[Role]]) -> list[Hit[Role]]:
    """Without words of counting that lie inside longer ones: "killed and wounded" is one."""
    kept = [
        hit
        for hit in hits
        if not any(
            other.start <= hit.start and hit.end <= other.end and _length(other) > _length(hit)
            for other in hits
        )
    ]
    return sorted(kept, key=lambda h: (h.start, -h.end, MEASURES.index(_measure(h))))


def _length(hit: Hit[Role]) -> int:
    return hit.end - hit.start


def _measure(hit: Hit[Role]) -> Measure:
    measure = hit.phrase.about.measure
    assert measure
    return measure


def _distinct(found: Sequence[Figure]) -> Iterator[Figure]:
    """One figure a place; the first named there is the one that was meant."""
    seen: set[tuple[str, int]] = set()
    for figure in found:
        if (figure.measure, figure.end) not in seen:
            seen.add((figure.measure, figure.end))
            yield figure
