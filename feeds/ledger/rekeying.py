"""Entries whose guids changed while their links did not: the same entries as before (pure).

Some feeds write new guids at every visit, others all at once when their site is rebuilt. By
their keys alone nothing of such a document is known: every entry would be new, and the poll
would seem to have overrun.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from feeds.model import Parsed
from feeds.urls import without_tracking


def with_known_keys(parsed: Parsed, links: Mapping[str, str]) -> Parsed:
    """The document with the keys by which its entries are known; `links` is key -> link.

    Only a link that stands once in both tells an entry: a front page is every entry's.
    """
    listed = {entry.key: entry.link for entry in parsed.entries}
    known = {link: key for link, key in _by_link(links).items() if key not in listed}
    keys = {key: known[link] for link, key in _by_link(listed).items() if link in known}
    entries = (replace(entry, key=keys.get(entry.key, entry.key)) for entry in parsed.entries)
    return replace(parsed, entries=tuple(entries))


def _by_link(links: Mapping[str, str]) -> dict[str, str]:
    """link -> key, of those links that belong to one key."""
    plain = {key: without_tracking(link) for key, link in links.items() if link}
    times = Counter(plain.values())
    return {link: key for key, link in plain.items() if times[link] == 1}
