"""The phrase banks under feeds/subjects/demo, read into records."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "subjects" / "demo"
LANGUAGES = ("en", "ar", "tr")


@dataclass(frozen=True, slots=True)
class Phrases:
    """What one language says of a kind of happening, with slots."""

    heads: tuple[str, ...]
    leads: tuple[str, ...]
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of happening: when, where and how often it occurs, who is first, what is said.

    `days` counts from the world's first midnight; `reach` is how likely an outlet covers it.
    `counted` is by how much outlets of an alignment count more than there were.
    """

    id: str
    topic: str
    days: tuple[float, float]
    times: int
    places: tuple[str, ...]
    n: tuple[int, int]
    m: tuple[int, int]
    reach: float
    follows: str
    leaders: tuple[str, ...]
    phrases: dict[str, Phrases]
    counted: dict[str, int]


@dataclass(frozen=True, slots=True)
class Bank:
    """All phrases: kinds of happenings, single stories, slots and names by language; how sides
    word a topic (topic, alignment, language), and opinion pieces (kind, language)."""

    kinds: tuple[Kind, ...]
    words: dict[str, dict[str, tuple[str, ...]]]
    singles: dict[str, tuple[tuple[str, str], ...]]
    slots: dict[str, dict[str, tuple[str, ...]]]
    voice: dict[str, tuple[str, ...]]
    credit: dict[str, tuple[str, ...]]
    tails: dict[str, tuple[str, ...]]
    sides: dict[str, dict[str, dict[str, tuple[str, ...]]]]
    opinions: dict[str, dict[str, tuple[str, ...]]]


@lru_cache(maxsize=1)
def load_bank() -> Bank:
    """The bundled bank."""
    kinds = [
        _kind(raw, document["topic"])
        for path in sorted(FOLDER.glob("story_*.toml"))
        for document in (_read(path),)
        for raw in document["kinds"]
    ]
    everyday = _read(FOLDER / "story_everyday.toml")
    stances = _read(FOLDER / "stances.toml")
    singles = {
        language: tuple((head, lead) for head, lead in everyday["single"][language])
        for language in LANGUAGES
    }
    return Bank(
        kinds=tuple(kinds),
        words={word: _tuples(forms) for word, forms in _read(FOLDER / "words.toml").items()},
        singles=singles,
        slots={slot: _tuples(forms) for slot, forms in everyday["slots"].items()},
        voice=_tuples(everyday["voice"]),
        credit=_tuples(everyday["credit"]),
        tails=_tuples(everyday["tails"]),
        sides={
            topic: {side: _tuples(said) for side, said in sides.items()}
            for topic, sides in stances["sides"].items()
        },
        opinions={kind: _tuples(pieces) for kind, pieces in stances["opinions"].items()},
    )


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _tuples(table: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {language: tuple(forms) for language, forms in table.items()}


def _kind(raw: dict[str, Any], topic: str) -> Kind:
    return Kind(
        id=raw["id"],
        topic=topic,
        days=(raw["days"][0], raw["days"][1]),
        times=raw.get("times", 1),
        places=tuple(raw["places"]),
        n=(raw["n"][0], raw["n"][1]),
        m=(raw["m"][0], raw["m"][1]),
        reach=raw["reach"],
        follows=raw.get("follows", ""),
        leaders=tuple(raw["leaders"]),
        phrases={
            language: Phrases(*(tuple(raw[language][part]) for part in ("heads", "leads", "more")))
            for language in LANGUAGES
        },
        counted=raw.get("counted", {}),
    )
