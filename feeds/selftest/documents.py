"""Small feed documents of an invented outlet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

START = datetime(2026, 3, 1, 6, tzinfo=UTC)  # the first poll, by the clock of the questions
APART = timedelta(hours=12)
DATED = "dated"


@dataclass(frozen=True, slots=True)
class Item:
    """One story. A letter is dated by its place in the alphabet: `z` half a day before START."""

    name: str
    title: str = ""
    link: str = ""
    guid: str | None = ""  # None leaves it out
    date: str = DATED
    summary: str = ""

    @property
    def headline(self) -> str:
        """Its title, or the one that is made of its name."""
        return self.title or f"The ferry {self.name} comes in"

    @property
    def xml(self) -> str:
        """The story as an RSS item; `link` and `title` stand as they are."""
        link = self.link or f"https://quay.example/{self.name}"
        guid = "" if self.guid is None else f"<guid>{self.guid or 'urn:quay:' + self.name}</guid>"
        date = dated(self.name) if self.date == DATED else self.date
        stamp = f"<pubDate>{date}</pubDate>" if date else ""
        summary = f"<description>{self.summary}</description>" if self.summary else ""
        return (
            f"<item><title>{self.headline}</title><link>{link}</link>{guid}{stamp}{summary}</item>"
        )


def dated(name: str) -> str:
    """The pubDate of an item that is named by a letter; later letters are younger."""
    return format_datetime(START - APART * (ord("z") - ord(name[0]) + 1), usegmt=True)


def rss(items: str | Iterable[Item], extra: str = "", prolog: str = "") -> str:
    """An RSS document of items, or of one item a letter; the newest comes first."""
    found = [Item(letter) for letter in items] if isinstance(items, str) else items
    body = "".join(item.xml for item in found)
    namespaces = (
        'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" '
        'xmlns:atom="http://www.w3.org/2005/Atom"'
    )
    channel = f"<title>The Quay</title><link>https://quay.example/</link>{extra}{body}"
    return f'{prolog}<rss version="2.0" {namespaces}><channel>{channel}</channel></rss>'


def undated(names: str) -> str:
    """An RSS document of items without any date."""
    return rss(Item(name, date="") for name in names)


def page(title: str, head: str = "") -> str:
    """An HTML page in place of a feed."""
    return f"<!DOCTYPE html><html><head><title>{escape(title)}</title>{head}</head></html>"
