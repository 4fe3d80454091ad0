"""What is told of one thing: a headline, sections of short sentences, and facts for scripts."""

from __future__ import annotations

import json
import re
import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

WIDTH = 92  # columns of a terminal
LONGEST = 400  # characters of any text of others
JOINERS = "\u200c\u200d"  # that Persian and Arabic spelling needs
SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its sentences."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one story, event or feed. `facts` are plain data, instants ISO in UTC."""

    name: str  # id with its prefix
    title: str
    who: str  # the outlet, or what it is
    url: str  # "" where there is no web address
    sections: tuple[Section, ...]
    facts: dict[str, Any] = field(default_factory=dict)

    def text(self) -> str:
        """All of it for a terminal."""
        return "\n".join(self._lines()) + "\n"

    def json(self) -> str:
        """The facts for a script; escapes leave nothing that could drive a terminal."""
        return json.dumps(self.facts, indent=2)

    def _lines(self) -> Iterator[str]:
        yield from _wrapped(self.title, "")
        yield f"{self.who} · {self.name}"
        yield from [self.url] if self.url else []
        for section in self.sections:
            if section.lines:
                yield ""
                yield section.title
                for line in section.lines:
                    yield from _wrapped(line, "  ")


def section(title: str, *lines: str) -> Section:
    """A section of those lines that say anything, each with a capital."""
    return Section(title, tuple(capital(line) for line in lines if line))


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def plain(text: str, longest: int = LONGEST) -> str:
    """A text of others on one line, without control, escape and direction characters."""
    spaced = SPACES.sub(" ", text)
    kept = "".join(c for c in spaced if c in JOINERS or unicodedata.category(c)[0] != "C")
    kept = " ".join(kept.split())
    return kept if len(kept) <= longest else f"{kept[: longest - 1]}…"


def quoted(text: str) -> str:
    """A text of others in quotes, its direction kept to itself."""
    return f"“\u2068{plain(text)}\u2069”"


def isolated(text: str) -> str:
    """A text whose direction is kept to itself: what stands beside it stays in its place."""
    return text if text.isascii() else f"\u2068{text}\u2069"


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}  " if indent else "",
        break_long_words=False,
        break_on_hyphens=False,
    )
