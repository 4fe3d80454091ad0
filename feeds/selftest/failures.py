"""Questions on servers that fail, move, end, or send something else than a feed."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from feeds.model import OBSERVING, Feed, FeedState, Parsed, RawEntry, Response
from feeds.selftest.answers import says
from feeds.selftest.desk import Desk, expect, same
from feeds.selftest.documents import page, rss, undated

DAY = timedelta(days=1)
MANY = 8  # failures in a row: more than any tool stops after, and up to the ceiling
OFTEN = 4  # consistent redirects are surely enough


def never_silent(desk: Desk) -> None:
    """Backoff doubles to a ceiling; 403 and 404 are soft; a feed is never silently given up."""
    feeds = [desk.feed(f"status{status}", says(b"", status)) for status in (500, 403, 404)]
    desk.poll()
    waits = [_failed_again(desk, feeds) for _ in range(MANY)]
    for feed, *lengths in zip(feeds, *waits, strict=True):
        grows = all(b >= min(1.7 * a, 0.85 * DAY) for a, b in pairwise(lengths))
        expect(grows, f"{feed.id}: waits of {_hours(lengths)} h are no exponential backoff")
        expect(max(lengths) <= DAY, f"{feed.id} waits for {max(lengths)}")
        expect(bool(desk.last(feed).error), f"the ledger does not say why {feed.id} failed")
        desk.now_says(feed, says(rss("a")))
    desk.at += DAY
    desk.poll(everything=False)
    for feed in feeds:
        same(f"outcome once it was well again ({feed.id})", desk.last(feed).outcome, "fresh")
        same(f"failures in a row then ({feed.id})", desk.state(feed).failures, 0)


def _failed_again(desk: Desk, feeds: list[Feed]) -> list[timedelta]:
    """The waits of all feeds after one more failure, asked just when they were due."""
    before = [len(desk.asked(feed)) for feed in feeds]
    desk.at += max(desk.wait(feed) for feed in feeds)
    desk.poll(everything=False)
    for feed, count in zip(feeds, before, strict=True):
        same(
            f"requests for a failing feed that is due ({feed.id})", len(desk.asked(feed)), count + 1
        )
    return [desk.wait(feed) for feed in feeds]


def _hours(waits: list[timedelta]) -> str:
    return ", ".join(f"{wait / timedelta(hours=1):.1f}" for wait in waits)


def redirects(desk: Desk) -> None:
    """301 and 308 are kept once consistent, with history; 302 and 307 never; flaws are told."""
    desk.origin.on("/new", says(rss("a")))
    desk.origin.on("/other", says(rss("a")))
    feeds = {status: _moved(desk, status, "/new") for status in (301, 308, 302, 307)}
    fickle = desk.feed("fickle", *[says(b"", 301, location=to) for to in ("/new", "/other") * 3])
    desk.poll()
    history = ((301, desk.origin.url("/new")),)
    same("the ledger's redirects", desk.last(feeds[301]).redirects, history)
    desk.later()
    desk.poll()
    same("requests for the old address after two redirects", len(desk.asked(feeds[301])), 2)
    for _ in range(OFTEN):
        desk.later()
        desk.poll()
    for status, feed in feeds.items():
        asked, outcome = len(desk.asked(feed)), desk.last(feed).outcome
        expect((asked < OFTEN) == (status in (301, 308)), f"{status}: old address asked {asked}x")
        same(f"outcome behind a {status}", outcome, "unchanged")
    same("requests for one that redirects here and there", len(desk.asked(fickle)), OFTEN + 2)
    same("where the feed has moved to", desk.state(feeds[308]).moved_to, desk.origin.url("/new"))
    _flaws(desk)


def _moved(desk: Desk, status: int, to: str) -> Feed:
    return desk.feed(f"moved{status}", says(b"", status, location=to))


def _flaws(desk: Desk) -> None:
    loop = desk.feed("loop", says(b"", 301, location="/loop"))
    desk.poll()
    same("outcome of a loop", desk.last(loop).outcome, "failed")
    expect("loop" in desk.last(loop).error, f"a loop is called {desk.last(loop).error!r}")
    secure, plain = "https://quay.example/feed", "http://quay.example/feed"
    feed, state = Feed("tls", "quay", secure, "en"), FeedState("tls")
    entry = RawEntry("a", "a", "", "The ferry comes in", "", 0, "", "", published_raw="2026-03-01")
    down = Response(secure, plain, desk.at, 1, 200, body=b"1", redirects=((301, plain),))
    for _ in range(OFTEN):
        parsed = Parsed("rss", entries=(entry,))
        state = desk.parts.judge(feed, down, parsed, state, {}, desk.settings).state
    expect("https" in state.alarm, f"a redirect from https to http raises {state.alarm!r}")
    same("where such a feed is kept to have moved", state.moved_to, "")


def gone_retires(desk: Desk) -> None:
    """A 410 retires the feed, says so, and leaves the others alone."""
    gone, well = desk.feed("gone", says(rss("a"))), desk.feed("well", says(rss("a")))
    desk.poll()
    poll = desk.polled(gone, says(b"", 410))
    same("outcome", (poll.status, poll.outcome, poll.observed_from_at), (410, "retired", None))
    expect("410" in poll.error, f"the ledger says {poll.error!r}")
    expect("retired" in poll.next_due_why, f"the schedule says {poll.next_due_why!r}")
    same("retired", (desk.state(gone).retired, desk.state(well).retired), (True, False))
    for _ in range(3):
        desk.later(48)
        desk.poll()
        desk.poll(everything=False)
    same("requests for a retired feed", len(desk.asked(gone)), 2)
    expect(len(desk.asked(well)) >= 5, "another feed is no longer asked")
    same("entries that it left", len(desk.entries(gone)), 1)


NO_FEEDS = {
    "a page": says(page("The Quay"), content_type="text/html"),
    "a page that says to be a feed": says(page("The Quay")),
    "a captcha": says(
        page("Just a moment...", "<script src='/cdn-cgi/challenge-platform'></script>")
    ),
    "nothing": says(b""),
    "blanks": says(b" \n\n"),
    "words": says(b"Service temporarily unavailable"),
    "other JSON": says(b'{"error": "quota"}', content_type="application/json"),
    "no entries": says(rss("")),
}


def not_a_feed(desk: Desk) -> None:
    """A page, a captcha, nothing or no entries is a failure; undated entries raise an alarm."""
    feed = desk.feed("feed", says(rss("ba")))
    desk.poll()
    known = desk.state(feed)
    for number, (what, answer) in enumerate(NO_FEEDS.items(), start=1):
        poll = desk.polled(feed, answer)
        expect(poll.outcome not in OBSERVING, f"{what} is taken for coverage: {poll.outcome}")
        same(f"what {what} vouches for", poll.observed_from_at, None)
        expect(bool(poll.error), f"the ledger does not say what is wrong with {what}")
        same(f"failures in a row after {what}", desk.state(feed).failures, number)
        same(f"window after {what}", desk.state(feed).window, known.window)
    poll = desk.polled(feed, says(rss("cba")))
    same(
        "what joins on again", (poll.outcome, poll.observed_from_at), ("fresh", known.last_poll_at)
    )
    _undated(desk)


def _undated(desk: Desk) -> None:
    feed = desk.feed("undated", says(undated("ba")))
    desk.poll()
    first, bound = desk.last(feed), desk.at
    same("outcome of undated entries", (first.outcome, first.entries_undated), ("undated", 2))
    expect("undated" in desk.state(feed).alarm, "undated entries raise no alarm")
    poll = desk.polled(feed, says(undated("cba")))
    same("what a second poll of them vouches for", poll.observed_from_at, bound)
    same("last poll without the new one", desk.entries(feed)[-1].listed_after_at, bound)
    same("failures in a row", desk.state(feed).failures, 0)
    poll = desk.polled(feed, says(rss("dcba")))
    expect("undated" not in desk.state(feed).alarm, "the alarm stays once dates came")
