"""What a fetch asks, where it stops, and how it says what went wrong."""

from __future__ import annotations

import asyncio
import gzip
import socket
import time
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime

import brotli
import pytest

from feeds.errors import ConfigError
from feeds.fetch import Fetcher
from feeds.model import FeedState, Response
from feeds.settings import Settings
from tests.origin import Answer, Origin, drips, origin, says

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
OPEN = Settings(allow_private=True, host_spacing=0, timeout=5)
NEW = FeedState("f")
FEED = b"<rss><channel><item><title>Bridge opens</title></item></channel></rss>"


def visit(
    script: Callable[[Origin], str], state: FeedState = NEW, settings: Settings = OPEN
) -> tuple[Response, Origin]:
    """Fetch the URL that a script gives, from an origin of its own."""

    async def run() -> tuple[Response, Origin]:
        async with origin() as server, Fetcher(settings, lambda: NOW) as fetcher:
            return await fetcher.fetch("f", script(server), state), server

    return asyncio.run(run())


def test_a_body_comes_with_status_headers_and_the_given_instant() -> None:
    response, _ = visit(lambda o: o.on("/", says(FEED, etag='W/"a"')))
    assert (response.status, response.body, response.outcome) == (200, FEED, None)
    assert response.headers["etag"] == 'W/"a"'
    assert response.started_at == NOW
    assert response.bytes_received == len(FEED)


def test_validators_go_back_byte_for_byte() -> None:
    state = replace(NEW, etag='W/"e-x"', last_modified="yesterday, roughly")
    response, server = visit(lambda o: o.on("/", says(status=304, etag='"b"')), state)
    assert server.header("If-None-Match") == 'W/"e-x"'
    assert server.header("If-Modified-Since") == "yesterday, roughly"
    assert (response.status, response.outcome) == (304, None)
    assert response.headers["etag"] == '"b"'


def test_no_validator_is_invented_and_a_304_out_of_nowhere_is_a_failure() -> None:
    response, server = visit(lambda o: o.on("/", says(status=304)))
    assert server.header("If-None-Match") is None
    assert server.header("If-Modified-Since") is None
    assert response.outcome == "failed"


def test_headers_say_who_asks_and_nothing_else() -> None:
    settings = replace(OPEN, user_agent="Coverline/9 (+https://tool.example)")

    def script(server: Origin) -> str:
        server.on("/b", says(FEED))
        return server.on("/a", says(status=302, location="/b", set_cookie="id=1"))

    _, server = visit(script, settings=settings)
    assert server.header("User-Agent") == "Coverline/9 (+https://tool.example)"
    assert server.header("Cookie") is None
    assert server.header("Referer") is None


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(FEED, mtime=0)),
        ("gzip", gzip.compress(FEED[:9], mtime=0) + gzip.compress(FEED[9:], mtime=0) + b"\0\0"),
        ("deflate", zlib.compress(FEED)),
        ("deflate", zlib.compress(FEED)[2:-4]),
        ("br", brotli.compress(FEED)),
        ("identity", FEED),
    ],
)
def test_bodies_are_expanded(coding: str, body: bytes) -> None:
    response, _ = visit(lambda o: o.on("/", says(body, content_encoding=coding)))
    assert (response.error, response.body) == ("", FEED)
    assert response.bytes_received == len(body)


BOMB = b"\0" * 3_000_000


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (says(gzip.compress(BOMB, mtime=0), content_encoding="gzip"), "larger than 1,000,000"),
        (says(zlib.compress(BOMB), content_encoding="deflate"), "larger than 1,000,000"),
        (says(brotli.compress(BOMB), content_encoding="br"), "larger than 1,000,000"),
        (says(BOMB), "larger than 1,000,000"),
        (says(FEED, content_encoding="gzip"), "not the gzip"),
        (says(FEED, content_encoding="br"), "not the brotli"),
        (says(gzip.compress(FEED, mtime=0)[:-9], content_encoding="gzip"), "cut short"),
        (says(brotli.compress(BOMB)[:-3], content_encoding="br"), "cut short"),
        (says(FEED, content_encoding="rot13"), "unknown content encoding rot13"),
        (says(FEED, content_length="9999"), "cut short"),
        (
            Answer([b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n<rss"]),
            "chunk size",
        ),
        (Answer([b"gopher says hello\r\n\r\n"]), "does not speak HTTP"),
        (Answer([]), "closed the connection without an answer"),
        (says(status=404), "HTTP 404 Not Found"),
        (says(status=503), "HTTP 503 Service Unavailable"),
        (says(status=799), "HTTP 799"),
    ],
)
def test_what_cannot_be_used_is_failed_with_words(answer: Answer, words: str) -> None:
    settings = replace(OPEN, max_bytes=1_000_000 if "larger" in words else 4_000_000)
    response, _ = visit(lambda o: o.on("/", answer), settings=settings)
    assert response.outcome == "failed"
    assert words in response.error
    assert response.body == b""


def test_a_slow_drip_is_cut_off() -> None:
    begun = time.monotonic()
    settings = replace(OPEN, timeout=0.3)
    response, _ = visit(lambda o: o.on("/", drips(FEED, 0.05)), settings=settings)
    assert response.outcome == "timed-out"
    assert "within 0.3 s" in response.error
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    ("status", "headers", "outcome"),
    [
        (429, {}, "throttled"),
        (429, {"retry_after": "120"}, "throttled"),
        (503, {"retry_after": "120"}, "throttled"),
        (503, {}, "failed"),
        (410, {}, "retired"),
        (403, {}, "failed"),
        (403, {"x_geo_block": "yes"}, "geo-blocked"),
        (451, {}, "geo-blocked"),
    ],
)
def test_the_status_decides_where_it_can(
    status: int, headers: dict[str, str], outcome: str
) -> None:
    response, _ = visit(lambda o: o.on("/", says(status=status, **headers)))
    assert (response.status, response.outcome) == (status, outcome)


REGION = b"<h1>Sorry</h1> This page is not available in your country."


@pytest.mark.parametrize(
    "answer",
    [
        says(REGION, status=403),
        says(gzip.compress(REGION, mtime=0), status=403, content_encoding="gzip"),
        says(REGION + b" " * 50_000, status=403),
        says(REGION, status=403, content_length="9999"),
    ],
    ids=["plain", "gzip", "long", "cut short"],
)
def test_a_regional_block_is_an_outcome_of_its_own(answer: Answer) -> None:
    response, _ = visit(lambda o: o.on("/", answer), settings=replace(OPEN, timeout=2))
    assert response.outcome == "geo-blocked"
    assert response.error == (
        "HTTP 403 Forbidden: closed to this country or region (its page says so)"
    )
    assert response.bytes_received <= 8_000


def test_a_page_of_a_refusal_that_drips_or_bursts_costs_little() -> None:
    bomb = says(gzip.compress(BOMB, mtime=0), status=403, content_encoding="gzip")
    assert visit(lambda o: o.on("/", bomb))[0].outcome == "failed"


def chain(*hops: tuple[str, int, str]) -> Callable[[Origin], str]:
    """An origin whose paths redirect as told; `/end` is a feed. Starts at the first path."""

    def script(server: Origin) -> str:
        server.on("/end", says(FEED))
        urls = [server.on(path, says(status=code, location=to)) for path, code, to in hops]
        return urls[0]

    return script


def test_redirects_are_followed_and_told() -> None:
    response, server = visit(chain(("/a", 301, "/b"), ("/b", 302, "end")))
    base = f"http://127.0.0.1:{server.port}"
    assert response.body == FEED
    assert response.redirects == ((301, f"{base}/b"), (302, f"{base}/end"))
    assert (response.url, response.final_url) == (f"{base}/a", f"{base}/end")


def test_a_loop_is_called_one() -> None:
    response, server = visit(chain(("/a", 301, "/b"), ("/b", 301, "/a")))
    assert response.outcome == "failed"
    assert "loop" in response.error
    assert len(server.heads) == 2


def test_five_redirects_are_enough() -> None:
    hops = [(f"/{n}", 302, f"/{n + 1}") for n in range(9)]
    response, server = visit(chain(*hops))
    assert "more than 5 redirects" in response.error
    assert len(server.heads) == 6


@pytest.mark.parametrize("location", ["file:///etc/hosts", "javascript:1", "", "http://[x"])
def test_a_redirect_off_the_web_is_refused(location: str) -> None:
    response, _ = visit(chain(("/a", 302, location)))
    assert response.outcome == "refused"


@pytest.mark.parametrize("url", ["file:///etc/hosts", "ftp://a.example/", "nonsense"])
def test_only_web_addresses_are_asked(url: str) -> None:
    assert visit(lambda _: url)[0].outcome == "refused"


def test_an_address_off_the_web_is_told_without_its_password() -> None:
    assert "secret" not in visit(lambda _: "ftp://me:secret@a.example/")[0].error


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f000001", "[::ffff:127.0.0.1]"])
def test_private_addresses_are_refused_before_a_byte_is_sent(host: str) -> None:
    shut = replace(OPEN, allow_private=False)
    response, server = visit(lambda o: o.on("/", says(FEED)).replace("127.0.0.1", host), NEW, shut)
    assert response.outcome == "refused"
    assert "private address" in response.error
    assert server.heads == []


def test_a_redirect_to_a_forbidden_address_is_refused() -> None:
    async def run() -> tuple[Response, int]:
        async with origin() as server, Fetcher(OPEN, forbidden=lambda ip: ip == "127.0.0.2") as f:
            secret = server.on("/secret", says(FEED)).replace("127.0.0.1", "127.0.0.2")
            url = server.on("/a", says(status=302, location=secret))
            return await f.fetch("f", url, NEW), len(server.heads)

    response, asked = asyncio.run(run())
    assert (response.outcome, asked) == ("refused", 1)


def test_the_password_of_a_feed_is_sent_but_is_no_part_of_where_its_links_lead() -> None:
    response, server = visit(lambda o: o.on("/a", says(FEED)).replace("//", "//me:secret@"))
    assert response.final_url == f"http://127.0.0.1:{server.port}/a"
    assert server.header("Authorization") == "Basic bWU6c2VjcmV0"


def test_credentials_of_a_redirect_are_not_forwarded() -> None:
    def script(server: Origin) -> str:
        end = server.on("/end", says(FEED)).replace("//", "//me:secret@")
        return server.on("/a", says(status=302, location=end))

    response, server = visit(script)
    assert response.body == FEED
    assert server.header("Authorization") is None
    assert "secret" not in str(response.redirects)


def test_nobody_listening_is_said_plainly() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    response, _ = visit(lambda _: f"http://127.0.0.1:{port}/")
    assert (response.outcome, response.error) == ("failed", "connection refused by 127.0.0.1")


def test_an_unknown_host_is_said_plainly() -> None:
    response, _ = visit(lambda _: "http://herald.invalid/feed")
    assert response.outcome == "failed"
    assert response.error.startswith("DNS: no ")


def together(settings: Settings, requests: int) -> tuple[float, int]:
    """(seconds, most requests at a time) of fetching one host's feeds at once."""

    async def run() -> tuple[float, int]:
        async with origin() as server, Fetcher(settings) as fetcher:
            urls = [server.on(f"/{n}", drips(b"<rss/>", 0.005)) for n in range(requests)]
            begun = time.monotonic()
            jobs: list[Awaitable[Response]] = [fetcher.fetch("f", url, NEW) for url in urls]
            assert all(response.status == 200 for response in await asyncio.gather(*jobs))
            return time.monotonic() - begun, server.most_busy

    return asyncio.run(run())


def test_one_request_at_a_time_per_host_with_a_rest_between() -> None:
    seconds, busiest = together(replace(OPEN, host_spacing=0.1), 3)
    assert busiest == 1
    assert seconds > 0.2


def test_the_limit_per_host_can_be_turned_off_but_not_the_overall_one() -> None:
    _, busiest = together(replace(OPEN, concurrency=2), 6)
    assert busiest == 2


def test_an_address_can_be_read_whole_or_says_why_not() -> None:
    async def run() -> None:
        async with origin() as server, Fetcher(OPEN) as fetcher:
            assert await fetcher.read_bytes(server.on("/opml", says(b"<opml/>"))) == b"<opml/>"
            with pytest.raises(ConfigError, match="HTTP 404"):
                await fetcher.read_bytes(server.on("/gone", says(status=404)))
            with pytest.raises(ConfigError, match="empty"):
                await fetcher.read_bytes(server.on("/void", says()))

    asyncio.run(run())
