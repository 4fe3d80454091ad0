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


class Withholding:
    """Puts a mark where one of some names stands; texts without one stay as they are."""

    def __init__(self, names: Sequence[str]) -> None:
        self._index = NameIndex(KnownName(name, "person", (name,)) for name in names)

    def text(self, text: str) -> str:
        """The text with a mark in place of each name."""
        read = Read(text)
        found = self._index.find(read, "ar" if _ARABIC.search(text) else "en")
        for hit in reversed(found):
            start, end = read.words[hit.start].start, read.words[hit.end - 1].end
            text = text[:start] + MARK + text[end:]
        return text

    def address(self, url: str) -> str:
        """The address, empty where its path spells a name."""
        spoken = _PARTING.sub(" ", unquote(url)).title()
        return "" if self.text(spoken) != spoken else url
