"""Feeds through proxies: which one is asked, what it must not reach, what stays unsaid."""

from __future__ import annotations

import asyncio
import base64
import socket
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from feeds.fetch import Fetcher
from feeds.model import FeedState, Response
from feeds.proxies import proxy_problem, shown_proxy
from feeds.settings import Settings
from feeds.urls import is_private
from feeds.wire.names import Address, refuse_private
from feeds.wire.trouble import PrivateAddress
from tests.origin import origin, says
from tests.wire.proxy import Proxy, proxy

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
SHUT = Settings(host_spacing=0, timeout=5, proxy_resolves=True)
NEW = FeedState("f")


def through(url: str, settings: Settings = SHUT, refusal: str = "") -> tuple[Response, Proxy]:
    """A fetch by a feed whose own proxy is the one that is given back."""

    async def run() -> tuple[Response, Proxy]:
        async with proxy(refusal=refusal) as found, Fetcher(settings, lambda: NOW) as fetcher:
            way = found.url.replace("//", "//me:s3cret@")
            return await fetcher.fetch("f", url, NEW, way), found

    return asyncio.run(run())


def test_a_feed_is_asked_through_its_own_proxy_which_alone_gets_the_password() -> None:
    response, found = through("http://herald.example/feed")
    assert (response.outcome, response.body) == (None, b"<rss/>")
    assert found.heads[0].startswith("GET http://herald.example/feed HTTP/1.1")
    assert base64.b64encode(b"me:s3cret").decode() in found.heads[0]
    assert "\r\nAuthorization" not in found.heads[0]


def test_the_settings_proxy_is_for_feeds_that_name_none() -> None:
    async def run() -> list[int]:
        async with proxy() as own, proxy() as common, origin() as server:
            settings = replace(SHUT, proxy=common.url, allow_private=True)
            async with Fetcher(settings, lambda: NOW) as fetcher:
                await fetcher.fetch("f", "http://herald.example/", NEW)
                await fetcher.fetch("f", "http://herald.example/", NEW, own.url)
                await fetcher.fetch("f", server.on("/", says(b"<rss/>")), NEW, "direct")
            return [len(common.heads), len(own.heads), len(server.heads)]

    assert asyncio.run(run()) == [1, 1, 1]


def test_the_environments_proxy_is_asked_but_for_private_addresses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)

    async def run() -> list[tuple[str | None, int]]:
        async with proxy() as found:
            monkeypatch.setenv("http_proxy", found.url)
            seen = []
            async with Fetcher(SHUT, lambda: NOW) as fetcher:
                for host in ("herald.example", "\uff11\uff10.0.0.1", "10.0.0.1", "localhost"):
                    response = await fetcher.fetch("f", f"http://{host}/", NEW)
                    seen.append((response.outcome, len(found.heads)))
            return seen

    assert asyncio.run(run()) == [(None, 1), *[("refused", 1)] * 3]


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "0x7f000001",
        "0177.0.0.1",
        "2130706433",
        "10.0.0.1.",
        "[::ffff:10.0.0.1]",
        "[fe80::1%25eth0]",
        "169.254.169.254",
        "\uff11\uff12\uff17.0.0.1",
        "127\u30020\u30020\u30021",
        "%31%32%37.0.0.1",
    ],
)
def test_a_private_address_is_not_reached_through_a_proxy(host: str) -> None:
    response, found = through(f"http://{host}/latest/")
    assert response.outcome == "refused"
    assert "private address" in response.error
    assert found.heads == []


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST.", "printer", "box.local", "db.internal", "a.lan"]
)
def test_names_of_ones_own_network_are_not_reached_either(host: str) -> None:
    response, found = through(f"http://{host}/")
    assert (response.outcome, found.heads) == ("refused", [])


def test_a_name_is_looked_up_here_before_the_proxy_may_do_it() -> None:
    known = {"inside.example": "10.0.0.7", "herald.example": "93.184.215.14"}

    async def dns(host: str) -> list[Address]:
        if host not in known:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return [(socket.AF_INET, known[host])]

    def check(host: str, proxy_resolves: bool = False) -> None:
        asyncio.run(refuse_private(host, is_private, proxy_resolves, dns))

    with pytest.raises(PrivateAddress):
        check("inside.example")
    check("inside.example", proxy_resolves=True)  # a censor's DNS is not to be believed
    check("herald.example")
    check("known-to-the-proxy.example")


def test_a_dns_that_hangs_delays_no_exit(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: over.wait(30) and [])

    async def run() -> Response:
        async with Fetcher(replace(SHUT, timeout=0.2), lambda: NOW) as fetcher:
            return await fetcher.fetch("f", "http://herald.example/", NEW)

    begun = time.monotonic()
    response = asyncio.run(run())
    over.set()
    assert response.outcome == "timed-out"
    assert time.monotonic() - begun < 3


def test_a_redirect_through_a_proxy_to_a_private_address_is_refused() -> None:
    async def run() -> tuple[Response, int]:
        away = "302 Found\r\nlocation: http://10.0.0.1/"
        async with proxy(refusal=away) as found, Fetcher(SHUT, lambda: NOW) as fetcher:
            url = "http://herald.example/"
            return await fetcher.fetch("f", url, NEW, found.url), len(found.heads)

    response, asked = asyncio.run(run())
    assert (response.outcome, asked) == ("refused", 1)


@pytest.mark.parametrize(
    ("refusal", "says"),
    [
        ("407 Proxy Authentication Required", "asks for a user name and a password"),
        ("502 Bad Gateway", "did not connect (HTTP 502 Bad Gateway)"),
    ],
)
def test_a_proxy_that_will_not_is_named_without_its_password(refusal: str, says: str) -> None:
    response, found = through("https://herald.example/feed", refusal=refusal)
    assert found.heads[0].startswith("CONNECT herald.example:443 HTTP/1.1")
    assert response.outcome == "failed"
    assert response.error.startswith(f"the proxy {found.url} ")
    assert says in response.error
    assert "s3cret" not in repr(response)


def test_a_proxy_that_nobody_runs_is_told() -> None:
    async def run() -> Response:
        async with proxy() as gone:
            pass
        async with Fetcher(SHUT, lambda: NOW) as fetcher:
            return await fetcher.fetch("f", "http://herald.example/", NEW, gone.url)

    response = asyncio.run(run())
    assert response.outcome == "failed"
    assert response.error.startswith("no connection to the proxy http://127.0.0.1:")


@pytest.mark.parametrize("way", ["socks5://me:s3cret@127.0.0.1:9", "ftp://127.0.0.1", "http://"])
def test_a_proxy_that_cannot_be_spoken_to_is_told_before_anything_is_sent(way: str) -> None:
    async def run() -> Response:
        async with Fetcher(SHUT, lambda: NOW) as fetcher:
            return await fetcher.fetch("f", "http://herald.example/", NEW, way)

    response = asyncio.run(run())
    assert response.outcome == "failed"
    assert response.error.startswith("the proxy ")
    assert " cannot be used: " in response.error
    assert "s3cret" not in response.error


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("direct", True),
        ("http://proxy.example:3128", True),
        ("https://me:secret@proxy.example", True),
        ("http://proxy.example:3128/", True),
        ("http://proxy.example:3128/path", False),
        ("http://proxy.example:99999", False),
        ("http://[::1", False),
        ("socks5h://127.0.0.1:9050", False),
        ("proxy.example:3128", False),
        ("http://proxy.example\r\nx: y", False),
        ("", False),
    ],
)
def test_what_a_proxy_looks_like(text: str, fine: bool) -> None:
    assert (proxy_problem(text) == "") == fine


def test_a_proxy_is_shown_without_its_password() -> None:
    assert shown_proxy("http://me:secret@proxy.example:3128/") == "http://proxy.example:3128"
    assert "secret" not in shown_proxy("http://me:secret@[::1")
