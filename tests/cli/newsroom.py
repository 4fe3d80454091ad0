"""A loopback server that plays a few small outlets, well or badly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import cast

ITEM = """<item><guid>{outlet}-{n}</guid><link>{host}/{outlet}/{n}</link>
<title>{title}, says {outlet}</title><description>Ferry news {n}.</description>
<pubDate>Fri, 02 Jan 2026 0{n}:00:00 GMT</pubDate></item>"""
TITLES = ("Ferry to the islands delayed by fog", "Lighthouse keeper wins the chess cup")


class Newsroom:
    """Every path but a hung one is a feed with two stories and an ETag."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.hung: set[str] = set()  # paths that never answer
        self.bodies: dict[str, bytes] = {}  # paths that answer something else
        self.over = Event()
        self._http = _Http(self)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._http.server_port}"

    def body(self, path: str) -> bytes:
        """What a path answers."""
        outlet = path.strip("/")
        items = "".join(
            ITEM.format(outlet=outlet, n=n, host=self.url, title=title)
            for n, title in enumerate(TITLES)
        )
        feed = f'<rss version="2.0"><channel><title>{outlet}</title>{items}</channel></rss>'
        return self.bodies.get(path, feed.encode())

    def is_well(self) -> None:
        """From now on every path answers, and none has been asked for."""
        self.asked.clear()
        self.hung.clear()
        self.bodies.clear()

    def waits_for(self, path: str) -> None:
        """Return once a path was asked for."""
        for _ in range(600):
            if self.asked[path]:
                return
            self.over.wait(0.05)
        raise AssertionError(f"{path} was never asked for")

    @contextmanager
    def open(self) -> Iterator[Newsroom]:
        """Listen while the context is open."""
        thread = Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.over.set()
            self._http.shutdown()
            self._http.server_close()
            thread.join()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, newsroom: Newsroom) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.newsroom = newsroom


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        newsroom = cast(_Http, self.server).newsroom
        newsroom.asked[self.path] += 1
        if self.path in newsroom.hung:
            newsroom.over.wait(30)
            return
        asked = self.headers.get("If-None-Match")
        known = asked == '"v1"' and self.path not in newsroom.bodies
        body = b"" if known else newsroom.body(self.path)
        self.send_response(304 if known else 200)
        self.send_header("ETag", '"v1"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Be quiet."""
