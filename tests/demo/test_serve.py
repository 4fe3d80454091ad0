"""The demo's server: windows by its clock, conditional GET, and the planted faults."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPMessage
from urllib.parse import urlsplit

import feedparser
import pytest

from feeds.demo.plan import Fault
from feeds.demo.serve import DemoServer
from feeds.demo.world import World, build

UNTIL = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def world() -> World:
    return build(7, UNTIL)


@pytest.fixture(scope="module")
def server(world: World) -> Iterator[DemoServer]:
    with DemoServer(world) as running:
        yield running


def get(
    server: DemoServer, feed_id: str, at: datetime, **headers: str
) -> tuple[int, HTTPMessage, bytes]:
    server.set_clock(at)
    parts = urlsplit(server.url(feed_id))
    connection = HTTPConnection(str(parts.hostname), parts.port, timeout=5)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", parts.path, headers=sent)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


def fault(world: World, kind: str) -> Fault:
    return next(fault for fault in world.faults if fault.kind == kind)


def test_every_feed_answers_with_its_window(server: DemoServer, world: World) -> None:
    for feed in world.feeds:
        status, headers, body = get(server, feed.id, UNTIL)
        entries = feedparser.parse(body).entries
        if "json" in headers["Content-Type"]:
            entries = json.loads(body)["items"]
        assert status == 200
        assert 0 < len(entries) <= world.plans[feed.id].window


def test_nothing_is_listed_before_its_time(server: DemoServer, world: World) -> None:
    feed_id, at = "harbour-times-all", world.from_at + timedelta(days=20)
    _, _, body = get(server, feed_id, at)
    shown = {entry.id for entry in feedparser.parse(body).entries}
    listed = [i.id for i in world.items if i.feed_id == feed_id and i.listed_at <= at]
    assert shown == set(listed[-world.plans[feed_id].window :])


def test_an_unchanged_window_is_not_sent_twice(server: DemoServer) -> None:
    _, headers, _ = get(server, "mna-ar", UNTIL)
    status, _, body = get(server, "mna-ar", UNTIL, If_None_Match=headers["ETag"])
    assert (status, body) == (304, b"")
    changed = headers["Last-Modified"]
    assert get(server, "mna-ar", UNTIL, If_Modified_Since=changed)[0] == 304


def test_a_changed_window_is_sent_again(server: DemoServer) -> None:
    _, headers, _ = get(server, "mna-ar", UNTIL - timedelta(days=2))
    status, _, body = get(server, "mna-ar", UNTIL, If_None_Match=headers["ETag"])
    assert status == 200
    assert body


def test_the_date_header_follows_the_clock(server: DemoServer) -> None:
    _, headers, _ = get(server, "mna-en", UNTIL - timedelta(days=1))
    assert headers["Date"] == "Thu, 19 Nov 2026 12:00:00 GMT"


def test_an_edited_headline_replaces_the_first(server: DemoServer, world: World) -> None:
    item = next(
        i
        for i in world.items
        if len(i.versions) > 1 and i.feed_id == "orvel-press-all" and i.versions[1].at < UNTIL
    )
    first, second = (words.title for words in item.versions)
    before = get(server, item.feed_id, item.listed_at)[2].decode()
    after = get(server, item.feed_id, item.versions[1].at)[2].decode()
    assert first in before
    assert second not in before
    assert second in after


def test_a_feed_is_down_for_three_days(server: DemoServer, world: World) -> None:
    outage = fault(world, "outage")
    assert outage.to_at - outage.from_at == timedelta(days=3)
    assert get(server, outage.feed_id, outage.from_at)[0] == 503
    assert get(server, outage.feed_id, outage.to_at)[0] == 200


def test_a_feed_answers_html_for_a_while(server: DemoServer, world: World) -> None:
    moved = fault(world, "html")
    status, headers, body = get(server, moved.feed_id, moved.from_at)
    assert status == 200
    assert headers["Content-Type"].startswith("text/html")
    assert b"<html>" in body
    assert b"jsonfeed" in get(server, moved.feed_id, moved.to_at)[2]


def test_an_unknown_feed_is_not_found(server: DemoServer) -> None:
    assert get(server, "nobody", UNTIL)[0] == 404


def test_outlets_keep_their_feed_ids_on_loopback(server: DemoServer, world: World) -> None:
    moved = [feed for outlet in server.outlets() for feed in outlet.feeds]
    assert [feed.id for feed in moved] == [feed.id for feed in world.feeds]
    assert all(feed.url.startswith("http://127.0.0.1:") for feed in moved)
