"""Whose feed an OPML outline is: an outlet that we know, or one made for its host."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from ipaddress import ip_address
from typing import Any, cast
from urllib.parse import urlsplit

from feeds.groupings import KINDS
from feeds.model import Feed, Outlet, Scope
from feeds.opml.outline import Outline
from feeds.outlets import SCOPES, feed_id
from feeds.proxies import shown_proxy
from feeds.toml.tables import is_http, is_zone


def feed_key(url: str) -> str:
    """Two addresses of one feed have one key: http or https; www. and a password or not."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2].lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"


def public_host(url: str) -> str:
    """The host without www., "" for what is no web address or leads to this machine."""
    if not is_http(url):
        return ""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    try:
        return "" if ip_address(host).is_private else host
    except ValueError:
        return "" if host == "localhost" or host.endswith(".localhost") else host


def attribute(outlines: Sequence[Outline], known: Sequence[Outlet]) -> tuple[Outlet, ...]:
    """Outlets with just the feeds of the outlines, in order of first appearance."""
    index = _Known(known)
    families: dict[tuple[bool, str], list[Outline]] = {}
    for outline in outlines:
        outlet = index.outlet_of(outline)
        family = (True, outlet.id) if outlet else (False, _family(outline))
        families.setdefault(family, []).append(outline)
    taken = set(index.by_id)
    return tuple(
        index.outlet(key, members) if is_known else _made(key, members, taken)
        for (is_known, key), members in families.items()
    )


class _Known:
    """Finds outlets that we know by the address of a feed, by our own mark, or by host."""

    def __init__(self, outlets: Sequence[Outlet]) -> None:
        self.by_id = {outlet.id: outlet for outlet in outlets}
        feeds = [feed for outlet in outlets for feed in outlet.feeds]
        self._feeds = {feed_key(feed.url): feed for feed in feeds}
        self._hosts: dict[str, set[str]] = {}
        for feed in feeds:
            for place in _places(feed.url):
                self._hosts.setdefault(place, set()).add(feed.outlet_id)

    def outlet_of(self, outline: Outline) -> Outlet | None:
        """The outlet that an outline belongs to, where that is beyond doubt."""
        if feed := self._feed_of(outline):
            return self.by_id[feed.outlet_id]
        if (marked := outline.mark("outlet")) in self.by_id:
            return self.by_id[marked]
        for url in (outline.html_url, outline.xml_url):
            # By host alone first, then by the first folder: one host may serve two outlets.
            for place in _places(url):
                if len(ids := self._hosts.get(place, set())) == 1:
                    return self.by_id[next(iter(ids))]
        return None

    def outlet(self, outlet_id: str, outlines: Sequence[Outline]) -> Outlet:
        """A known outlet with the feeds of the outlines in place of its own."""
        outlet = self.by_id[outlet_id]
        return replace(outlet, feeds=tuple(self._feed(outlet, each) for each in outlines))

    def _feed(self, outlet: Outlet, outline: Outline) -> Feed:
        feed = self._feed_of(outline)
        if feed is None:
            return _new_feed(outlet.id, outlet.name, outline)
        feed = replace(feed, enabled=True, **_told(outline, feed))
        if feed_key(feed.url) == feed_key(outline.xml_url):
            return feed
        url = outline.xml_url  # a copy of the known feed, such as an archive's
        return replace(feed, id=feed_id(outlet.id, url), url=url)

    def _feed_of(self, outline: Outline) -> Feed | None:
        urls = [url for url in (outline.xml_url, outline.html_url) if is_http(url)]
        return next(
            (self._feeds[key] for url in urls if (key := feed_key(url)) in self._feeds), None
        )


def _places(url: str) -> tuple[str, ...]:
    host = public_host(url)
    folder = urlsplit(url).path.strip("/").split("/")[0] if host else ""
    return (host, f"{host}/{folder}") if host else ()


def _family(outline: Outline) -> str:
    """What the feeds of one unknown outlet have in common."""
    host = public_host(outline.html_url) or public_host(outline.xml_url)
    name = host or outline.text or outline.html_url or outline.xml_url
    return outline.mark("outlet") or name


def _made(key: str, outlines: Sequence[Outline], taken: set[str]) -> Outlet:
    first = outlines[0]
    outlet_id = _free_id(key, taken)
    texts = {outline.text or key for outline in outlines}
    name = first.outlet_name or (texts.pop() if len(texts) == 1 else key)
    name = name.removeprefix("www.")
    feeds = tuple(_new_feed(outlet_id, name, outline) for outline in outlines)
    kind, zone = first.mark("kind"), first.mark("zone")
    return Outlet(
        id=outlet_id,
        name=name,
        native_name=first.mark("native_name") or name,
        kind=kind if kind in KINDS else "portal",
        country=first.mark("country"),
        languages=tuple(dict.fromkeys(feed.language for feed in feeds if feed.language)),
        zone=zone if is_zone(zone) else "UTC",
        feeds=feeds,
    )


def _free_id(key: str, taken: set[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")
    digits = sha256(key.encode()).hexdigest()[:8]
    free = plain if plain and plain not in taken else f"{plain}-{digits}".strip("-")
    taken.add(free)
    return free


def _new_feed(outlet_id: str, name: str, outline: Outline) -> Feed:
    scope = outline.mark("scope")
    return Feed(
        id=feed_id(outlet_id, outline.xml_url),
        outlet_id=outlet_id,
        url=outline.xml_url,
        language=outline.language,
        edition=outline.mark("edition") or _edition(outline, name),
        scope=cast(Scope, scope) if scope in SCOPES else "all",
        note="" if scope else "from an OPML list, which does not tell its scope",
        proxy=outline.mark("proxy"),
        categories=outline.categories,
        page=outline.page,
        title=outline.title,
    )


def _told(outline: Outline, feed: Feed) -> dict[str, Any]:
    """What a list says of a feed that is known: it counts, but silence unsays nothing."""
    proxy = outline.mark("proxy")
    told = {
        "proxy": feed.proxy if proxy == shown_proxy(feed.proxy) else proxy,
        "categories": outline.categories,
        "page": outline.page,
        "title": outline.title,
    }
    return {name: value for name, value in told.items() if value}


def _edition(outline: Outline, name: str) -> str:
    """What tells the feed from the outlet's others; a bare host name does not."""
    hosts = {urlsplit(url).netloc for url in (outline.html_url, outline.xml_url) if is_http(url)}
    return "" if outline.mark("outlet") or outline.text in hosts | {name} else outline.text
