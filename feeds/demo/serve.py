"""A loopback HTTP server that plays all feeds of a world at the instant it is set to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import cast

from feeds.demo.shelf import Page, Shelf
from feeds.demo.world import World
from feeds.model import Feed, Outlet


class DemoServer:
    """Serves `/feed/<id>` on a free loopback port while the context is open.

    >>> with DemoServer(world) as server:
    ...     server.set_clock(instant)
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._http = _Http(Shelf(world), world.from_at)
        self._thread = Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> DemoServer:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def set_clock(self, at: datetime) -> None:
        """Let it be `at` for all feeds from now on."""
        self._http.clock = at.astimezone(UTC)

    def url(self, feed_id: str) -> str:
        """Where a feed is served."""
        return f"http://127.0.0.1:{self._http.server_port}/feed/{feed_id}"

    def outlets(self) -> tuple[Outlet, ...]:
        """The demo's outlets with the same feed ids, their addresses on this server."""
        return tuple(
            replace(outlet, feeds=tuple(map(self._moved, outlet.feeds)))
            for outlet in self._world.outlets
        )

    def _moved(self, feed: Feed) -> Feed:
        return replace(feed, url=self.url(feed.id))


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # a client's idle connection must not hold up the end
    request_queue_size = 128

    def __init__(self, shelf: Shelf, clock: datetime) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.shelf, self.clock = shelf, clock


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # one write per answer
    timeout = 30

    def do_GET(self) -> None:
        server = cast(_Http, self.server)
        page = server.shelf.page(self.path.removeprefix("/feed/"), server.clock)
        if page is None:
            page = Page(404, "text/plain; charset=utf-8", b"No such feed.\n")
        fresh = not self._unchanged(page)
        self.send_response(page.status if fresh else 304)
        for name, value in _headers(page).items():
            self.send_header(name, value)
        if fresh:
            self.send_header("Content-Length", str(len(page.body)))
        self.end_headers()
        self.wfile.write(page.body if fresh else b"")

    def _unchanged(self, page: Page) -> bool:
        if not page.etag:
            return False
        if tag := self.headers.get("If-None-Match"):
            return tag.strip() == page.etag
        since = self.headers.get("If-Modified-Since")
        try:
            known_at = parsedate_to_datetime(since) if since else None
        except ValueError:
            return False
        return bool(known_at and page.changed_at and page.changed_at <= known_at)

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The Date header, by the demo's clock."""
        return format_datetime(cast(_Http, self.server).clock, usegmt=True)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the poller keeps the ledger."""


def _headers(page: Page) -> dict[str, str]:
    headers = {"Content-Type": page.content_type}
    if page.etag:
        headers["ETag"] = page.etag
    if page.changed_at:
        headers["Last-Modified"] = format_datetime(page.changed_at, usegmt=True)
    return headers
