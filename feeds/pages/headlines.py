"""Whether two headlines are of one story, cut and edited as they may be (pure)."""

from __future__ import annotations

from feeds.text import normalise, words

SHARED = 0.5  # part of the shorter one's words


def is_same(headline: str, other: str) -> bool:
    """Whether half of the shorter headline's words stand in the other."""
    first, second = _words(headline), _words(other)
    shorter = min(len(first), len(second))
    return bool(shorter) and len(first & second) >= SHARED * shorter


def _words(text: str) -> set[str]:
    found = {word.text for word in words(normalise(text))}
    return {word for word in found if len(word) > 1} or found
