"""Whether a headline denies or answers something, by small word lists of each language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from feeds.phrases import Begins, Phrase, PhraseIndex, phrase
from feeds.text import words
from feeds.toml.tables import open_toml

WORDS = Path(__file__).parent / "stance.toml"
Stance = Literal["denies", "reacts"]
STANCES: tuple[Stance, ...] = ("denies", "reacts")
Kind = Literal["denies", "reacts", "neither"]
KINDS: tuple[Kind, ...] = (*STANCES, "neither")


def stance(title: str, language: str) -> tuple[Stance, str] | None:
    """(denies or reacts, the words that say so) of a headline; a denial counts before all else."""
    found = _index(language.partition("-")[0]).find(title, language)
    said: dict[Stance, str] = {}
    written, covered = words(title), 0
    for hit in found:  # the longest first at each place: "denied bail" is no denial
        kind = hit.phrase.about
        if hit.start >= covered and kind != "neither":
            text = title[written[hit.start].start : written[hit.end - 1].end]
            said.setdefault(kind, text)
        covered = max(covered, hit.end)
    return next(((kind, said[kind]) for kind in STANCES if kind in said), None)


def may_deny(title: str, language: str) -> bool:
    """Whether a word of a headline may begin a denial: where none does, most headlines end here."""
    return _denials(language.partition("-")[0], language).in_any(title.split())


@lru_cache(maxsize=64)
def _denials(known: str, language: str) -> Begins:
    return Begins(PhraseIndex(_phrases(known, ("denies",))), language)


@lru_cache(maxsize=64)
def _index(language: str) -> PhraseIndex[Kind]:
    return PhraseIndex(_phrases(language, KINDS))


def _phrases(language: str, kinds: Sequence[Kind]) -> Iterator[Phrase[Kind]]:
    data = _lists().get(language, {})
    return (phrase(written, kind) for kind in kinds for written in data.get(kind, ()))


@lru_cache
def _lists() -> Mapping[str, Any]:
    return open_toml(WORDS).data
