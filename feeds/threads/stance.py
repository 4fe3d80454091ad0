"""Whether a headline denies or answers something, by small word lists of each language."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from feeds.phrases import PhraseIndex, phrase
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


@lru_cache(maxsize=64)
def _index(language: str) -> PhraseIndex[Kind]:
    data = open_toml(WORDS).data.get(language, {})
    return PhraseIndex(phrase(written, kind) for kind in KINDS for written in data.get(kind, ()))
