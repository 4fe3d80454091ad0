"""The times that a story's title and summary speak of, as intervals, with where they stand.

Whole words of one language and, where a month or weekday could be another word, only with a
preposition, a capital or a year. A day without its year is the last such day before the story,
unless one follows within thirty days. What cannot be told surely is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from feeds.dates.calendars import JALALI_MONTHS
from feeds.dates.context import Impossible, zone_info
from feeds.dates.phrasing import NUMERIC, PHRASINGS, Phrasing
from feeds.dates.spans import Span, span_of
from feeds.dates.tongues import Tongue, any_of, fold, fold_letter, tongues_spoken
from feeds.model import Mention, Story

_LONGEST = 4_000  # characters looked at: a title and a summary, no whole article
_WIDEST = timedelta(days=7)  # of the story's own interval; beyond it, `yesterday` says nothing
_L = r"[^\W\d_]"
_BEFORE = rf"(?:(?<!{_L})|(?<=(?<!{_L})و))(?<!\d[.,:/])(?<![\d$€£₪%#])"
_AFTER = rf"(?!{_L}|\d|[.,:/]\d|%)"


class _Rule(NamedTuple):
    kind: str
    pattern: re.Pattern[str]
    tongue: Tongue
    capitals: bool


def mentions(
    text: str, language: str, earliest: datetime, latest: datetime, zone: str
) -> tuple[Mention, ...]:
    """The times that a text of a story published in [earliest, latest] speaks of, in order."""
    if latest - earliest > _WIDEST:
        return ()
    tz = zone_info(zone) or ZoneInfo("UTC")
    folded, offsets = _folded(text[:_LONGEST])
    found: list[Mention] = []
    for tongue in tongues_spoken(language):
        rules, names = _rules(tongue)
        apart = [match.span() for match in names.finditer(folded)] if names else []
        for rule in rules:
            for match in rule.pattern.finditer(folded):
                if _is_meant(match, rule, text, offsets) and not _overlaps(match.span(), apart):
                    span = _resolved(rule, match, earliest.astimezone(tz), latest.astimezone(tz))
                    found += _mention(span, match, text, offsets, tz)
    return tuple(_longest(found))


def spoken_of(mention: Mention, candidates: Iterable[Story]) -> tuple[Story, ...]:
    """The stories that were published in the time a mention names, in the order given."""
    return tuple(
        story
        for story in candidates
        if mention.from_at <= story.date.earliest_at and story.date.latest_at < mention.to_at
    )


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as matching sees it and, for each of its letters, the offset in the text."""
    letters, offsets = [], []
    for offset, letter in enumerate(text):
        folded = fold_letter(letter)
        letters.append(folded)
        offsets += [offset] * len(folded)
    return "".join(letters), [*offsets, len(text)]


def _is_meant(match: re.Match[str], rule: _Rule, text: str, offsets: list[int]) -> bool:
    """In languages that write months and weekdays with a capital: whether this one has it."""
    if not rule.capitals:
        return True
    names = (name for name in ("month", "month2", "weekday") if name in match.re.groupindex)
    starts = (match.start(name) for name in names if match[name])
    return all(text[offsets[start]].isupper() for start in starts)


def _resolved(
    rule: _Rule, match: re.Match[str], earliest: datetime, latest: datetime
) -> Span | None:
    """The span for a story anywhere in its interval: from the first to the last possible."""
    try:
        first = span_of(rule.kind, match, rule.tongue, earliest)
        last = span_of(rule.kind, match, rule.tongue, latest)
    except (Impossible, ValueError, OverflowError):
        return None
    if first is None or last is None:
        return None
    return Span(min(first.first, last.first), max(first.end, last.end), first.precision)


def _mention(
    span: Span | None, match: re.Match[str], text: str, offsets: list[int], tz: ZoneInfo
) -> Iterator[Mention]:
    if span is not None:
        start, end = offsets[match.start()], offsets[match.end() - 1] + 1
        while end < len(text) and not fold_letter(text[end]):
            end += 1  # a vowel sign belongs to its letter
        yield Mention(
            start, end, text[start:end], _at(span.first, tz), _at(span.end, tz), span.precision
        )


def _at(moment: date | datetime, tz: ZoneInfo) -> datetime:
    if isinstance(moment, datetime):
        return moment.astimezone(UTC)
    return datetime.combine(moment, time(), tz).astimezone(UTC)


def _overlaps(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _longest(found: list[Mention]) -> Iterator[Mention]:
    """The longest of those that overlap, in the order of the text."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start - m.end, m.start)):
        if not _overlaps((mention.start, mention.end), ((m.start, m.end) for m in kept)):
            kept.append(mention)
    return iter(sorted(kept, key=lambda m: m.start))


@lru_cache(maxsize=32)
def _rules(tongue: Tongue) -> tuple[tuple[_Rule, ...], re.Pattern[str] | None]:
    phrasing = PHRASINGS[tongue.name]
    fields = _fields(tongue, phrasing)
    rules = (
        _Rule(kind, _compiled(template, fields), tongue, phrasing.capitals)
        for kind, template in phrasing.templates
        if _can_be(template, fields)
    )
    numeric = (_Rule(kind, _bounded(pattern), tongue, False) for kind, pattern in NUMERIC)
    names = _filled(phrasing.names, fields) if phrasing.names else ""
    return (*rules, *numeric), re.compile(names) if names else None


def _can_be(template: str, fields: dict[str, str]) -> bool:
    return all(fields.get(name, "x") for name in re.findall(r"{([a-z]\w*)}", template))


def _compiled(template: str, fields: dict[str, str]) -> re.Pattern[str]:
    return _bounded(_filled(template, fields))


def _bounded(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{_BEFORE}(?:{pattern}){_AFTER}")


def _filled(template: str, fields: dict[str, str]) -> str:
    """The template folded, with its fields put in; group names keep their capital P."""
    folded = fold(template).replace("(?p", "(?P")
    return re.sub(r"{([a-z]\w*)}", lambda match: fields[match[1]], folded)


def _fields(tongue: Tongue, phrasing: Phrasing) -> dict[str, str]:
    months = any_of(_long(tongue.month_of, phrasing.shortest))
    days, ending = [*_long(tongue.day_of, 3), *map(fold, phrasing.days)], tongue.endings
    counts = [word for word, count in tongue.count_of.items() if count >= 1]
    return {
        "n": rf"(?P<n>\d{{1,3}}|{any_of(counts)})",
        "unit": f"(?P<unit>{any_of(_long(tongue.unit_of, 2))}){ending}",
        "fixed": f"(?P<fixed>{any_of(tongue.fixed_of)})" if tongue.fixed_of else "",
        "today": f"(?P<today>{any_of(days)})",
        "weekday": f"(?P<weekday>{any_of(_long(tongue.weekday_of, 4))})",
        "month": f"(?P<month>{months}){ending}",
        "month2": f"(?P<month2>{months}){ending}",
        "other": f"(?:{months})",
        "d": r"(?:(?P<d0>\d{1,2}) ?[-–] ?)?(?P<d>\d{1,2})",
        "year": r"(?P<year>(?:19|20)\d\d)",
        "jmonth": f"(?P<jmonth>{any_of(JALALI_MONTHS)})",
        "jyear": r"(?P<jyear>1[34]\d\d)",
    }


def _long(words: Iterable[str], letters: int) -> list[str]:
    """Those that are long enough to mean one thing in running text: not `sat` nor `m`."""
    return [word for word in words if len(word) >= letters]
