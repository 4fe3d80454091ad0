"""Bytes of any kind -> a feed's entries; the one door to feedparser (pure, never raises).

Feedparser is imported when a document needs it: most are plain, and it takes a while.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import Any
from xml.sax import SAXParseException

from feeds.formats import jsonfeed, plain
from feeds.formats.charsets import decoded, legal
from feeds.formats.drafts import Document, Draft, entries
from feeds.formats.piecemeal import piecemeal
from feeds.formats.sniff import danger_in, looks_like_feed, page_problem, root_of, without_junk
from feeds.model import Parsed
from feeds.text import clean, without_bad_references
from feeds.urls import absolute, is_web_link

PERIODS = {"hourly": 60, "daily": 1_440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}


def parse(body: bytes, headers: Mapping[str, str], url: str, max_entries: int) -> Parsed:
    """A response's body as a feed document.

    `kind` is "" where it is no feed, and `problem` says in words what was wrong. Links are
    absolute against `url`, texts are plain, dates stand as the feed wrote them.
    """
    try:
        document = _document(decoded(body, headers.get("content-type", "")))
        return _parsed(document, url, max_entries)
    except Exception as error:  # whatever the bytes: one bad feed never loses a poll
        return Parsed(kind="", problem=f"unreadable ({type(error).__name__}: {error})"[:300])


def _document(text: str) -> Document:
    text = text.strip()
    if not text:
        return Document(kind="", problem="the answer is empty")
    if text[0] in "{[":
        return _json(text)
    return _xml(text)


def _json(text: str) -> Document:
    try:
        found = jsonfeed.read(text)
    except ValueError as error:
        return Document(kind="", problem=f"broken JSON: {error}"[:200])
    return found or Document(kind="", problem="JSON, but no JSON Feed")


def _xml(text: str) -> Document:
    text, junk = without_junk(text)
    root = root_of(text)
    if root in ("html", "head", "body", "script"):
        return Document(kind="", problem=page_problem(text))
    if not looks_like_feed(text):
        return Document(kind="", problem="not a feed: it is plain text")
    if danger := danger_in(text):
        return Document(kind="", problem=danger)
    return (None if junk else plain.read(text)) or by_feedparser(text, root, junk)


def by_feedparser(text: str, root: str, junk: str = "") -> Document:
    """What feedparser makes of a text with that root that is safe to parse."""
    text = without_bad_references(text)
    try:
        return _translated(_read(text), root, junk)
    except Exception as error:  # feedparser's own, such as KeyError over <gml:pos> in no place
        document = _by_entry(text, root)
        if document is None:
            raise
        return replace(document, problem=f"read entry by entry ({type(error).__name__})")


def _read(text: str) -> Any:
    return _feedparser().parse(
        text.encode(),
        # no content-location: a guid is an identity and must not change with the address
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _by_entry(text: str, root: str) -> Document | None:
    """A document with the entries that can be read by themselves; None where there are none."""
    found: Document | None = None
    for piece in piecemeal(text):
        with suppress(Exception):  # one bad entry never loses a feed
            one = _translated(_read(piece), root, "")
            found = found or replace(one, drafts=[])
            found.drafts += one.drafts
    return found


@cache
def _feedparser() -> Any:
    import feedparser

    feedparser.api.PREFERRED_XML_PARSERS.clear()  # it would look for one that is long gone
    return feedparser


def _translated(found: Any, root: str, junk: str) -> Document:
    kind = _kind(found.version or "", bool(found.entries))
    if not kind:
        return Document(kind="", problem=f"not a feed: its root is <{root[:40]}>")
    feed = found.feed
    return Document(
        kind=kind,
        title=_get(feed, "title"),
        language=_get(feed, "language"),
        channel_date=_get(feed, "updated") or _get(feed, "published"),
        ttl=_get(feed, "ttl"),
        update_period=_get(feed, "sy_updateperiod"),
        update_frequency=_get(feed, "sy_updatefrequency"),
        next_link=_next_link(feed),
        complete="fh_complete" in feed,
        drafts=[_draft(entry) for entry in found.entries],
        problem=junk or _broken(found),
    )


def _next_link(feed: Any) -> str:
    """Where the feed's older entries are: the archive before this one, else the next page."""
    links = {link.get("rel"): link.get("href") or "" for link in feed.get("links") or []}
    return links.get("prev-archive") or links.get("next") or ""


def _kind(version: str, has_entries: bool) -> str:
    if version in ("rss10", "rss090"):
        return "rdf"
    if version.startswith(("rss", "cdf")):
        return "rss"
    return "atom" if version.startswith("atom") else "rss" if has_entries else ""


def _broken(found: Any) -> str:
    error = found.get("bozo_exception")
    if not found.get("bozo") or error is None:
        return ""
    if isinstance(error, SAXParseException):
        return f"broken XML in line {error.getLineNumber()}: {error.getMessage()}"
    return f"broken document: {error}"[:200]


def _draft(entry: Any) -> Draft:
    contents = [part.get("value") or "" for part in entry.get("content") or []]
    return Draft(
        guid=_get(entry, "id"),
        link=_link(entry),
        title=_get(entry, "title"),
        summary=_get(entry, "summary"),
        content=max(contents, key=len, default=""),
        author=_get(entry, "author"),
        language=_language(entry),
        published=_get(entry, "published"),
        updated=_get(entry, "updated"),
        created=_get(entry, "created"),
        categories=[term for tag in entry.get("tags") or [] if (term := tag.get("term"))],
    )


def _link(entry: Any) -> str:
    """The link; not the bare number that feedparser takes from a guid without isPermaLink."""
    link = _get(entry, "link")
    return "" if link == _get(entry, "id") and not is_web_link(link) else link


def _language(entry: Any) -> str:
    details = (dict.get(entry, name) or {} for name in ("title_detail", "summary_detail"))
    return next((lang for detail in details if (lang := detail.get("language"))), "")


def _get(found: Any, name: str) -> str:
    """A value under just this name: feedparser's own `get` gives `published` for `updated`."""
    value = dict.get(found, name)
    return value if isinstance(value, str) else ""


def _parsed(document: Document, url: str, max_entries: int) -> Parsed:
    said, problem = len(document.drafts), document.problem
    if said > max_entries:
        document = replace(document, drafts=document.drafts[:max_entries])
        problem = f"only the first {max_entries:,} of {said:,} entries were taken"
    return Parsed(
        kind=document.kind,
        title=clean(legal(document.title)),
        language=legal(document.language)[:40],
        entries=entries(document, url),
        channel_date_raw=legal(document.channel_date)[:200],
        ttl_minutes=_whole(document.ttl),
        update_period_minutes=_period(document.update_period, document.update_frequency),
        problem=legal(problem),
        next_url=_next_url(document.next_link, url),
        complete=document.complete,
    )


def _next_url(link: str, url: str) -> str:
    found = absolute(legal(link), url)
    return found if found != url else ""


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.strip().isdigit() and len(text) < 9 else None


def _period(period: str, frequency: str) -> int | None:
    minutes = PERIODS.get(period.strip().lower())
    return minutes // (_whole(frequency) or 1) if minutes else None
