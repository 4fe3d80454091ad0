"""Questions on conditional requests: validators that come, stay, and go back as they were."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress

from feeds.errors import StoreError
from feeds.model import Feed
from feeds.selftest.answers import raw, says, unchanged
from feeds.selftest.desk import Desk, expect, same
from feeds.selftest.documents import page, rss

Sent = tuple[bytes | None, bytes | None]


def sent(desk: Desk, feed: Feed, request: int = -1) -> Sent:
    """(If-None-Match, If-Modified-Since) of a request for a feed."""
    log = desk.asked(feed)
    expect(len(log) > max(request, 0), f"{feed.id} was asked {len(log)} times, which is too few")
    return log[request].header("If-None-Match"), log[request].header("If-Modified-Since")


def byte_exact(desk: Desk) -> None:
    """Validators go back byte for byte, and none is invented."""
    offered: dict[str, dict[str, str]] = {
        "weak": {"etag": 'W/"a,  b--gzip"', "last_modified": "Sun, 1 Mar 2026 6:00:00 +0000"},
        "bare": {"etag": "no-quotes/W"},
        "odd": {"last_modified": "yesterday,  roughly"},
        "none": {},
    }
    feeds = {name: desk.feed(name, says(rss("a"), 200, **held)) for name, held in offered.items()}
    desk.poll()
    desk.later()
    desk.poll()
    for name, held in offered.items():
        wanted = [held[key].encode() if key in held else None for key in ("etag", "last_modified")]
        same(f"validators of the first request ({name})", sent(desk, feeds[name], 0), (None, None))
        same(f"validators sent back ({name})", sent(desk, feeds[name], 1), tuple(wanted))


def always_kept(desk: Desk) -> None:
    """New validators are kept although the body is the same, and where just the ETag changed."""
    body = rss("ba")
    feed = desk.feed("feed", says(body, etag='"1"', last_modified="then"))
    desk.poll()
    desk.polled(feed, says(body, etag='"2"', last_modified="later"))
    desk.polled(feed, says(body, etag='"3"', last_modified="later"))
    same("after an unchanged body with new validators", sent(desk, feed), (b'"2"', b"later"))
    desk.polled(feed, unchanged())
    same("after an unchanged body with a new ETag", sent(desk, feed), (b'"3"', b"later"))
    desk.polled(feed, unchanged())
    same("after a 304 that named none", sent(desk, feed), (b'"3"', b"later"))


def same_etag_new_body(desk: Desk) -> None:
    """A 200 with the ETag of before and another body is read."""
    feed = desk.feed("feed", says(rss("a"), etag='"stuck"', last_modified="then"))
    desk.poll()
    poll = desk.polled(feed, says(rss("ba"), etag='"stuck"', last_modified="then"))
    same("outcome", (poll.outcome, poll.entries_new), ("fresh", 1))
    same("entries kept", len(desk.entries(feed)), 2)


def not_modified_extends(desk: Desk) -> None:
    """A 304 keeps the entries, vouches for the time up to now, and its headers are accepted."""
    feed = desk.feed("feed", says(rss("ba"), etag='"1"', last_modified="then"))
    desk.poll()
    first = desk.at
    poll = desk.polled(feed, unchanged(etag='"2"'))
    same("outcome", (poll.status, poll.outcome), (304, "unchanged"))
    same("start of what the 304 vouches for", poll.observed_from_at, first)
    same("entries that it confirms", (poll.entries_seen, poll.overlap), (2, 2))
    same("last observation", desk.state(feed).last_observed_at, desk.at)
    extended = desk.at
    poll = desk.polled(feed, says(rss("cba"), etag='"3"', last_modified="then"))
    same("validators after the 304", sent(desk, feed), (b'"2"', b"then"))
    same("start of what the next poll vouches for", poll.observed_from_at, extended)
    same("entries after it", (poll.entries_new, poll.overlap, poll.overran), (1, 2, False))
    same("entry versions kept", len(desk.entries(feed)), 3)


def after_store(desk: Desk) -> None:
    """Validators are kept only once the body that came with them was parsed and stored."""
    feed = desk.feed("feed", says(rss("a"), etag='"good"'))
    desk.poll()
    short = b"HTTP/1.1 200 OK\r\netag: \"cut\"\r\ncontent-length: 9999\r\n\r\n<rss version='2.0'>"
    for answer in (says(page("Log in"), etag='"page"'), says(b"", etag='"void"'), raw(short)):
        desk.polled(feed, answer)
    desk.polled(feed, says(rss("ba"), etag='"new"'))
    for request in (2, 3, 4):
        same("validators after an unusable body", sent(desk, feed, request)[0], b'"good"')
    _survives_a_locked_store(desk)


def _survives_a_locked_store(desk: Desk) -> None:
    feed = desk.feed("locked", says(rss("dcb"), etag='"never stored"'))
    desk.watch()
    path = desk.store_url.removeprefix("sqlite:///")
    hurried = desk.parts.open_store(f"{desk.store_url}?timeout=0.2")
    with closing(hurried), closing(sqlite3.connect(path, isolation_level=None)) as other:
        poller = desk.pipeline(hurried)
        other.execute("BEGIN IMMEDIATE")
        with suppress(StoreError):
            poller.poll(lambda: desk.at, True)
        other.execute("ROLLBACK")
    same("requests while the store was locked", len(desk.asked(feed)), 1)
    same("entries stored while the store was locked", desk.titles(feed), [])
    desk.poll()
    same("validators after a body that was not stored", sent(desk, feed), (None, None))
    same("entries stored afterwards", len(desk.entries(feed)), 3)
