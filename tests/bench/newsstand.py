"""Web servers that remember how they were asked: python -m tests.bench.newsstand --hosts 100

Hosts are loopback addresses 127.0.x.y on one port, which is printed once they listen; each serves
any number of feeds, /0.xml and so on. /told on any of them tells all requests so far as JSON:
[host, path, arrived, answered], both in seconds. The process ends when its standard input does.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.request import urlopen

from aiohttp import web

from tests.bench.origins import SPARE, address, allow_files, serve_app

Request = tuple[str, str, float, float]
ITEM = (
    "<item><title>Ferry {n} leaves for the islands of {feed}</title>"
    "<link>http://{feed}.example/{n}</link><guid>{feed}-{n}</guid><pubDate>{at}</pubDate></item>"
)


@dataclass(frozen=True)
class Stand:
    """The servers as a bench or a test sees them."""

    hosts: int
    port: int

    def urls(self, feeds: int) -> list[str]:
        """That many feeds, dealt out among the hosts."""
        return [
            f"http://{address(number % self.hosts)}:{self.port}/{number // self.hosts}.xml"
            for number in range(feeds)
        ]

    def told(self) -> list[Request]:
        """Every request so far, in order of arrival."""
        with urlopen(f"http://{address(0)}:{self.port}/told", timeout=30) as answer:
            return sorted((tuple(one) for one in json.load(answer)), key=lambda one: one[2])


def by_feed(requests: Sequence[Request]) -> dict[str, int]:
    """How often each feed was asked for."""
    found: defaultdict[str, int] = defaultdict(int)
    for host, path, _, _ in requests:
        found[f"{host}{path}"] += 1
    return found


def shortest_interval(requests: Sequence[Request]) -> float:
    """Seconds between two requests for one feed, where it was shortest; infinite where none was
    asked for twice."""
    last: dict[str, float] = {}
    found = float("inf")
    for host, path, arrived, _ in requests:
        found = min(found, arrived - last.get(f"{host}{path}", float("-inf")))
        last[f"{host}{path}"] = arrived
    return found


def shortest_gap(requests: Sequence[Request]) -> float:
    """Seconds between the end of a request to a host and the next there, where it was shortest;
    negative where two were under way at once."""
    ends: dict[str, float] = {}
    gaps = [1e9]
    for host, _, arrived, answered in requests:
        if host in ends:
            gaps.append(arrived - ends[host])
        ends[host] = max(answered, ends.get(host, 0.0))
    return min(gaps)


@contextmanager
def newsstand(hosts: int, entries: int = 5, latency: float = 0.05) -> Iterator[Stand]:
    """That many hosts while a process of their own serves them."""
    command = [sys.executable, "-m", "tests.bench.newsstand", "--hosts", str(hosts)]
    command += ["--entries", str(entries), "--latency", str(latency)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as server:
        assert server.stdout is not None
        try:
            yield Stand(hosts, int(server.stdout.readline()))
        finally:
            server.communicate()


async def serve(hosts: int, entries: int, latency: float) -> None:
    """Serve until standard input ends."""
    told: list[list[Any]] = []
    at = format_datetime(datetime.now(UTC))

    async def answer(request: web.Request) -> web.Response:
        assert request.transport is not None
        host = request.transport.get_extra_info("sockname")[0]
        line = [host, request.path, time.monotonic(), float("inf")]
        told.append(line)
        await asyncio.sleep(latency)
        feed = f"o{host.replace('.', '-')}{request.path[:-4].replace('/', '-')}"
        items = "".join(ITEM.format(n=n, feed=feed, at=at) for n in range(entries))
        body = f'<rss version="2.0"><channel><title>{feed}</title>{items}</channel></rss>'
        line[3] = time.monotonic()
        return web.Response(body=body.encode(), content_type="application/rss+xml")

    async def tell(request: web.Request) -> web.Response:
        now = time.monotonic()
        return web.json_response([[*line[:3], min(line[3], now)] for line in told])

    app = web.Application()
    app.router.add_get("/told", tell)
    app.router.add_get("/{feed}.xml", answer)
    await serve_app(app, hosts)


def main() -> None:
    """Serve as asked on the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.newsstand", description=__doc__)
    parser.add_argument("--hosts", type=int, default=100)
    parser.add_argument("--entries", type=int, default=5)
    parser.add_argument("--latency", type=float, default=0.05, help="seconds")
    asked = parser.parse_args()
    allow_files(asked.hosts + SPARE)
    asyncio.run(serve(asked.hosts, asked.entries, asked.latency))


if __name__ == "__main__":
    main()
