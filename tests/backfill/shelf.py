"""A loopback server of old documents: every path answers as it was told, and is remembered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import cast


@dataclass(frozen=True)
class Answer:
    """Status, body and headers; `cut` promises more bytes than come."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False


Decider = Callable[[str], Answer | None]  # path with query -> an answer, or None for 404


def says(body: str | bytes = b"", status: int = 200, **headers: str) -> Answer:
    """An answer; `retry_after="5"` becomes `retry-after: 5`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(body.encode() if isinstance(body, str) else body, status, named)


class Shelf:
    """Answers by path and query, one after the other, the last for good; else by a decider."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.told: defaultdict[str, list[Answer]] = defaultdict(list)
        self.decide: Decider = lambda path: None
        self._http = _Http(self)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._http.server_port}"

    def on(self, path: str, *answers: Answer | str) -> str:
        """Tell a path what to answer; its address."""
        self.told[path] += [says(a) if isinstance(a, str) else a for a in answers]
        return self.url + path

    def answer(self, path: str) -> Answer:
        """What a path answers now."""
        self.asked.append(path)
        told = self.told.get(path)
        if told:
            return told.pop(0) if len(told) > 1 else told[0]
        return self.decide(path) or says("not here", 404)

    @contextmanager
    def open(self) -> Iterator[Shelf]:
        """Listen while the context is open."""
        thread = Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._http.shutdown()
            self._http.server_close()
            thread.join()


class _Http(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, shelf: Shelf) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.shelf = shelf


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        answer = cast(_Http, self.server).shelf.answer(self.path)
        self.send_response_only(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        promised = len(answer.body) + (100 if answer.cut else 0)
        self.send_header("Content-Length", str(promised))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Be quiet."""
