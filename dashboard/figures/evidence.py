"""What was looked at before an outlet is called silent, in the reader's language."""

from __future__ import annotations

import math
from typing import Any

from dashboard.tongue import decimal, number, percent
from dashboard.words import Names

APART = 0.05  # parts of the time that differ by less are told as one
SEEN = 0.005  # a part below it is not worth a word


def evidence(line: Any, names: Names) -> str:
    """A line of coverage.silence in words: the table's own in English, else the same facts."""
    if names.lang in ("", "en"):
        return str(line.sentence)
    key = f"print.quiet.evidence.{str(line.verdict).replace(' ', '_')}"
    return names.tell(
        key,
        counted=_told(names, "counted", stories=number(names.lang, int(line.stories)),
                      all=number(names.lang, int(line.all_stories))),
        seen=_seen(line, names),
        expected=decimal(names.lang, float(line.expected), 0 if line.expected >= 10 else 1),
        bound=_bound(line, names),
    )  # fmt: skip


def _seen(line: Any, names: Names) -> str:
    """How much of the time was observed, by what, and how much while others told of it."""
    words = _told(names, "seen", observed=_part(names, line.observed))
    if line.captured >= SEEN:
        words = _told(names, "copies", seen=words, captured=_part(names, line.captured))
    if line.then < line.observed + line.captured - APART:
        words = _told(names, "then", seen=words, then=_part(names, line.then))
    return words


def _bound(line: Any, names: Names) -> str:
    if math.isnan(line.upper):
        return _told(names, "unmeasured")
    upper = math.ceil(line.upper * 10 - 1e-9) / 10
    return _told(names, "bound", upper=decimal(names.lang, upper))


def _part(names: Names, share: float) -> str:
    """Rounded down: what was not observed is never rounded away."""
    return percent(names.lang, math.floor(share * 100 + 1e-9) / 100 if share >= 0.01 else share)


def _told(names: Names, key: str, **facts: object) -> str:
    return names.tell(f"print.quiet.evidence.{key}", **facts)
