"""OPML 2.0 -> outlets and feeds, and back; an outline that cannot be used is reported.

Our own files also tell outlet, kind, country, zone, scope and edition, in attributes with
the prefix `coverline:`, which OPML allows and other readers pass over.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.sax import parse

from feeds.errors import ConfigError
from feeds.model import Outlet
from feeds.opml_outlets import PREFIX, Outline, attribute, feed_key
from feeds.toml.tables import is_http

NAMESPACE = "urn:coverline:opml"
MEND = "Export the list again from your feed reader, or mend that line."


@dataclass(frozen=True, slots=True)
class OpmlReading:
    """What an OPML file holds, and in words each outline that was left out."""

    outlets: tuple[Outlet, ...]
    problems: tuple[str, ...]


def read_opml(data: bytes, where: str, known: Sequence[Outlet] = ()) -> tuple[Outlet, ...]:
    """The outlets of an OPML file; ConfigError where it is broken or holds no feed."""
    return inspect_opml(data, where, known).outlets


def inspect_opml(data: bytes, where: str, known: Sequence[Outlet] = ()) -> OpmlReading:
    """The outlets of an OPML file, those `known` recognised, and what was left out."""
    good: dict[str, Outline] = {}
    problems: list[str] = []
    for outline in _outlines(data, where):
        place = f'{where}, line {outline.line}: "{outline.text or outline.xml_url}"'
        if not is_http(outline.xml_url):
            problems.append(f'{place} left out: xmlUrl="{outline.xml_url}" is no web address.')
        elif feed_key(outline.xml_url) in good:
            problems.append(f"{place} left out: the feed stands twice.")
        else:
            good[feed_key(outline.xml_url)] = outline
    if not good:
        reason = problems[0] if problems else f"{where}: no feed in it."
        raise ConfigError(reason, 'A feed is an <outline type="rss" xmlUrl="https://…"/>.')
    return OpmlReading(attribute(list(good.values()), known), tuple(problems))


def write_opml(outlets: Sequence[Outlet], title: str) -> str:
    """An OPML 2.0 document: a category an outlet, in it the feeds that are switched on."""
    root = ET.Element("opml", {"version": "2.0", "xmlns:coverline": NAMESPACE})
    ET.SubElement(ET.SubElement(root, "head"), "title").text = title
    body = ET.SubElement(root, "body")
    for outlet in outlets:
        if any(feed.enabled for feed in outlet.feeds):
            _write_outlet(body, outlet)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _write_outlet(body: ET.Element, outlet: Outlet) -> None:
    facts = {
        "outlet": outlet.id,
        "native_name": outlet.native_name,
        "kind": outlet.kind,
        "country": outlet.country,
        "zone": outlet.zone,
    }
    category = ET.SubElement(body, "outline", {"text": outlet.name, **_marked(facts)})
    for feed in outlet.feeds:
        if feed.enabled:
            text = f"{outlet.name}: {feed.edition}" if feed.edition else outlet.name
            plain = {"type": "rss", "text": text, "xmlUrl": feed.url, "language": feed.language}
            own = _marked({"scope": feed.scope, "edition": feed.edition})
            ET.SubElement(category, "outline", {**plain, **own})


def _marked(facts: dict[str, str]) -> dict[str, str]:
    return {f"{PREFIX}{name}": value for name, value in facts.items() if value}


def _outlines(data: bytes, where: str) -> list[Outline]:
    handler = _Reader()
    try:
        parse(BytesIO(data), handler)
    except SAXParseException as error:
        problem = f"{where}, line {error.getLineNumber()}: broken XML ({error.getMessage()})."
        raise ConfigError(problem, MEND) from error
    except (DefusedXmlException, LookupError, ValueError) as error:
        problem = f"{where}, line {handler.line}: XML that is not read here ({error})."
        raise ConfigError(problem, MEND) from error
    if handler.root != "opml":
        problem = f"{where}, line 1: no OPML, it begins with <{handler.root}>."
        raise ConfigError(problem, "Give the file or address of an OPML list.")
    return handler.outlines


class _Reader(ContentHandler):
    """Collects the outlines that mean a feed, with line and enclosing outlet."""

    def __init__(self) -> None:
        super().__init__()
        self.root = ""
        self.outlines: list[Outline] = []
        self._around: list[Outline] = []  # the outlines that are open
        self._locator: Locator | None = None

    @property
    def line(self) -> int:
        return (self._locator.getLineNumber() if self._locator else None) or 1

    def setDocumentLocator(self, locator: Locator) -> None:
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        self.root = self.root or name.lower()
        if name.lower() != "outline":
            return
        given = {key.lower(): value.strip() for key, value in attrs.items()}
        outline = Outline(given, self.line, self._outlet(given))
        self._around.append(outline)
        if outline.is_feed and not any(o.is_comment for o in self._around):
            self.outlines.append(outline)

    def endElement(self, name: str) -> None:
        if name.lower() == "outline":
            self._around.pop()

    def _outlet(self, given: dict[str, str]) -> dict[str, str]:
        """Our own marks of the category around, where there are any."""
        above = self._around[-1] if self._around else None
        if above is None:
            return {}
        return above.attributes if f"{PREFIX}outlet" in above.attributes else above.category
