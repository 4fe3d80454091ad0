"""A scripted origin on a free loopback port: it answers as told and remembers every request."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from itertools import pairwise
from threading import Event, Thread
from types import TracebackType

from aiohttp import web

from feeds.selftest.answers import Answer, says

HOST = "127.0.0.1"


@dataclass(slots=True)
class Asked:
    """One request as it came; instants of the monotonic clock, in seconds."""

    path: str
    headers: dict[str, bytes]  # names in lower case
    began: float
    ended: float = 0.0

    @property
    def host(self) -> str:
        """The name it was asked by, without port."""
        return self.headers.get("host", b"").decode("latin-1").rsplit(":", 1)[0]

    def header(self, name: str) -> bytes | None:
        """A header's bytes, or None where it was not sent."""
        return self.headers.get(name.lower())


class Origin:
    """Answers by path, in order; the last one stays. A context manager with a thread of its own.

    `clock` gives the Date of its answers.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.log: list[Asked] = []
        self.port = 0
        self._clock = clock
        self._script: defaultdict[str, list[Answer]] = defaultdict(list)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ready, self._stop = Event(), asyncio.Event()
        self._thread = Thread(target=self._live, daemon=True)

    def __enter__(self) -> Origin:
        self._thread.start()
        self._ready.wait()
        if self._loop is None:
            raise OSError("no server could be started on 127.0.0.1")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def on(self, path: str, *answers: Answer) -> None:
        """Let a path answer so from now on."""
        self._script[path] = list(answers)

    def url(self, path: str, host: str = HOST) -> str:
        """Where a path is served, under a name of this machine."""
        return f"http://{host}:{self.port}{path}"

    def asked(self, path: str) -> list[Asked]:
        """The requests for a path, oldest first."""
        return [asked for asked in self.log if asked.path == path]

    def _live(self) -> None:
        try:
            asyncio.run(self._serve_until_stopped())
        finally:
            self._ready.set()

    async def _serve_until_stopped(self) -> None:
        runner = web.ServerRunner(web.Server(self._serve, access_log=None), shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.TCPSite(runner, HOST, 0).start()
            self.port = int(runner.addresses[0][1])
            self._loop = asyncio.get_running_loop()
            self._ready.set()
            await self._stop.wait()
        finally:
            await runner.cleanup()

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        headers = {name.decode("latin-1").lower(): value for name, value in request.raw_headers}
        asked = Asked(request.raw_path, headers, time.monotonic())
        self.log.append(asked)
        script = self._script.get(request.path) or [says(b"", 404)]
        answer = script.pop(0) if len(script) > 1 else script[0]
        try:
            return await self._give(request, answer.to(asked.header("If-None-Match")))
        finally:
            asked.ended = time.monotonic()

    async def _give(self, request: web.BaseRequest, answer: Answer) -> web.StreamResponse:
        if answer.raw:
            return _cut(request, answer)
        headers = {"date": format_datetime(self._clock(), usegmt=True)} | dict(answer.headers)
        await asyncio.sleep(answer.pause)
        if len(answer.pieces) == 1:
            return web.Response(body=answer.pieces[0], status=answer.status, headers=headers)
        response = web.StreamResponse(status=answer.status, headers=headers)
        with suppress(ConnectionError):  # the poller has had enough
            await response.prepare(request)
            for piece in answer.pieces:
                await response.write(piece)
                await asyncio.sleep(answer.pause)
        return response


def _cut(request: web.BaseRequest, answer: Answer) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.write(b"".join(answer.pieces))
        request.transport.close()
    return web.Response()


def overlapping(log: list[Asked]) -> Iterator[tuple[Asked, Asked]]:
    """Pairs of requests of which the second began before the first was answered."""
    for first, second in pairwise(sorted(log, key=lambda asked: asked.began)):
        if second.began < first.ended:
            yield first, second
