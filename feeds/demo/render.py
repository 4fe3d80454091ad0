"""A feed's window as bytes: RSS, Atom or JSON Feed, as its outlet would serve it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from feeds.demo.drafts import Version
from feeds.demo.world import Item
from feeds.model import Feed

TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Line:
    """An item in the words that stand at the moment."""

    item: Item
    words: Version

    @property
    def edited(self) -> bool:
        """Whether the words are not the first."""
        return self.words != self.item.versions[0]


def render(kind: str, feed: Feed, title: str, lines: Sequence[Line]) -> bytes:
    """The document of a feed, newest item first."""
    writers = {"rss": _rss, "atom": _atom, "json": _json}
    return writers[kind](feed, title, lines).encode()


def _home(feed: Feed) -> str:
    return f"https://{urlsplit(feed.url).hostname}/"


def _rss(feed: Feed, title: str, lines: Sequence[Line]) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(title)}</title><link>{_home(feed)}</link>"
        f"<description>{escape(title)} (synthetic)</description>"
        f"<language>{feed.language}</language>{''.join(map(_rss_item, lines))}</channel></rss>\n"
    )


def _rss_item(line: Line) -> str:
    item = line.item
    date = f"<pubDate>{escape(item.published)}</pubDate>" if item.published else ""
    return (
        f"<item><title>{escape(line.words.title)}</title><link>{item.link}</link>"
        f'<guid isPermaLink="false">{item.id}</guid>{date}'
        f"<description>{escape(line.words.summary)}</description></item>"
    )


def _atom(feed: Feed, title: str, lines: Sequence[Line]) -> str:
    updated = max((line.words.at for line in lines), default=None)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{feed.language}">'
        f"<title>{escape(title)}</title><id>{feed.url}</id>"
        f"<link href={quoteattr(_home(feed))}/>"
        f"<updated>{_iso(updated) if updated else ''}</updated>"
        f"{''.join(map(_atom_entry, lines))}</feed>\n"
    )


def _atom_entry(line: Line) -> str:
    item = line.item
    return (
        f"<entry><title>{escape(line.words.title)}</title><link href={quoteattr(item.link)}/>"
        f"<id>tag:{item.id}</id><published>{item.published}</published>"
        f"<updated>{_iso(line.words.at)}</updated>"
        f"<summary>{escape(line.words.summary)}</summary></entry>"
    )


def _json(feed: Feed, title: str, lines: Sequence[Line]) -> str:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": _home(feed),
        "language": feed.language,
        "items": [_json_item(line) for line in lines],
    }
    return json.dumps(document, ensure_ascii=False)


def _json_item(line: Line) -> dict[str, str]:
    item, words = line.item, line.words
    found = {"id": item.id, "url": item.link, "title": words.title, "summary": words.summary}
    found |= {"content_text": words.summary, "date_published": item.published}
    return found | ({"date_modified": _iso(words.at)} if line.edited else {})


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
