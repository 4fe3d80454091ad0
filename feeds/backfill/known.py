"""What is stored of a feed already: by key and by link, so that no copy doubles it (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urljoin

from feeds.identity.urls import canonical, is_article
from feeds.model import Entry, RawEntry


@dataclass(frozen=True, slots=True)
class _Newest:
    version: int
    content_hash: str
    source: str
    shown_at: datetime


@dataclass(slots=True)
class Known:
    """The newest version of each entry of a feed, and the links of all of them."""

    newest: dict[str, _Newest] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)  # canonical link -> key
    sites: Counter[str] = field(default_factory=Counter)  # front pages of the links

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Known:
        """From a feed's stored entries, in order of arrival."""
        found = cls()
        for entry in entries:
            found.add(entry)
        return found

    def add(self, entry: Entry) -> None:
        """Take in an entry that is stored now."""
        raw = entry.raw
        self.newest[raw.key] = _Newest(
            entry.version, raw.content_hash, entry.source, entry.shown_at
        )
        if link := _article(raw):
            self.links.setdefault(link, raw.key)
            self.sites[site_of(raw.link)] += 1

    def version_of(self, raw: RawEntry, source: str, shown_at: datetime) -> int:
        """The version that a copied entry would be; 0 where it is known and tells nothing new.

        What the feed itself said is newer than any copy of it. Copies of one source are edits
        of one another in the order in which they were made.
        """
        key = raw.key if raw.key in self.newest else self.links.get(_article(raw), "")
        known = self.newest.get(key)
        if known is None:
            return 1
        same = key != raw.key or known.content_hash == raw.content_hash
        later = known.source == source and known.shown_at < shown_at
        return 0 if same or not later else known.version + 1


def site_of(url: str) -> str:
    """The front page of an address."""
    return urljoin(url, "/")


def _article(raw: RawEntry) -> str:
    """The link by which an entry is told from others; "" where it has none of its own."""
    link = canonical(raw.link)
    return link if is_article(link) else ""
