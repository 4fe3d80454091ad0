"""Sentences that the tables tell in English, in the reader's language.

Why a date, an event or a thread is held to be what it is stands in the store in English, as the
stage wrote it that knew. A phrasebook holds each kind of sentence with its holes: `{x}` is told
in its turn, `{_x}` (a text of others, a name, an id) stays as it is and keeps its direction. What
no phrase knows stays English, so that nothing is lost.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from babel.dates import get_month_names

from dashboard.tongue.places import locale

HOLE = re.compile(r"\{(_?\w+)\}")
ENGLISH = tuple(get_month_names("wide", locale="en").values())
DAY = re.compile(rf"(?<!\w)(\d{{1,2}}) ({'|'.join(ENGLISH)})(?: (\d{{4}}))?")
LETTERS = re.compile(r"[A-Za-z]")
LONGEST = 1_500  # letters of a line; past it nothing is looked for


@dataclass(frozen=True, slots=True)
class Phrase:
    """A kind of sentence as it is written, and how another language says it."""

    written: re.Pattern[str]
    said: str


@lru_cache(maxsize=4)
def phrases(lang: str) -> tuple[Phrase, ...]:
    """The phrasebook of a language, in the order in which its phrases are tried."""
    path = files("dashboard") / "tongue" / "said" / f"{lang}.toml"
    if not path.is_file():
        return ()
    held = tomllib.loads(path.read_text("utf-8"))["said"]
    return tuple(Phrase(_pattern(english), said) for english, said in held.items())


def _pattern(english: str) -> re.Pattern[str]:
    """The English with its holes as groups; what stands round them must be there."""
    parts = HOLE.split(english)
    fixed = [re.escape(part) for part in parts[::2]]
    holes = [f"(?P<{name}>.+?)" for name in parts[1::2]]
    text = "".join(a + b for a, b in zip(fixed, [*holes, ""], strict=True))
    return re.compile(text, re.IGNORECASE | re.DOTALL)


def said(lang: str, text: str) -> str:
    """A sentence of the tables for a reader of a language; English as it stands."""
    if lang in ("", "en") or len(text) > LONGEST or not LETTERS.search(text):
        return text
    return _told(lang, text)


def _told(lang: str, text: str) -> str:
    for phrase in phrases(lang):
        if found := phrase.written.fullmatch(text):
            holes = {name: _filled(lang, name, part) for name, part in found.groupdict().items()}
            return phrase.said.format(**holes)
    return _days(lang, text)


def _filled(lang: str, name: str, part: str) -> str:
    if name.startswith("_"):
        return f"\u2068{part}\u2069"
    return _told(lang, part) if LETTERS.search(part) else part


def _days(lang: str, text: str) -> str:
    """The days in a text by the language's months; the rest of it as it stands, isolated."""
    names = get_month_names("wide", locale=locale(lang))

    def day(found: re.Match[str]) -> str:
        year = f" {found[3]}" if found[3] else ""
        return f"{found[1]} {names[ENGLISH.index(found[2]) + 1]}{year}"

    told = DAY.sub(day, text)
    return f"\u2068{told}\u2069" if LETTERS.search(told) else told
