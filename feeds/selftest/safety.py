"""Questions on servers that mean harm: where they lead, how much and how slowly they send."""

from __future__ import annotations

import asyncio
import gzip
import time
from dataclasses import replace

from feeds.model import FeedState, Response
from feeds.selftest.answers import Answer, drips, says
from feeds.selftest.desk import Desk, expect, same
from feeds.selftest.documents import Item, rss
from feeds.urls import is_private

NAMES = ("127.0.0.1", "localhost", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]")
NUMBERS = ("2130706433", "127.1")  # on some systems this machine, on others no address at all
INWARD = (  # where a public server may try to lead; this machine first: nothing else is asked
    "http://localhost:PORT/secret",  # where the guard is broken
    "http://0x7f000001:PORT/secret",
    "http://[::ffff:127.0.0.1]:PORT/secret",
    "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.1/",
    "http://[fd00::1]/",
    "file:///etc/hosts",
    "gopher://127.0.0.1:PORT/secret",
)


class Gate:
    """Lets the first dial through, as if it were public; judges the others, and stops all."""

    def __init__(self) -> None:
        self.first, self.slipped = "", list[str]()

    def __call__(self, ip: str) -> bool:
        if not self.first:
            self.first = ip
            return False
        if not is_private(ip):
            self.slipped.append(ip)
        return True


def no_private_addresses(desk: Desk) -> None:
    """No address of this machine or its network is asked, whatever its name or the way there."""
    _straight(desk)
    desk.origin.on("/secret", says(rss("a")))
    for target in INWARD:
        location = target.replace("PORT", str(desk.origin.port))
        response, gate = asyncio.run(_led(desk, location))
        same(f"outcome of a redirect to {target}", response.outcome, "refused")
        same(f"addresses taken for public on the way to {target}", gate.slipped, [])
    same("requests for what lies inside", len(desk.origin.asked("/secret")), 0)
    _credentials(desk)


def _straight(desk: Desk) -> None:
    desk.settle(allow_private=False)
    hosts = (*NAMES, *NUMBERS)
    feeds = [desk.feed(f"door{n}", says(rss("a")), host=host) for n, host in enumerate(hosts)]
    feeds += [desk.feed(scheme, url=f"{scheme}:///etc/hosts") for scheme in ("file", "ftp")]
    desk.poll()
    for feed in feeds:
        poll, either = desk.last(feed), feed.url.split("/")[2].split(":")[0] in NUMBERS
        outcome = "refused" if either and poll.outcome == "failed" else poll.outcome
        same(f"outcome of {feed.url}", outcome, "refused")
        expect(bool(poll.error), f"the ledger does not say why {feed.url} was refused")
    same("requests to this machine", len(desk.origin.log), 0)
    desk.forget()
    desk.settle(allow_private=True)


async def _led(desk: Desk, location: str) -> tuple[Response, Gate]:
    desk.origin.on("/lead", says(b"", 302, location=location))
    gate, shut = Gate(), replace(desk.settings, allow_private=False)
    async with desk.parts.fetcher(shut, lambda: desk.at, forbidden=gate) as fetcher:
        return await fetcher.fetch("lead", desk.origin.url("/lead"), FeedState("lead")), gate


def _credentials(desk: Desk) -> None:
    """A password in a feed's address stays with its own host."""
    there = desk.origin.url("/there", "localhost")
    url = desk.origin.url("/mine").replace("//", "//me:secret@")
    desk.feed("mine", says(b"", 302, location=there), url=url)
    desk.origin.on("/there", says(rss("a")))
    given = desk.origin.url("/given").replace("//", "//me:secret@")
    desk.feed("giver", says(b"", 302, location=given))
    desk.origin.on("/given", says(rss("a")))
    desk.poll()
    for path in ("/there", "/given"):
        log = desk.origin.asked(path)
        same(f"requests for {path}", len(log), 1)
        same(f"credentials forwarded to {path}", log[0].header("Authorization"), None)


LIMIT = 100_000  # bytes
SECONDS = 0.6


def limits(desk: Desk) -> None:
    """Limits on bytes as sent and as expanded, on time and on entries; a drip is cut off."""
    desk.settle(max_bytes=LIMIT, timeout=SECONDS, max_entries=3)
    bomb = gzip.compress(b"\0" * 50_000_000, mtime=0)
    endless = Answer((b"<rss>" + b" " * 20_000,) * 2_000)
    cases = {
        "large": (says(b" " * 2 * LIMIT), "failed"),
        "bomb": (says(bomb, content_encoding="gzip"), "failed"),
        "endless": (endless, "failed"),
        "drip": (drips(rss("dcba").encode(), 0.05), "timed-out"),
        "silent": (replace(says(rss("a")), pause=5.0), "timed-out"),
    }
    feeds = {name: desk.feed(name, answer) for name, (answer, _) in cases.items()}
    begun = time.monotonic()
    desk.poll()
    took = time.monotonic() - begun
    for name, feed in feeds.items():
        poll = desk.last(feed)
        same(f"outcome ({name})", (poll.outcome, poll.observed_from_at), (cases[name][1], None))
        expect(bool(poll.error), f"the ledger does not say what is wrong ({name})")
        expect(poll.bytes_received <= 4 * LIMIT, f"{poll.bytes_received:,} bytes taken ({name})")
    expect(took < 4 * SECONDS + 2, f"it took {took:.1f} s to cut them off")
    many = desk.feed("many", says(rss(Item(letter) for letter in "edcba")))
    desk.poll()
    same("entries taken of too many", desk.last(many).entries_seen, 3)
    expect("3 of 5" in desk.state(many).alarm, "nothing says that entries were left out")
