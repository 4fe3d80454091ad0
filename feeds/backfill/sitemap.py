"""News sitemaps: what a site tells search engines of its stories (pure).

They vouch for no time: a site may list two days or ten years, and leave out what it likes.
Only addresses with a headline and a date become entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import BytesIO
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from feeds.backfill.walk import Copy, Step, Wanted, day_of, held, kept, many, same_site
from feeds.formats.drafts import Document, Draft, entries
from feeds.model import Parsed, Response
from feeds.urls import absolute, host_of
from feeds.wire.inflate import BadBody, inflater

USUAL = ("/sitemap.xml", "/news-sitemap.xml")
LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.I | re.M)
MOST_SITEMAPS = 500
EXPANDED = 50_000_000  # bytes of a sitemap, as its standard has it
DAY = timedelta(days=1)  # a date without an hour may be of the day before in UTC
GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class _State:
    begun: bool = False
    queue: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    read: int = 0
    taken: int = 0
    bare: int = 0  # addresses without a headline or a date
    elsewhere: int = 0  # stories of another site or language


@dataclass(frozen=True, slots=True)
class _Found:
    """What a sitemap holds."""

    sitemaps: tuple[str, ...] = ()
    drafts: tuple[Draft, ...] = ()


@dataclass(frozen=True, slots=True)
class SitemapWalk:
    """From robots.txt to every sitemap that it leads to, each once."""

    wanted: Wanted
    state: _State = _State()

    @classmethod
    def resumed(cls, wanted: Wanted, cursor: str) -> SitemapWalk:
        """The walk as it was kept."""
        facts = held(cursor)
        facts |= {name: tuple(facts.get(name, ())) for name in ("queue", "seen")}
        return cls(wanted, _State(**facts))

    @property
    def next_url(self) -> str:
        """robots.txt first, then sitemap after sitemap."""
        if not self.state.begun:
            return urljoin(self.wanted.site, "/robots.txt")
        return self.state.queue[0] if self.state.queue else ""

    @property
    def left(self) -> int:
        """Sitemaps that wait, or the usual ones."""
        return len(self.state.queue) if self.state.begun else 1 + len(USUAL)

    @property
    def cursor(self) -> str:
        """Where to go on."""
        return kept(self.state)

    @property
    def note(self) -> str:
        """What was read and what was left out."""
        state = self.state
        said = [
            many(state.read, "sitemap") if state.read else "no sitemap",
            f"{many(state.bare, 'address', 'addresses')} without headline or date left out"
            if state.bare
            else "",
            f"{many(state.elsewhere, 'story', 'stories')} of another site or language left out"
            if state.elsewhere
            else "",
        ]
        return ", ".join(words for words in said if words)

    def take(self, answer: Response) -> Step:
        """robots.txt or a sitemap; what cannot be read is passed over, for there are others."""
        if not self.state.begun:
            named = LINE.findall(answer.body[:500_000].decode("utf-8", "replace"))
            queue = self._joined((), (*named, *USUAL), self.wanted.site)
            return Step(replace(self, state=replace(self.state, begun=True, queue=queue)))
        state = replace(self.state, queue=self.state.queue[1:], seen=(*self.state.seen, answer.url))
        found = read(answer, self.wanted.since_at) if answer.outcome is None else None
        if found is None:
            return Step(replace(self, state=state))
        here = replace(self, state=state)
        queue = here._joined(state.queue, found.sitemaps, answer.final_url)
        parsed, bare, elsewhere = here._parsed(found.drafts, answer.final_url)
        state = replace(
            state,
            queue=queue,
            read=state.read + 1,
            taken=state.taken + len(parsed.entries),
            bare=state.bare + bare,
            elsewhere=state.elsewhere + elsewhere,
        )
        copies = (Copy(answer, parsed),) if parsed.entries else ()
        return Step(replace(self, state=state), copies)

    def _joined(self, queue: tuple[str, ...], links: tuple[str, ...], base: str) -> tuple[str, ...]:
        """The queue with the links that are new to this walk and of this site."""
        room = MOST_SITEMAPS - len(self.state.seen)
        urls = [absolute(link, base) for link in links]
        fresh = [url for url in urls if url and url not in self.state.seen and self._ours(url)]
        return tuple(dict.fromkeys((*queue, *fresh)))[:room]

    def _ours(self, url: str) -> bool:
        return any(same_site(host_of(url), host) for host in self.wanted.hosts)

    def _parsed(self, drafts: tuple[Draft, ...], base: str) -> tuple[Parsed, int, int]:
        """(entries within what is asked for, how many are bare, how many are of others)."""
        telling = [draft for draft in drafts if draft.title and _date(draft)]
        mine = [d for d in telling if self._ours(absolute(d.link, base)) and self._spoken(d)]
        timely = [draft for draft in mine if self._timely(_date(draft))]
        document = Document(kind="sitemap", drafts=timely)
        parsed = Parsed(kind="sitemap", entries=entries(document, base))
        return parsed, len(drafts) - len(telling), len(telling) - len(mine)

    def _spoken(self, draft: Draft) -> bool:
        one, two = (text.lower()[:2] for text in (draft.language, self.wanted.feed.language))
        return not one or not two or one == two

    def _timely(self, at: datetime | None) -> bool:
        return at is not None and self.wanted.since_at - DAY < at <= self.wanted.until_at


def read(answer: Response, since_at: datetime) -> _Found | None:
    """What a sitemap or an index of them holds; None where it is neither. Of one that breaks
    off, what came before. Sitemaps not changed since an instant are left out."""
    try:
        body = _expanded(answer.body)
    except BadBody:
        return None
    links: list[str] = []
    drafts: list[Draft] = []
    root = ""
    try:
        for element in _elements(body):
            root = root or _name(element)
            if _name(element) == "sitemap" and not _before(element, since_at):
                links.append(_text(element, "loc"))
            elif _name(element) == "url":
                drafts.append(_draft(element))
    except (ParseError, DefusedXmlException, ValueError):
        pass
    return _Found(tuple(links), tuple(drafts)) if links or drafts else None


def _expanded(body: bytes) -> bytes:
    """A sitemap that is kept as a gzip file."""
    if not body.startswith(GZIP):
        return body
    expand = inflater("gzip", EXPANDED)
    whole = expand.feed(body)
    expand.finish()
    return whole


def _elements(body: bytes) -> Iterator[Element]:
    """Each `url` and `sitemap` of a document, as it ends."""
    for _, element in iterparse(BytesIO(body.strip()), events=("end",)):
        if _name(element) in ("url", "sitemap"):
            yield element
            element.clear()


def _draft(element: Element) -> Draft:
    return Draft(
        link=_text(element, "loc"),
        title=_text(element, "title"),
        language=_text(element, "language"),
        published=_text(element, "publication_date"),
        updated=_text(element, "lastmod"),
    )


def _date(draft: Draft) -> datetime | None:
    return day_of(draft.published) or day_of(draft.updated)


def _before(element: Element, since_at: datetime) -> bool:
    changed = day_of(_text(element, "lastmod"))
    return changed is not None and changed < since_at - DAY


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _text(element: Element, name: str) -> str:
    """The text of the first descendant of that name, but for an image's or a video's own."""
    for child in element.iter():
        tag = str(child.tag)
        if tag.rpartition("}")[2].lower() == name and not re.search("image|video", tag):
            return (child.text or "").strip()
    return ""
