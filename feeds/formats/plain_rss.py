"""Plain RSS 2: a parsed tree -> its document; Unusual where feedparser has to read it."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from feeds.formats.drafts import Document, Draft
from feeds.formats.plain_parts import (
    ATOM,
    DC,
    MEDIA,
    SILENT,
    document_of,
    draft_of,
    inside,
    is_silent,
    link_of,
    need,
    once,
    text,
)

SY = "{http://purl.org/rss/1.0/modules/syndication/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
REFERENCE = re.compile(r"&[A-Za-z0-9_]+;")
ITEM = {  # of RSS: element -> field of a draft
    "title": "title",
    "link": "link",
    "guid": "guid",
    "description": "summary",
    f"{CONTENT}encoded": "content",
    "author": "author",
    f"{DC}creator": "author",
    "pubDate": "published",
    f"{ATOM}published": "published",
    f"{ATOM}updated": "updated",
    f"{DC}date": "updated",
}
CHANNEL = {
    "title": "title",
    "language": "language",
    "ttl": "ttl",
    f"{SY}updatePeriod": "update_period",
    f"{SY}updateFrequency": "update_frequency",
}
DATES = {"lastBuildDate": "updated", "pubDate": "published"}  # of a channel
SILENT_OF_CHANNEL = frozenset(
    {"link", "description", "generator", "docs", "copyright", "webMaster", "managingEditor"}
    | {"cloud", "category", "rating"}
)
IMAGE = frozenset({"url", "title", "link", "width", "height", "description"})


def rss(root: Element) -> Document:
    """The document below a root element `rss`."""
    (channel,) = root
    need(root.attrib.keys() <= {"version"} and channel.tag == "channel" and not channel.attrib)
    found: dict[str, str] = {}
    dates: dict[str, str] = {}
    links: dict[str, str] = {}
    drafts = []
    for child in channel:
        if child.tag == "item":
            drafts.append(_item(child))
        elif child.tag in CHANNEL:
            once(found, CHANNEL[child.tag], text(child))
        elif child.tag in DATES:
            once(dates, DATES[child.tag], text(child))
        elif child.tag == f"{ATOM}link":
            links.update(link_of(child))
        elif child.tag == "image":
            need(all(part.tag in IMAGE and not len(part) for part in child))
        else:
            need(is_silent(child, SILENT_OF_CHANNEL))
    return document_of("rss", found, dates, links, drafts)


def _item(item: Element) -> Draft:
    need(not item.attrib)
    found: dict[str, str] = {}
    categories, permanent = [], True
    for child in item:
        name = ITEM.get(child.tag)
        if child.tag == "guid":
            permanent = _is_permanent(child)
            once(found, "guid", inside(child))
        elif name:
            once(found, name, text(child))
        elif child.tag in ("category", f"{DC}subject"):
            categories.append(_category(child))
        elif child.tag == f"{MEDIA}description":
            need("summary" in found)  # a second description counts as the content
            once(found, "content", text(child))
        elif child.tag == f"{ATOM}link":
            need("alternate" not in link_of(child))
        else:
            need(is_silent(child, SILENT))
    if "link" in found:
        need(not REFERENCE.search(found["link"]))
    elif permanent and "guid" in found:
        found["link"] = found["guid"]
    return draft_of(found, categories)


def _is_permanent(guid: Element) -> bool:
    need(guid.attrib.keys() <= {"isPermaLink"})
    return guid.attrib.get("isPermaLink", "true") == "true"


def _category(element: Element) -> str:
    term = inside(element)
    need(element.attrib.keys() <= {"domain"} and bool(term or not element.attrib))
    return term
