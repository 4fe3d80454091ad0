"""OPML 2.0 -> outlets and feeds; an outline that cannot be used is reported.

Our own files also tell outlet, kind, country, zone, scope, edition and proxy, in attributes
with the prefix `coverline:`, which OPML allows and other readers pass over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.sax import parse

from feeds.errors import ConfigError
from feeds.model import Outlet
from feeds.opml.outlets import attribute, feed_key
from feeds.opml.outline import PREFIX, Outline, folder_of
from feeds.opml.writing import write_opml
from feeds.proxies import proxy_problem, shown_proxy
from feeds.toml.tables import is_http

__all__ = ["OpmlReading", "inspect_opml", "read_opml", "write_opml"]

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
        key = feed_key(outline.xml_url) if is_http(outline.xml_url) else ""
        if not key:
            problems.append(f'{place} left out: xmlUrl="{outline.xml_url}" is no web address.')
        elif key in good and outline.folder in good[key].folders:
            problems.append(f"{place} left out: the feed stands twice.")
        elif key in good:  # in another folder, as readers do that have no categories
            good[key] = replace(good[key], folders=(*good[key].folders, outline.folder))
        else:
            good[key], said = _without_bad_proxy(outline, from_web=is_http(where))
            problems += [f"{place}: {said}"] if said else []
    if not good:
        reason = problems[0] if problems else f"{where}: no feed in it."
        raise ConfigError(reason, 'A feed is an <outline type="rss" xmlUrl="https://…"/>.')
    return OpmlReading(attribute(list(good.values()), known), tuple(problems))


def _without_bad_proxy(outline: Outline, from_web: bool) -> tuple[Outline, str]:
    """An outline whose proxy can be used and may be trusted, and a word on one that went."""
    proxy = outline.mark("proxy")
    problem = proxy_problem(proxy) if proxy else ""
    if proxy and from_web:  # who wrote that list could listen in, or reach into this network
        problem = "a list from the web names no proxies; save it and import the file"
    if not problem:
        return outline, ""
    kept = {name: v for name, v in outline.attributes.items() if name != f"{PREFIX}proxy"}
    said = f"its proxy {shown_proxy(proxy)} was left out: {problem}."
    return replace(outline, attributes=kept), said


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
        outline = Outline(given, self.line, self._outlet(), (self._folder(),))
        self._around.append(outline)
        if outline.is_feed and not any(o.is_comment for o in self._around):
            self.outlines.append(outline)

    def endElement(self, name: str) -> None:
        if name.lower() == "outline":
            self._around.pop()

    def _outlet(self) -> dict[str, str]:
        """Our own marks of the outlet around, where there are any."""
        above = self._around[-1] if self._around else None
        if above is None:
            return {}
        return above.attributes if above.names_outlet else above.category

    def _folder(self) -> str:
        """The folders around, from the outermost in; an outlet around is none."""
        return folder_of(o.text for o in self._around if not o.names_outlet and not o.is_feed)
