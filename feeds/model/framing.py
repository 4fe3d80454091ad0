"""Frames: the words between which outlets choose for one thing, and their uses in texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

ByLanguage = dict[str, tuple[str, ...]]  # language code -> phrases


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to name a thing, with what says it in each language.

    `weak` phrases count only in a sentence with one of the concept's `beside` phrases.
    """

    id: str
    label: str  # neutral, as it is shown
    label_ar: str
    terms: ByLanguage
    weak: ByLanguage = field(default_factory=dict)

    def speaks(self, language: str) -> bool:
        """Whether it has words in a language; its absence from others says nothing."""
        return language in self.terms or language in self.weak


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing that outlets name differently. `mentions` name it without taking a side;
    `excluded` are longer phrases in which a term means something else."""

    id: str
    label: str
    label_ar: str
    frames: tuple[Frame, ...]
    mentions: ByLanguage = field(default_factory=dict)
    beside: ByLanguage = field(default_factory=dict)
    excluded: ByLanguage = field(default_factory=dict)


class FrameUse(NamedTuple):
    """A term of a frame at text[start:end]; `frame` is "" where the concept is only mentioned."""

    concept: str
    frame: str
    start: int
    end: int
    quoted: bool  # within quotation marks: perhaps not the outlet's own word


class StoryFrames(NamedTuple):
    """What a story uses of a book of frames: `book` is its mark, `packed` as FrameBook packs it,
    empty where it uses none."""

    story_id: str
    book: str
    packed: bytes
