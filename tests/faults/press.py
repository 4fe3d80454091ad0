"""A loopback server of many feeds that change with every request, and remember what they showed."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import cast

FEEDS, WINDOW = 10, 6
WORDS = ("ferry", "harbour", "council", "bridge", "market", "strike", "school", "storm", "museum")
Item = tuple[str, str]  # (guid, title)
OUTLET = """
[[outlets]]
id = "{name}"
name = "The {name}"
native_name = "The {name}"
kind = "newspaper"
country = "Harbourland"
languages = ["en"]
zone = "UTC"
[[outlets.feeds]]
id = "{name}-all"
url = "{url}/{name}"
language = "en"
"""
TOPICS = '[[topics]]\nid = "ferry"\nlabel = "Ferry"\nlabel_ar = "العبّارة"\nterms.en = ["ferry"]\n'
BEGUN = datetime(2026, 1, 2, tzinfo=UTC)


class Press:
    """Each request to a feed may bring up to two new items and an edit, until it is frozen."""

    def __init__(self, seed: int, feeds: int = FEEDS) -> None:
        self.names = [f"paper-{n:02}" for n in range(feeds)]
        self.frozen = False
        self.padding = 0  # bytes by which documents are longer: many of them are parsed elsewhere
        self.shown: defaultdict[str, list[tuple[str, tuple[Item, ...]]]] = defaultdict(list)
        self._chance = {name: random.Random(f"{seed} {name}") for name in self.names}
        self._count: defaultdict[str, int] = defaultdict(int)
        self._windows = {name: self._fresh(name, WINDOW) for name in self.names}
        self._lock = Lock()
        self._http = _Http(self)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._http.server_port}"

    def window(self, name: str) -> tuple[Item, ...]:
        """What a feed shows now, the newest on top."""
        return tuple(self._windows[name])

    def document(self, name: str) -> bytes:
        """The next document of a feed; what it shows is remembered with its hash."""
        with self._lock:
            if not self.frozen:
                self._change(name)
            items = self.window(name)
            body = _rss(name, self.url, items).encode() + b" " * self.padding
            self.shown[name].append((sha256(body).hexdigest(), items))
            return body

    def write_subject(self, folder: Path) -> Path:
        """A subject folder that watches these feeds."""
        folder.mkdir()
        head = '[subject]\nid = "press"\nlabel = "The press"\nlabel_ar = "الصحافة"\nzone = "UTC"\n'
        outlets = (OUTLET.format(name=name, url=self.url) for name in self.names)
        (folder / "outlets.toml").write_text(head + "".join(outlets), "utf-8")
        (folder / "topics.toml").write_text(TOPICS, "utf-8")
        return folder

    @contextmanager
    def open(self) -> Iterator[Press]:
        """Listen while the context is open."""
        thread = Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._http.shutdown()
            self._http.server_close()
            thread.join()

    def _change(self, name: str) -> None:
        chance, window = self._chance[name], self._windows[name]
        if chance.random() < 0.3:
            at = chance.randrange(len(window))
            window[at] = (window[at][0], f"{window[at][1]}, corrected")
        self._windows[name] = (self._fresh(name, chance.choice((0, 0, 1, 2))) + window)[:WINDOW]

    def _fresh(self, name: str, items: int) -> list[Item]:
        found = []
        for _ in range(items):
            self._count[name] += 1
            words = " ".join(self._chance[name].choices(WORDS, k=5))
            found.append((f"{name}:{self._count[name]}", f"{words} {self._count[name]}"))
        return found[::-1]


def _rss(name: str, url: str, items: tuple[Item, ...]) -> str:
    listed = "".join(_item(f"{url}/{name}", guid, title) for guid, title in items)
    return f'<rss version="2.0"><channel><title>{name}</title>{listed}</channel></rss>'


def _item(base: str, guid: str, title: str) -> str:
    number = int(guid.rpartition(":")[2])
    date = format_datetime(BEGUN + timedelta(minutes=number))
    return (
        f'<item><guid isPermaLink="false">{guid}</guid><title>{title}</title>'
        f"<link>{base}/{number}</link><pubDate>{date}</pubDate></item>"
    )


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, press: Press) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.press = press

    def handle_error(self, request: object, client_address: object) -> None:
        """Be quiet: who asked was killed."""


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = cast(_Http, self.server).press.document(self.path.strip("/"))
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Be quiet."""
