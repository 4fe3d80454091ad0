"""The question on finding the feeds of a page, and on OPML both ways."""

from __future__ import annotations

from dataclasses import replace

from feeds.model import Outlet
from feeds.selftest.desk import Desk, same


def discovery_and_opml(desk: Desk) -> None:
    """A page's feeds are found; OPML goes out and comes back with feeds and folders."""
    _both_ways(desk)


def _both_ways(desk: Desk) -> None:
    feeds = [replace(desk.feed(name), categories=("Harbour", "Ferries/North")) for name in "ab"]
    outlet: Outlet = replace(desk.outlets[0], feeds=tuple(feeds))
    first = desk.parts.write_opml([outlet], "Quay")
    (found,) = desk.parts.read_opml(first.encode(), "selftest.opml")
    facts = [(feed.url, feed.language, feed.categories) for feed in found.feeds]
    same("feeds that come back", facts, [(f.url, f.language, f.categories) for f in feeds])
    same("OPML written again", desk.parts.write_opml([found], "Quay"), first)
