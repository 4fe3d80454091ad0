"""The words of a Plotly label as plain lines: its few tags taken apart (pure)."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_TAG = re.compile(r"<[^>]+>")
_COLOUR = re.compile(r"<span style='color:(#[0-9a-fA-F]{6})'>■</span>")
ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))


@dataclass(frozen=True, slots=True)
class Words:
    """A label: its lines, whether it begins bold, and the colour of the square at its end."""

    text: str
    bold: bool
    square: str


def words(label: object) -> Words:
    """The label without its tags; matplotlib orders letters of two directions itself."""
    held = str(label or "")
    square = _COLOUR.search(held)
    held = _COLOUR.sub("", held).replace("<br>", "\n")
    text = html.unescape(_TAG.sub("", held)).translate(ISOLATES)
    return Words(text.strip(" "), "<b>" in held, square[1] if square else "")
