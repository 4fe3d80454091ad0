"""Twenty-odd hosts that misbehave and three that do not, in one pass: each fails by itself."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import brotli
import pytest

from feeds.fetch import Fetcher
from feeds.model import Feed, Outlet, Poll, Subject
from feeds.pipeline import Pipeline
from feeds.polling import poller
from feeds.settings import Settings
from feeds.store import open_store
from feeds.store.protocol import Store
from tests.faults import documents
from tests.faults.behaviours import (
    HEAD,
    expands,
    is_silent,
    leads_to,
    never_comes_to_the_point,
    never_ends_its_headers,
    says,
    writes,
)
from tests.faults.hosts import PRIVATE, PUBLIC, Behaviour, Hosts, Names, forbidden

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
TIMEOUT = 5.0
GOOD = ("beacon", "gull", "tern")
FEED = documents.rss()
SUBJECT = Subject("faults", "Faults", "أعطال", "UTC", (), (), ())

# name: (what it does, outcome, words in the ledger)
BAD: dict[str, tuple[Behaviour, str, str]] = {
    "silent": (is_silent, "timed-out", "no whole answer"),
    "drip": (writes(HEAD.encode(), *[b"\r\n", *[b"<"] * 99], every=1), "timed-out", "no whole"),
    "leaves": (says(b"", length=500), "failed", "cut short"),
    "mute": (writes(), "failed", "without an answer"),
    "chunks": (
        writes(HEAD.encode() + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n<rss"),
        "failed",
        "chunk size",
    ),
    "half-chunk": (
        writes(HEAD.encode() + b"Transfer-Encoding: chunked\r\n\r\nff\r\n<rss>"),
        "failed",
        "cut short",
    ),
    "gzip-bomb": (expands("gzip", 10_000), "failed", "larger than 2,000,000"),
    "brotli-bomb": (expands("br", 10_000), "failed", "larger than 2,000,000"),
    "plain-bomb": (expands("identity", 10_000), "failed", "larger than 2,000,000"),
    "nested-gzip": (
        says(gzip.compress(gzip.compress(FEED, mtime=0), mtime=0), "Content-Encoding: gzip, gzip"),
        "failed",
        "unknown content encoding",
    ),
    "gzip-in-gzip": (
        says(gzip.compress(gzip.compress(FEED, mtime=0), mtime=0), "Content-Encoding: gzip"),
        "not-a-feed",
        "not a feed",
    ),
    "brotli-rest": (
        says(brotli.compress(FEED)[:-4], "Content-Encoding: br"),
        "failed",
        "cut short",
    ),
    "many-members": (
        says(gzip.compress(b"", mtime=0) * 400_000, "Content-Encoding: gzip"),
        "failed",
        "more than",
    ),
    "headers": (never_ends_its_headers, "failed", "does not speak HTTP"),
    "hints": (never_comes_to_the_point, "timed-out", "no whole answer"),
    "laughs": (says(documents.laughs()), "not-a-feed", "entities"),
    "quadratic": (says(documents.quadratic()), "not-a-feed", "entities"),
    "external": (says(documents.external()), "not-a-feed", "external entity"),
    "deep": (says(documents.deep()), "not-a-feed", "inside each other"),
    "attributes": (says(documents.many_attributes(20_000)), "not-a-feed", "attributes"),
    "to-file": (leads_to("file:///etc/passwd"), "refused", "file:///etc/passwd"),
    "to-script": (leads_to("javascript:alert(1)"), "refused", "javascript"),
}
INWARD = {  # redirects to where nobody from outside should get
    "metadata": "http://169.254.169.254/latest/meta-data/",
    "mapped": "http://[::ffff:127.0.0.1]:PORT/",
    "hexadecimal": "http://0x7f000001:PORT/",
    "decimal": "http://2130706433:PORT/",
    "octal": "http://0177.0.0.1:PORT/",
    "short": "http://127.1:PORT/",
    "zero": "http://0:PORT/",
    "localhost": "http://localhost.:PORT/",
    "unspecified": "http://[::]:PORT/",
    "loopback-6": "http://[::1]:PORT/",
    "nat64": "http://[64:ff9b::7f00:1]:PORT/",
    "user": "http://gull.example:PORT@127.0.0.1:PORT/",
    "hash": "http://127.0.0.1:PORT#@gull.example:PORT/",
    "wide": "http://１２７.０.０.１:PORT/",
    "dots": "http://127。0。0。1:PORT/",
    "turned": "http://turned.example:PORT/",  # a name that points inward
    "both": "http://both.example:PORT/",  # a name with two addresses, both inward
}


@dataclass
class Web:
    """The hosts, the names that lead to them, and a store that polls them."""

    hosts: Hosts
    names: Names
    store: Store

    def feed(self, name: str, behaviour: Behaviour) -> Outlet:
        url = self.hosts.on(name, behaviour)
        feed = Feed(name, name, url, "en")
        return Outlet(name, name, name, "newspaper", "Harbourland", ("en",), "UTC", feeds=(feed,))

    def polled(self, *outlets: Outlet) -> dict[str, Poll]:
        """What one pass brought, by feed."""
        settings = Settings(timeout=TIMEOUT, host_spacing=0, max_bytes=2_000_000)
        pipeline = Pipeline(self.store, lambda: SUBJECT, outlets, settings)
        return {poll.feed_id: poll for poll in pipeline.poll(lambda: NOW, everything=True).polls}


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    names = Names()
    monkeypatch.setattr(socket, "getaddrinfo", names)
    monkeypatch.setattr(poller, "Fetcher", partial(Fetcher, forbidden=forbidden))
    store = open_store(f"sqlite:///{tmp_path}/desk.db", create=True)
    with Hosts().open() as hosts:
        yield Web(hosts, names, store)
    store.close()


def unlike(polls: dict[str, Poll], expected: dict[str, tuple[str, str]]) -> list[str]:
    """Polls with another outcome, without these words, or that vouch for any time."""
    return [
        f"{name}: {poll.outcome}, {poll.error}"
        for name, (outcome, words) in expected.items()
        if (poll := polls[name]).outcome != outcome
        or words not in poll.error
        or poll.observed_from_at
    ]


def test_bad_hosts_fail_each_by_itself_and_the_good_ones_are_stored(web: Web) -> None:
    hung = threading.Event()
    web.names.answers["dns-down.example"] = [socket.gaierror(socket.EAI_AGAIN, "try again")]
    web.names.answers["dns-void.example"] = [socket.gaierror(socket.EAI_NONAME, "no such name")]
    web.names.answers["dns-hung.example"] = [hung]
    expected = {name: (outcome, words) for name, (_, outcome, words) in BAD.items()}
    expected |= {"dns-down": ("failed", "DNS: no answer"), "dns-void": ("failed", "DNS: no such")}
    expected |= {"dns-hung": ("timed-out", "no whole answer")}
    outlets = [web.feed(name, behaviour) for name, (behaviour, _, _) in BAD.items()]
    outlets += [web.feed(f"dns-{kind}", says(FEED)) for kind in ("down", "void", "hung")]
    outlets += [web.feed(name, says(FEED)) for name in GOOD]
    begun = time.monotonic()
    polls = web.polled(*outlets)
    assert time.monotonic() - begun < 8 * TIMEOUT
    hung.set()
    wrong = unlike(polls, expected)
    assert not wrong, "\n".join(wrong)
    assert {polls[name].outcome for name in GOOD} == {"fresh"}
    assert {entry.feed_id for entry in web.store.entries()} == set(GOOD)


def test_no_redirect_leads_inward(web: Web) -> None:
    web.names.answers["localhost"] = [[PRIVATE]]
    web.names.answers["turned.example"] = [["10.0.0.1"]]
    web.names.answers["both.example"] = [["10.0.0.1", "fd00::1"]]
    targets = {n: url.replace("PORT", str(web.hosts.port)) for n, url in INWARD.items()}
    outlets = [web.feed(f"to-{name}", leads_to(url)) for name, url in targets.items()]
    polls = web.polled(*outlets, *(web.feed(name, says(FEED)) for name in GOOD))
    assert web.hosts.trespassers == 0
    wrong = unlike(polls, {f"to-{name}": ("refused", "address") for name in INWARD})
    assert not wrong, "\n".join(wrong)
    assert {polls[name].outcome for name in GOOD} == {"fresh"}


def test_a_name_that_turns_inward_between_two_polls_is_refused_at_the_second(web: Web) -> None:
    outlet = web.feed("turncoat", says(FEED))
    web.names.answers["turncoat.example"] = [[PUBLIC], [PRIVATE]]
    first, second = web.polled(outlet), web.polled(outlet)
    assert first["turncoat"].outcome == "fresh"
    assert second["turncoat"].outcome == "refused"
    assert "turncoat.example is at a private address" in second["turncoat"].error
    assert (web.names.asked["turncoat.example"], web.hosts.trespassers) == (2, 0)


def test_a_name_that_turns_inward_between_look_up_and_connection_is_refused(web: Web) -> None:
    """The first answer is public; the redirect to another port of the same name asks again."""
    port = web.hosts.port
    outlet = web.feed("rebinds", leads_to(f"http://rebinds.example:{port + 1}/"))
    web.names.answers["rebinds.example"] = [[PUBLIC], [PRIVATE]]
    poll = web.polled(outlet)["rebinds"]
    assert (poll.outcome, poll.redirects) == (
        "refused",
        ((302, f"http://rebinds.example:{port + 1}/"),),
    )
    assert web.hosts.trespassers == 0
