"""Which feeds a web page may have: what it declares, links to, and what sites usually offer (pure).

Whatever a page holds is hostile: only absolute http and https addresses come out, few of
them, and what is read of it is limited.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from feeds.text import clean
from feeds.urls import absolute

Why = Literal["itself", "declared", "linked", "guessed"]

READ_CHARS = 400_000  # of a page; its head and its footer's links lie within, as a rule
MOST = 12  # candidates of one page
TITLE_CHARS = 120
TYPES = re.compile(r"(?:application|text)/(?:(?:rss|atom|rdf)\+xml|feed\+json|xml)\s*(?:;|$)", re.I)
LOOKS = re.compile(r"(?:^|[/._?=&-])(?:rss2?|atom|feeds?|rdf)(?:[/._?=&-]|$)|\.xml$", re.I)
NO_FEED = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|ico|css|js|pdf|mp3|mp4|zip)$|sitemap", re.I)
WORDS = re.compile(r"\s*(?:rss|atom|xml|rdf|feeds?|rss[ -]feeds?|خلاصات|خدمة rss|خوراک)\s*", re.I)
COMMENTS = re.compile(r"comment|تعليق|yorum|коммент|kommentar|תגוב", re.I)
COMMON = (
    "feed",
    "rss",
    "rss.xml",
    "feed.xml",
    "atom.xml",
    "index.xml",
    "feed.json",
    "feeds/posts/default",
    "?feed=rss2",
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be a feed, and why it is held for one."""

    url: str
    why: Why
    title: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of itself, and the feeds it may have, likeliest first."""

    title: str
    candidates: tuple[Candidate, ...]


def read_page(text: str, url: str) -> Page:
    """The candidates of an HTML page at `url`; feeds of comments stand last."""
    reader = _Reader(url)
    with suppress(AssertionError):  # html.parser gives up on a `<![` that it does not know
        reader.feed(text[:READ_CHARS])
    links = [*reader.declared, *reader.linked]
    links.sort(key=lambda link: (bool(COMMENTS.search(link.url + link.title)), _order(link)))
    found = {link.url: link for link in reversed(links)}  # the first of an address stays
    ordered = [link for link in links if found.get(link.url) is link and link.url != url]
    return Page(clean(reader.site or "".join(reader.title))[:TITLE_CHARS], tuple(ordered[:MOST]))


def guesses(url: str) -> tuple[Candidate, ...]:
    """Addresses at which sites usually have a feed: below the page first, then below its host."""
    parts = urlsplit(url)
    folder = parts.path if parts.path.endswith("/") else f"{parts.path}/"
    folders = [folder, "/"] if folder.count("/") == 2 else ["/"]
    roots = [urlunsplit((parts.scheme, parts.netloc, place, "", "")) for place in folders]
    urls = dict.fromkeys(root + name for root in roots for name in COMMON)
    return tuple(Candidate(found, "guessed") for found in urls if found != url)


def _order(link: Candidate) -> int:
    return ("itself", "declared", "linked", "guessed").index(link.why)


@dataclass
class _Reader(HTMLParser):
    """Collects what is declared in <link>, what <a> leads to, and the page's name."""

    base: str
    declared: list[Candidate] = field(default_factory=list)
    linked: list[Candidate] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    site: str = ""
    _in_title: bool = False
    _anchor: str = ""  # the address of the <a> that is open

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "base":
            self.base = absolute(given.get("href", ""), self.base) or self.base
        elif tag == "title":
            self._in_title = not self.title
        elif tag == "meta" and given.get("property") == "og:site_name":
            self.site = self.site or given.get("content", "")
        elif tag == "link":
            self._link(given)
        elif tag == "a":
            self._a(given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        elif tag == "a":
            self._anchor = ""

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
        elif self._anchor and WORDS.fullmatch(data):
            self.linked.append(Candidate(self._anchor, "linked", data.strip()))

    def _link(self, given: dict[str, str]) -> None:
        rel = given.get("rel", "").lower().split()
        url = absolute(given.get("href", ""), self.base)
        if url and "alternate" in rel and TYPES.match(given.get("type", "").strip()):
            self.declared.append(Candidate(url, "declared", _titled(given)))

    def _a(self, given: dict[str, str]) -> None:
        self._anchor = url = absolute(given.get("href", ""), self.base)
        parts = urlsplit(url)
        if NO_FEED.search(parts.path):
            self._anchor = ""
        elif LOOKS.search(parts.path.rstrip("/")) or LOOKS.search(parts.query):
            self.linked.append(Candidate(url, "linked", _titled(given)))


def _titled(given: dict[str, str]) -> str:
    return clean(given.get("title", ""))[:TITLE_CHARS]
