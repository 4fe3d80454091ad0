"""What plain RSS and plain Atom have in common: elements that are as they should be, and text.

Everything here raises Unusual where feedparser has to read the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from xml.etree.ElementTree import Element

from feeds.formats.drafts import Document, Draft
from feeds.urls import is_web_link

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
XML = "{http://www.w3.org/XML/1998/namespace}"
TOO_MANY_SLASHES = re.compile(r"[A-Za-z][A-Za-z0-9+-.]*:///")
WINDOWS = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}

# Elements, and whole namespaces, that say nothing of what is kept.
SILENT = frozenset({"comments", "enclosure", "source"}) | frozenset(
    f"{MEDIA}{name}" for name in ("content", "thumbnail", "credit")
)
SILENT_SPACES = frozenset(
    {
        "{http://wellformedweb.org/CommentAPI/",
        "{http://purl.org/rss/1.0/modules/slash/",
        "{com-wordpress:feed-additions:1",
    }
)
OF_ITS_OWN = frozenset({"base", "lang", f"{XML}base", f"{XML}lang"})  # bear on what follows


class Unusual(Exception):
    """Something that is feedparser's to read."""


def need(holds: bool) -> None:
    """Unusual unless it holds."""
    if not holds:
        raise Unusual


def once(found: dict[str, str], name: str, text: str) -> None:
    """Keep a text under a name that has none yet."""
    need(name not in found)
    found[name] = text


def text(element: Element) -> str:
    """The text of an element without attributes."""
    need(not element.attrib)
    return inside(element)


def typed(element: Element) -> str:
    """The text of an Atom construct; XHTML and what is elsewhere or encoded are unusual."""
    need(element.attrib.keys() <= {"type"})
    need(element.attrib.get("type", "text").lower() in ("text", "html", "text/plain", "text/html"))
    return inside(element)


def inside(element: Element) -> str:
    """The text of an element, as feedparser mends it."""
    need(not len(element))
    return _mended((element.text or "").strip())


def _mended(text: str) -> str:
    """UTF-8 that was taken for Latin-1 and encoded once more, and Windows' own characters."""
    if text.isascii():
        return text
    with suppress(UnicodeError):
        text = text.encode("latin-1").decode("utf-8")
    return text.translate(WINDOWS)


def is_silent(element: Element, names: frozenset[str]) -> bool:
    """Whether an element says nothing of what is kept."""
    space, _, _ = element.tag.rpartition("}")
    known = element.tag in names or space in SILENT_SPACES
    return known and not len(element) and OF_ITS_OWN.isdisjoint(element.attrib)


def link_of(link: Element) -> dict[str, str]:
    """What an Atom link leads to, by its kind."""
    need(not len(link) and not TOO_MANY_SLASHES.match(link.attrib["href"]))
    return {link.attrib.get("rel", "alternate").lower(): link.attrib["href"]}


def draft_of(found: dict[str, str], categories: Iterable[str]) -> Draft:
    """An entry of the texts found; the content stands for a summary that is not there."""
    for name in ("guid", "link"):
        need(not TOO_MANY_SLASHES.match(found.get(name, "")))
    if found.get("link") == found.get("guid") and not is_web_link(found.get("link", "")):
        found["link"] = ""
    found.setdefault("summary", found.get("content", ""))
    return Draft(**found, categories=[term for term in categories if term])


def document_of(
    kind: str,
    found: dict[str, Any],
    dates: dict[str, str],
    links: dict[str, str],
    drafts: list[Draft],
) -> Document:
    """A document of the texts, dates and links of its head."""
    return Document(
        kind=kind,
        **found,
        channel_date=dates.get("updated") or dates.get("published", ""),
        next_link=links.get("prev-archive") or links.get("next") or "",
        drafts=drafts,
    )
