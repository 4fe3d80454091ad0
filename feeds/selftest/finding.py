"""The question on finding the feeds of a page, and on OPML both ways."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import replace

from feeds.discover.finding import Found
from feeds.selftest.answers import says
from feeds.selftest.desk import Desk, expect, same
from feeds.selftest.documents import page, rss

HTML = "text/html; charset=utf-8"
DECLARED = """<link rel="stylesheet" href="/quay.css"><link rel=alternate hreflang=fr href="/fr">
<link title="All" type="application/rss+xml" rel="alternate home" href="all?a=1&amp;b=2">
<LINK REL="ALTERNATE" TYPE="application/atom+xml" HREF="/gone">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">"""


def discovery_and_opml(desk: Desk) -> None:
    """A page's feeds are found; OPML goes out and comes back with feeds and folders."""
    desk.origin.on("/all", says(rss("ba")))
    _finds(desk, "/front", "/all?a=1&b=2")
    desk.origin.on("/moved", says(b"", 302, location="/front"))
    _finds(desk, "/moved", "/all?a=1&b=2")
    _finds(desk, "/all", "/all")
    desk.origin.on("/plain/feed", says(rss("a")))
    desk.origin.on("/plain/", says(page("The Quay"), content_type=HTML))
    _finds(desk, "/plain/", "/plain/feed")
    nothing = _found(desk, "/nowhere")
    same("feeds of a page that is not there", nothing.good, [])
    expect(bool(nothing.itself.problem), "nothing says why there are none")
    _both_ways(desk)


def _finds(desk: Desk, path: str, feed: str) -> None:
    desk.origin.on("/front", says(page("The Quay", DECLARED), content_type=HTML))
    found = [trial.url for trial in _found(desk, path).good]
    same(f"feeds found from {path}", found, [desk.origin.url(feed)])


def _found(desk: Desk, path: str) -> Found:
    async def look() -> Found:
        return await asked

    asked: Awaitable[Found] = desk.parts.find(
        desk.origin.url(path), desk.settings, "", lambda done, total: None
    )
    return asyncio.run(look())


def _both_ways(desk: Desk) -> None:
    folders = ("Harbour", "Ferries/North")
    feeds = [replace(desk.feed(name), categories=folders, title=f"Pier {name}") for name in "ab"]
    first = desk.parts.write_opml([replace(desk.outlets[0], feeds=tuple(feeds))], "Quay")
    (found,) = desk.parts.read_opml(first.encode(), "selftest.opml")
    facts = [(feed.url, feed.language, feed.categories, feed.title) for feed in found.feeds]
    wanted = [(feed.url, feed.language, folders, feed.title) for feed in feeds]
    same("feeds that come back", facts, wanted)
    same("OPML written again", desk.parts.write_opml([found], "Quay"), first)
