"""The numbers of a text, in digits and words, with what says how they are meant."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from feeds.claims.book import MEANT, Book, Role
from feeds.phrases import Hit
from feeds.text import Word, folded

_DIGITS = re.compile(
    r"(?:(?<![\w.,/:$€£٪%-])|(?<=\b[وبلف]))(\d{1,3}(?:[,٬]\d{3}){1,3}|\d{1,9})(\.\d+)?(?![\w%٪]|[.,٬/:]\d|-\w)"
)
_PREFIXES = "وبلف"
WITHIN = 0.1  # what "about" leaves open, either way
YEARS = range(1900, 2100)
SEVERAL = ("several", "few", "some", "many")  # of a dozen: how many is not said


@dataclass(frozen=True, slots=True)
class Number:
    """A number at words[first:last]: from `low` to `high`, None where it is left open."""

    first: int
    last: int
    low: int
    high: int | None
    qualifier: str = "exact"  # exact, at-least, more-than, about, up-to, range, some


def numbers(
    text: str, words: Sequence[Word], book: Book, hits: Sequence[Hit[Role]]
) -> list[Number]:
    """The numbers in order; what stands before one, or joins two, is a part of it."""
    bare = sorted(
        [*_in_digits(text, words, book), *_in_words(text, words, book), *_counted(words, hits)],
        key=lambda number: (number.first, -number.last),
    )
    found: list[Number] = []
    for number in bare:
        if not found or number.first >= found[-1].last:
            found.append(number)
    return [_meant(number, hits) for number in _ranges(found, words, hits)]


def _in_digits(text: str, words: Sequence[Word], book: Book) -> Iterator[Number]:
    starts = {word.start + (word.text[0] in _PREFIXES): at for at, word in enumerate(words)}
    for found in _DIGITS.finditer(text):
        first = starts.get(found.start())
        if first is None:
            continue
        last = first + 1
        while last < len(words) and words[last].start < found.end():
            last += 1
        worth = float(re.sub("[,٬]", "", found[1]) + (found[2] or ""))
        if last < len(words) and (times := book.times.get(folded(words[last].text))):
            worth, last = worth * times, last + 1
        if "," in found[1] or last - first > 1 or int(worth) not in YEARS:
            yield Number(first, last, int(worth), int(worth))


def _in_words(text: str, words: Sequence[Word], book: Book) -> Iterator[Number]:
    at = 0
    while at < len(words):
        some = _some(words, at, book)
        if some:
            yield some
            at += 1
            continue
        worth, last = _spelled(text, words, at, book)
        if last > at:
            yield Number(at, last, worth, worth)
        at = max(last, at + 1)


def _some(words: Sequence[Word], at: int, book: Book) -> Number | None:
    """Dozens, several dozen, عشرات: open upwards; آلاف after a number is worth a thousand."""
    word = folded(words[at].text)
    bare = word[1:] if word[:1] == "و" and word[1:] in book.some else word
    if bare in book.some:
        return Number(at, at + 1, book.some[bare], None, "some")
    many = f"{bare}s" if at and folded(words[at - 1].text) in SEVERAL else ""
    return Number(at, at + 1, book.some[many], None, "some") if many in book.some else None


def _spelled(text: str, words: Sequence[Word], at: int, book: Book) -> tuple[int, int]:
    """(worth, end) of a number in words: sixty-three, خمسة وعشرون, three thousand."""
    whole = part = 0
    last = at
    while last < len(words):
        word = folded(words[last].text)
        if last > at and word[:1] == "و" and word[1:] in {*book.numbers, *book.times}:
            word = word[1:]
        elif last > at and not _joined(text, words, last):
            break
        if word in book.times and part:
            whole, part = whole + part * book.times[word], 0
        elif word in book.times and last == at and word not in book.some:
            whole = book.times[word]
        elif word in book.numbers and (last == at or _adds(part, book.numbers[word])):
            part += book.numbers[word]
        else:
            break
        last += 1
    return whole + part, last


def _adds(part: int, worth: int) -> bool:
    """Whether one number goes on from another: twenty-three, خمسة عشر; not three four."""
    small, large = sorted((part, worth))
    return part == 0 or (small < 10 <= large) or (small < 100 <= large)


def _joined(text: str, words: Sequence[Word], at: int) -> bool:
    return text[words[at - 1].end : words[at].start] in (" ", "-")


def _counted(words: Sequence[Word], hits: Sequence[Hit[Role]]) -> Iterator[Number]:
    """Nouns in the dual, and قتيل: a count of their own."""
    for hit in hits:
        if hit.phrase.about.does == "two":
            yield Number(hit.start, hit.end, 2, 2)


def _ranges(
    found: Sequence[Number], words: Sequence[Word], hits: Sequence[Hit[Role]]
) -> Iterator[Number]:
    """5 to 7, between 5 and 7, بين 5 و7 as one."""
    joins = {(hit.start, hit.end) for hit in hits if hit.phrase.about.does == "to"}
    begun: dict[int, int] = {}
    for hit in hits:  # the longest come first: ما بين
        if hit.phrase.about.does == "between":
            begun.setdefault(hit.end, hit.start)
    at = 0
    while at < len(found):
        one = found[at]
        other = found[at + 1] if at + 1 < len(found) else None
        if other and one.low < other.low and one.high is not None:
            ended = (one.last, other.first) in joins
            anded = one.last == other.first and words[other.first].text[0] == "و"
            if (ended and _to(words, one, other, begun)) or (anded and one.first in begun):
                start = begun.get(one.first, one.first)
                yield Number(start, other.last, one.low, other.high, "range")
                at += 2
                continue
        yield one
        at += 1


def _to(words: Sequence[Word], one: Number, other: Number, begun: Collection[int]) -> bool:
    """Whether "and" joins two numbers: only after "between"."""
    return folded(words[one.last].text) != "and" or one.first in begun


def _meant(number: Number, hits: Sequence[Hit[Role]]) -> Number:
    """With what stands before it, or after it (على الأقل)."""
    for hit in hits:
        does = hit.phrase.about.does
        if does not in MEANT or number.qualifier in ("range", "some"):
            continue
        if hit.end == number.first:
            return _qualified(replace(number, first=hit.start), does)
        if hit.start in (number.last, number.last + 1) and does == "at-least":
            return _qualified(number, does)
    return number


def _qualified(number: Number, does: str) -> Number:
    low, slack = number.low, int(number.low * WITHIN)
    bounds: dict[str, tuple[int, int | None]] = {
        "at-least": (low, None),
        "more-than": (low + 1, None),
        "about": (low - slack, low + slack),
        "up-to": (0, low),
    }
    return replace(number, low=bounds[does][0], high=bounds[does][1], qualifier=does)
