"""Plain Atom: a parsed tree -> its document; Unusual where feedparser has to read it."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from feeds.formats.drafts import Document, Draft
from feeds.formats.plain_parts import (
    ATOM,
    SILENT,
    document_of,
    draft_of,
    is_silent,
    link_of,
    need,
    once,
    text,
    typed,
)

ENTRY = {  # of Atom
    f"{ATOM}title": "title",
    f"{ATOM}id": "guid",
    f"{ATOM}summary": "summary",
    f"{ATOM}content": "content",
    f"{ATOM}published": "published",
    f"{ATOM}updated": "updated",
}


def atom(root: Element) -> Document:
    """The document below a root element `feed`."""
    need(not root.attrib)
    found: dict[str, str] = {}
    dates: dict[str, str] = {}
    links: dict[str, str] = {}
    drafts = []
    for child in root:
        if child.tag == f"{ATOM}entry":
            drafts.append(_entry(child))
        elif child.tag == f"{ATOM}title":
            once(found, "title", typed(child))
        elif child.tag == f"{ATOM}updated":
            once(dates, "updated", text(child))
        elif child.tag == f"{ATOM}link":
            links.update(link_of(child))
        elif child.tag == f"{ATOM}author":
            _author(child)
        else:
            need(child.tag in (f"{ATOM}id", f"{ATOM}subtitle", f"{ATOM}generator"))
            need(not len(child))
    return document_of("atom", found, dates, links, drafts)


def _entry(entry: Element) -> Draft:
    need(not entry.attrib)
    found: dict[str, str] = {}
    links: list[str] = []
    categories = []
    for child in entry:
        name = ENTRY.get(child.tag)
        if name:
            once(found, name, typed(child))
        elif child.tag == f"{ATOM}link":
            links += _page(child)
        elif child.tag == f"{ATOM}author":
            once(found, "author", _author(child))
        elif child.tag == f"{ATOM}category":
            categories.append(child.attrib["term"])
            need(not (child.text or "").strip() and not len(child))
        else:
            need(is_silent(child, SILENT))
    found["link"] = links[-1] if links else found.get("guid", "")
    return draft_of(found, categories)


def _page(link: Element) -> list[str]:
    """The address of an entry's page, if this is the link to it."""
    (rel,) = link_of(link)
    kind = link.attrib.get("type", "text/html").lower()
    is_page = kind in ("text/html", "html", "xhtml", "application/xhtml+xml")
    return [link.attrib["href"]] if rel == "alternate" and is_page else []


def _author(element: Element) -> str:
    """Name and address of the author of an Atom entry, as one text."""
    parts: dict[str, str] = {}
    for child in element:
        need(child.tag in (f"{ATOM}name", f"{ATOM}email", f"{ATOM}uri"))
        once(parts, child.tag.removeprefix(ATOM), text(child))
    name, email = parts.get("name", ""), parts.get("email", "")
    return f"{name} ({email})" if name and email else name or email
