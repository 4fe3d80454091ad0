"""Names that are kept out of what is shown, in any spelling and script (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

from feeds.model import KnownName
from feeds.names.index import NameIndex
from feeds.names.text import Read

MARK = "█████"  # in place of a name
_ARABIC = re.compile("[\u0600-\u06ff]")
_PARTING = re.compile(r"[^\w]+|_+")
_RUN = re.compile(r"\b(?:[A-Z][a-z]+){2,}\b")  # SuhailAlHassan
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Withholding:
    """Puts a mark where one of some names stands; texts without one stay as they are."""

    def __init__(self, names: Sequence[str]) -> None:
        self._index = NameIndex(KnownName(name, "person", (name,)) for name in names)

    def text(self, text: str) -> str:
        """The text with a mark in place of each name, written small or run together, too."""
        text = self._marked(text, text)
        text = self._marked(text, _spoken(text))
        return _RUN.sub(self._run, text)

    def address(self, url: str) -> str:
        """The address, empty where its path spells a name."""
        spoken = _PARTING.sub(" ", unquote(url)).title()
        return "" if self.text(spoken) != spoken else url

    def _marked(self, text: str, spoken: str) -> str:
        """The text with marks where `spoken`, letter for letter as long, has a name."""
        as_written, read = text == spoken, Read(spoken)
        found = self._index.find(read, "ar" if _ARABIC.search(spoken) else "en")
        for hit in reversed(found):
            start, end = read.words[hit.start].start, read.words[hit.end - 1].end
            if not (as_written or _small(text[start:end])):
                continue  # Suhail met Hassan
            text = text[:start] + MARK + text[end:]
        return text

    def _run(self, run: re.Match[str]) -> str:
        parts = _HUMP.sub(" ", run[0])
        return MARK if self._marked(parts, parts) != parts else run[0]


def _small(words: str) -> bool:
    return "_" in words or words == words.lower()


def _spoken(text: str) -> str:
    """The text with capitals and without underscores; itself where that changes its length."""
    spoken = text.title().replace("_", " ")
    return spoken if len(spoken) == len(text) else text
