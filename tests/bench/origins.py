"""Many web servers in one process: python -m tests.bench.origins --feeds 1000

Each feed has an origin of its own, a loopback address 127.0.x.y; all share one port, which is
printed once they listen. An answer waits for the latency, bears an ETag and is 304 where asked
with it. The process ends when its standard input does.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import resource
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from aiohttp import web

TEMPLATES = 40  # different documents; in each the feed's number is filled in
NUMBER = b"@@"
SPARE = 5000  # open files beside the listening sockets, for connections
WORDS = re.findall(
    r"\w+",
    "government council coast officials talks convoy border ministry report village "
    "checkpoint statement after before during northern eastern returned families forces "
    "shelling ceasefire agreement delegation meeting damaged power water prices market",
)


def address(number: int) -> str:
    """The loopback address of a feed's origin: 127.0.1.1 for the first, 250 in each /24."""
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


def urls(feeds: int, port: int) -> list[str]:
    """Where each of the feeds is served."""
    return [f"http://{address(number)}:{port}/feed.xml" for number in range(feeds)]


def template(seed: int, entries: int, newest_at: datetime) -> bytes:
    """An RSS document of about 700 bytes an entry, with markup in its summaries."""
    some = random.Random(seed)
    items = "".join(_item(some, number, newest_at) for number in range(entries))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        "<title>Outlet @@</title><link>http://outlet@@.example/</link>"
        f"<description>News</description><language>en</language>{items}</channel></rss>"
    ).encode()


def _item(some: random.Random, number: int, newest_at: datetime) -> str:
    title = f"{_text(some, 9)} {number}"
    at = format_datetime(newest_at - timedelta(minutes=17 * number))
    return (
        f"<item><title>{title}</title>"
        f"<link>http://outlet@@.example/{number}?utm_source=rss&amp;id={number}</link>"
        f'<guid isPermaLink="false">tag:outlet@@:{number}</guid><pubDate>{at}</pubDate>'
        f"<description><![CDATA[<p>{_text(some, 20)}</p><p>{_text(some, 20)} &amp; more</p>]]>"
        f"</description><category>{some.choice(WORDS)}</category>"
        f"<dc:creator>{_text(some, 2)}</dc:creator></item>\n"
    )


def _text(some: random.Random, words: int) -> str:
    return " ".join(some.choices(WORDS, k=words)).capitalize()


async def serve(feeds: int, entries: int, latency: float) -> None:
    """Serve until standard input ends."""
    now = datetime.now(UTC)
    documents = [template(seed, entries, now) for seed in range(TEMPLATES)]

    async def answer(request: web.Request) -> web.Response:
        await asyncio.sleep(latency)
        assert request.transport is not None
        host = request.transport.get_extra_info("sockname")[0].split(".")
        number = (int(host[2]) - 1) * 250 + int(host[3]) - 1
        tag = {"ETag": f'"{number}-1"'}
        if request.headers.get("If-None-Match") == tag["ETag"]:
            return web.Response(status=304, headers=tag)
        body = documents[number % TEMPLATES].replace(NUMBER, str(number).encode())
        return web.Response(body=body, content_type="application/rss+xml", headers=tag)

    app = web.Application()
    app.router.add_get("/feed.xml", answer)
    await serve_app(app, feeds)


async def serve_app(app: web.Application, hosts: int) -> None:
    """Serve at so many loopback addresses, on a port that is printed, until standard input ends."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    sockets = listening(hosts)
    for one in sockets:
        await web.SockSite(runner, one, backlog=16).start()
    print(sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()


def listening(feeds: int) -> list[socket.socket]:
    """One bound socket an origin, all on one port that is free on all of them."""
    while True:
        found: list[socket.socket] = []
        try:
            for number in range(feeds):
                one = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
                found.append(one)
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                port = found[0].getsockname()[1] if number else 0
                one.bind((address(number), port))
            return found
        except OSError as error:
            for one in found:
                one.close()
            if error.errno != 98:  # another port, if this one is taken somewhere
                raise


def allow_files(number: int) -> None:
    """Raise this process's limit of open files as far as it may; OSError if that is too low."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < number:
        if hard != resource.RLIM_INFINITY and hard < number:
            raise OSError(f"{number:,} open files are needed, {hard:,} allowed: ask for fewer")
        resource.setrlimit(resource.RLIMIT_NOFILE, (number, hard))


@contextmanager
def origins(feeds: int, entries: int = 50, latency: float = 0.05) -> Iterator[list[str]]:
    """The URLs of that many feeds while a server process of their own serves them."""
    command = [sys.executable, "-m", "tests.bench.origins", "--feeds", str(feeds)]
    command += ["--entries", str(entries), "--latency", str(latency)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as server:
        assert server.stdout is not None
        try:
            yield urls(feeds, int(server.stdout.readline()))
        finally:
            server.communicate()


def main() -> None:
    """Serve as asked on the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.origins", description=__doc__)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--entries", type=int, default=50)
    parser.add_argument("--latency", type=float, default=0.05, help="seconds")
    asked = parser.parse_args()
    allow_files(asked.feeds + SPARE)
    asyncio.run(serve(asked.feeds, asked.entries, asked.latency))


if __name__ == "__main__":
    main()
