"""Questions on the ledger: what was lost is written down, and a crash loses nothing."""

from __future__ import annotations

import subprocess
import time
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from feeds.model import Feed
from feeds.selftest.answers import holds, says
from feeds.selftest.desk import Desk, expect, same
from feeds.selftest.documents import Item, rss

Moment = Callable[[], bool]


def overrun(desk: Desk) -> None:
    """Nothing in common with the last poll is an overrun; where archives are offered, page back."""
    feed = desk.feed("feed", says(rss("ba")))
    desk.poll()
    bound = desk.at
    poll = desk.polled(feed, says(rss("zy")))
    same("overran, overlap", (poll.overran, poll.overlap), (True, 0))
    same("start of the time in which entries were lost", poll.observed_from_at, bound)
    same(
        "an overrun of the next poll, which joins",
        desk.polled(feed, says(rss("zy"))).overran,
        False,
    )
    for rel in ("prev-archive", "next"):
        _paged(desk, rel)


def _paged(desk: Desk, rel: str) -> None:
    def linked(items: str, to: str = "") -> str:
        return rss(items, f'<atom:link rel="{rel}" href="/{to}"/>' if to else "")

    feed = desk.feed(f"paged-{rel}", says(linked("ba")))
    desk.poll()
    desk.origin.on(f"/{rel}-2", says(linked("fe", f"{rel}-1")))
    desk.origin.on(f"/{rel}-1", says(linked("dcb", f"{rel}-0")))
    desk.origin.on(f"/{rel}-0", says(linked("a")))
    poll = desk.polled(feed, says(linked("hg", f"{rel}-2")))
    found = sorted(entry.raw.link[-1] for entry in desk.entries(feed))
    same(f"entries after paging back by {rel}", "".join(found), "abcdefgh")
    same(f"overrun after paging back by {rel}", (poll.overran, poll.entries_new), (False, 6))
    asked = [len(desk.origin.asked(f"/{rel}-{page}")) for page in (2, 1, 0)]
    same(f"pages asked until it joined ({rel})", asked, [1, 1, 0])


FEEDS, ITEMS = 60, 2
WRITTEN = 20_000  # bytes of the write-ahead log that only a batch of polls takes
DEADLINE = 20.0  # seconds for a child to get as far as it is to be killed at


def crash_safe(desk: Desk) -> None:
    """A poller killed in mid-write loses nothing and doubles nothing; bodies' hashes are kept."""
    feeds = [desk.feed(f"f{n}", holds(_body(n), f'"{n}"')) for n in range(FEEDS)]
    desk.watch()
    for moment in (_written, _half_asked, _derived):
        _kill(desk, moment(desk))
        _agree(desk, feeds)
    desk.later(48)
    desk.run()
    _agree(desk, feeds)
    for number, feed in enumerate(feeds):
        held = Counter((entry.raw.key, entry.version) for entry in desk.entries(feed))
        same(f"entries of {feed.id}, lost or doubled", (len(held), held.total()), (ITEMS, ITEMS))
        hashes = {poll.body_hash for poll in desk.polls(feed) if poll.status == 200}
        digest = sha256(_body(number).encode()).hexdigest()
        same(f"hash of the bodies of {feed.id}", hashes, {digest})
    same("stories in the end", len(desk.stories()), FEEDS * ITEMS)


def _body(number: int) -> str:
    names = [f"{letter}{number}" for letter in "ba"]
    return rss(Item(name, guid="") for name in names)


def _written(desk: Desk) -> Moment:
    log = Path(desk.store_url.removeprefix("sqlite:///") + "-wal")
    before = log.stat().st_size
    return lambda: log.stat().st_size > before + WRITTEN


def _half_asked(desk: Desk) -> Moment:
    before = len(desk.origin.log)
    return lambda: len(desk.origin.log) > before + FEEDS // 2


def _derived(desk: Desk) -> Moment:
    return lambda: desk.store.counts()["stories"] > 0


def _kill(desk: Desk, moment: Moment) -> None:
    """Let a child poll, and kill it at a moment; Wrong where it never comes to that."""
    end = time.monotonic() + DEADLINE
    with subprocess.Popen(
        [*desk.parts.child, desk.store_url],
        stdin=subprocess.PIPE,  # it ends with this process, and with that the child does
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as child:
        try:
            while not moment() and child.poll() is None and time.monotonic() < end:
                time.sleep(0.001)
            ended = child.poll()
        finally:
            child.kill()
        said = child.communicate()[1].decode(errors="replace").strip().splitlines()
    expect(ended is None, f"a poller ended by itself: {said[-1] if said else ended}")
    expect(time.monotonic() < end, f"a poller had not begun to write after {DEADLINE:g} s")


def _agree(desk: Desk, feeds: list[Feed]) -> None:
    """Every poll's numbers are those of the entries that it brought, and states know them."""
    states = desk.store.feed_states()
    for feed in feeds:
        polls, entries = desk.polls(feed), desk.entries(feed)
        brought = Counter((entry.poll_id, entry.version == 1) for entry in entries)
        for poll in polls:
            found = (brought[poll.id, True], brought[poll.id, False])
            same(f"entries of a poll of {feed.id}", found, (poll.entries_new, poll.entries_edited))
        same(
            f"entries of no poll ({feed.id})",
            {e.poll_id for e in entries} - {p.id for p in polls},
            set(),
        )
        state = states.get(feed.id)
        last = polls[-1].started_at if polls else None
        same(f"last poll that {feed.id} remembers", state.last_poll_at if state else None, last)
