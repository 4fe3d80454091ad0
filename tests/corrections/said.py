"""Corrections spelled as people say them: `pin a b, part a c`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import get_args

from feeds.corrections import prefixed
from feeds.model import Correction, CorrectionKind

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


def said(text: str) -> list[Correction]:
    """Corrections numbered from 1, an hour apart; names without prefix are stories'."""
    return [one(phrase, number) for number, phrase in enumerate(text.split(", "), 1) if phrase]


def one(phrase: str, number: int = 0) -> Correction:
    """One correction; `undo 2` takes back the second."""
    word, target, *rest = phrase.split()
    kind = next(known for known in get_args(CorrectionKind) if known == word)
    if kind == "rename":
        return made(kind, target, " ".join(rest), number)
    return made(kind, _id(kind, target), " ".join(_id(kind, name) for name in rest), number)


def made(kind: CorrectionKind, target: str, value: str, number: int = 0) -> Correction:
    """A correction by Nour, with a note."""
    at = NOON + timedelta(hours=number)
    return Correction(kind, target, value, "Nour", "as the desk agreed", at, number)


def _id(kind: str, name: str) -> str:
    if ":" in name or kind == "undo":
        return f"correction:{name}" if kind == "undo" else name
    return prefixed("story", name)
