"""What each feed of a world answers at an instant; rendered once per change."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from threading import Lock

from feeds.demo.plan import FeedPlan
from feeds.demo.render import TYPES, Line, render
from feeds.demo.world import Item, World
from feeds.model import Feed

DOWN = b"The server is down for repairs.\n"
PAGE = (
    b"<!doctype html><html><head><title>Back soon</title></head>"
    b"<body><h1>We are moving house</h1><p>The site will be back soon.</p></body></html>\n"
)


@dataclass(frozen=True, slots=True)
class Page:
    """One answer: what a feed's server would send at an instant."""

    status: int
    content_type: str
    body: bytes
    etag: str = ""
    changed_at: datetime | None = None


class Shelf:
    """All feeds of a world, asked by id and instant."""

    def __init__(self, world: World) -> None:
        self._faults = world.faults
        self._feeds = {feed.id: feed for feed in world.feeds}
        self._titles = {o.id: o.native_name for o in world.outlets}
        self._plans: dict[str, FeedPlan] = world.plans
        self._items: dict[str, list[Item]] = defaultdict(list)
        for item in world.items:
            self._items[item.feed_id].append(item)
        self._listed = {feed: [i.listed_at for i in items] for feed, items in self._items.items()}
        self._changes = {feed: _changes(self._items[feed]) for feed in self._feeds}
        self._rendered: dict[str, tuple[int, Page]] = {}
        self._lock = Lock()

    def page(self, feed_id: str, at: datetime) -> Page | None:
        """The answer of a feed at an instant; None for a feed that does not exist."""
        feed = self._feeds.get(feed_id)
        if feed is None:
            return None
        for fault in self._faults:
            if fault.feed_id == feed_id and fault.from_at <= at < fault.to_at:
                if fault.kind == "outage":
                    return Page(503, "text/plain; charset=utf-8", DOWN)
                if fault.kind == "html":
                    return Page(200, "text/html; charset=utf-8", PAGE)
        return self._document(feed, at)

    def _document(self, feed: Feed, at: datetime) -> Page:
        changes = self._changes[feed.id]
        state = bisect_right(changes, at)
        with self._lock:
            kept = self._rendered.get(feed.id)
            if kept is None or kept[0] != state:
                changed_at = changes[state - 1] if state else None
                kept = (state, self._draw(feed, at, changed_at))
                self._rendered[feed.id] = kept
        return kept[1]

    def _draw(self, feed: Feed, at: datetime, changed_at: datetime | None) -> Page:
        plan = self._plans[feed.id]
        count = bisect_right(self._listed.get(feed.id, []), at)
        shown = self._items[feed.id][max(0, count - plan.window) : count]
        lines = [_line(item, at) for item in reversed(shown)]
        body = render(plan.format, feed, self._titles[feed.outlet_id], lines)
        etag = f'"{sha256(body).hexdigest()[:16]}"'
        return Page(200, TYPES[plan.format], body, etag, changed_at)


def _line(item: Item, at: datetime) -> Line:
    standing = [words for words in item.versions[1:] if words.at <= at]
    return Line(item, standing[-1] if standing else item.versions[0])


def _changes(items: list[Item]) -> list[datetime]:
    """Every instant at which a feed's document may change, ascending."""
    edits = [max(words.at, item.listed_at) for item in items for words in item.versions[1:]]
    return sorted([item.listed_at for item in items] + edits)
