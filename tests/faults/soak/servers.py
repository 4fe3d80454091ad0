"""The servers of a soak, in a process of their own: they fail by the hour, and write down what
they answered. The process ends when its standard input does."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path
from typing import TextIO

from aiohttp import web

from tests.bench.origins import SPARE, allow_files, serve_app
from tests.faults.soak.clock import Clock
from tests.faults.soak.world import World

SILENT = 10.0  # real seconds without an answer: longer than any poller waits


class Servers:
    """Every feed at a loopback address of its own."""

    def __init__(self, world: World, clock: Clock, log: TextIO) -> None:
        self._world, self._clock, self._log = world, clock, log

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """What a feed says now, or how its server fails."""
        assert request.transport is not None
        host = request.transport.get_extra_info("sockname")[0].split(".")
        feed, at = (int(host[2]) - 1) * 250 + int(host[3]) - 1, self._clock.true()
        fault = "" if self._clock.is_calm else self._world.fault(feed, at)
        if fault:
            return await self._fail(request, fault)
        window = self._world.window(feed, at)
        tag = {"ETag": f'"{feed}-{window.stop}"'}
        self._log.write(f"{feed} {window.start} {window.stop}\n")
        if request.headers.get("If-None-Match") == tag["ETag"]:
            return web.Response(status=304, headers=tag)
        body = self._world.document(feed, at).encode()
        return web.Response(body=body, content_type="application/rss+xml", headers=tag)

    async def _fail(self, request: web.Request, fault: str) -> web.StreamResponse:
        if fault == "silent":
            await asyncio.sleep(SILENT)
        if fault == "cut":
            answer = web.StreamResponse(headers={"Content-Length": "5000"})
            await answer.prepare(request)
            await answer.write(b"<rss><channel><title>Paper")
            assert request.transport is not None
            request.transport.abort()
            return answer
        if fault == "throttled":
            return web.Response(status=429, headers={"Retry-After": "1800"})
        if fault == "page":
            return web.Response(text="<html><p>Back soon</p></html>", content_type="text/html")
        return web.Response(status=500)


async def serve(servers: Servers, feeds: int) -> None:
    """Serve until standard input ends."""
    app = web.Application()
    app.router.add_get("/feed.xml", servers.answer)
    await serve_app(app, feeds)


def main() -> None:
    """Serve as asked on the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.soak.servers")
    parser.add_argument("--feeds", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--hours", type=float, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    asked = parser.parse_args()
    allow_files(asked.feeds + SPARE)
    with (asked.folder / "answered").open("a") as log:
        world, clock = World(asked.seed, asked.hours), Clock(asked.folder / "clock")
        asyncio.run(serve(Servers(world, clock, log), asked.feeds))


if __name__ == "__main__":
    main()
