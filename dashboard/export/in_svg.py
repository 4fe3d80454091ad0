"""Facts inside an SVG, as its metadata element."""

from __future__ import annotations

import re
from html import escape, unescape

ELEMENT = '<metadata id="coverline">'
END = "</metadata>"
_HELD = re.compile(r"<metadata\b[^>]*\bid=\"coverline\"[^>]*>(.*?)</metadata>", re.DOTALL)
_MARK = re.compile(r'<defs id="defs-([0-9a-f]{6})"')
FIXED = "coverl"  # in place of the six random digits that Plotly puts into every id


def put(image: bytes, text: str) -> bytes:
    """The same drawing with the text."""
    held = image.decode()
    end = held.index(">", held.index("<svg")) + 1
    return f"{held[:end]}{ELEMENT}{escape(text, quote=False)}{END}{held[end:]}".encode()


def take(data: bytes) -> str | None:
    """The text; None where none is."""
    found = _HELD.search(data.decode("utf-8", "replace"))
    return unescape(found[1]) if found else None


def steady(image: bytes) -> bytes:
    """The drawing with ids that are the same each time it is drawn."""
    held = image.decode()
    mark = _MARK.search(held)
    if mark is None:
        return image
    ids = re.compile(rf"((?:id=\"|url\(['\"]?#|href=\"#)[\w-]*?){mark[1]}")
    return ids.sub(rf"\g<1>{FIXED}", held).encode()


def parts(data: bytes) -> list[str]:
    """The drawing's elements and texts in their order, without the facts."""
    held = _HELD.sub("", data.decode("utf-8", "replace"))
    found = re.split(r"(<[^>]+>)", held)
    return [part.strip() for part in found if part.strip()]
