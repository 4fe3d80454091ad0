"""Outlets and feeds -> OPML 2.0: folders and categories as they were, never a password (pure)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from feeds.model import Feed, Outlet
from feeds.opml.outline import PREFIX, folder_names
from feeds.proxies import shown_proxy
from feeds.urls import without_credentials

NAMESPACE = "urn:coverline:opml"
Branches = dict[tuple[str, ...], ET.Element]


def write_opml(outlets: Sequence[Outlet], title: str) -> str:
    """An OPML 2.0 document with the feeds that are switched on.

    A feed that came in a folder stands there again; the others stand in one of their outlet.
    """
    root = ET.Element("opml", {"version": "2.0", "xmlns:coverline": NAMESPACE})
    ET.SubElement(ET.SubElement(root, "head"), "title").text = title
    branches: Branches = {(): ET.SubElement(root, "body")}
    for outlet in outlets:
        _write_outlet(branches, outlet, [feed for feed in outlet.feeds if feed.enabled])
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _write_outlet(branches: Branches, outlet: Outlet, feeds: Sequence[Feed]) -> None:
    facts = _marked(_facts(outlet))
    if loose := [feed for feed in feeds if not _folders(feed)]:
        around = ET.SubElement(branches[()], "outline", {"text": outlet.name, **facts})
        for feed in loose:
            ET.SubElement(around, "outline", _outline(outlet, feed))
    for feed in feeds:
        for folder in _folders(feed):
            named = _outline(outlet, feed) | facts | _marked({"name": outlet.name})
            ET.SubElement(_branch(branches, folder_names(folder)), "outline", named)


def _branch(branches: Branches, names: tuple[str, ...]) -> ET.Element:
    """The outline of a folder, made with those around it where it is not there yet."""
    if names not in branches:
        around = _branch(branches, names[:-1])
        branches[names] = ET.SubElement(around, "outline", {"text": names[-1]})
    return branches[names]


def _facts(outlet: Outlet) -> dict[str, str]:
    return {
        "outlet": outlet.id,
        "native_name": outlet.native_name,
        "kind": outlet.kind,
        "country": outlet.country,
        "zone": outlet.zone,
    }


def _outline(outlet: Outlet, feed: Feed) -> dict[str, str]:
    composed = f"{outlet.name}: {feed.edition}" if feed.edition else outlet.name
    categories = (name for name in feed.categories if not name.endswith("/"))
    told = {"title": feed.title, "htmlUrl": feed.page, "category": ",".join(categories)}
    own = {"scope": feed.scope, "edition": feed.edition, "proxy": shown_proxy(feed.proxy)}
    plain = {"type": "rss", "text": feed.title or composed, "xmlUrl": without_credentials(feed.url)}
    return {
        **plain,
        "language": feed.language,
        **{name: value for name, value in told.items() if value},
        **_marked(own),
    }


def _folders(feed: Feed) -> list[str]:
    return [name for name in feed.categories if name.endswith("/")]


def _marked(facts: dict[str, str]) -> dict[str, str]:
    return {f"{PREFIX}{name}": value for name, value in facts.items() if value}
