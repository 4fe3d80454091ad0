"""Questions on when a feed is asked: its interval, what headers ask for, one at a time."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime
from itertools import pairwise

from feeds.selftest.answers import drips, says, unchanged
from feeds.selftest.desk import Desk, expect, same
from feeds.selftest.documents import Item, rss
from feeds.selftest.server import Asked, overlapping

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SPACING = 0.15  # seconds
FLOOR = timedelta(minutes=5)  # whatever a feed says
WINDOW = "lkjihgfedcba"  # six days: none of it is lost by waiting for hours
ELSEWHERE = "localhost"  # another name, hence another host


def polite_interval(desk: Desk) -> None:
    """Hourly at most, daily without validators, faster for a busy feed; restarts; jitter."""
    slow = [desk.feed(f"slow{n}", says(rss("dcba"), etag='"1"')) for n in range(6)]
    plain = desk.feed("plain", says(rss("dcba")))
    desk.poll()
    waits = [desk.wait(feed) for feed in slow]
    early = min(waits)
    expect(early >= 0.9 * HOUR, f"a slow feed is due again after {early}")
    expect(max(waits) <= DAY, f"a feed waits for {max(waits)}")
    expect(len(set(waits)) == len(waits), "feeds polled together are due at the same instant")
    rare = desk.wait(plain)
    expect(rare >= 6 * HOUR, f"without validators a slow feed is due again after {rare}")
    expect(rare <= DAY, f"without validators a feed waits for {rare}")
    expect(bool(desk.last(plain).next_due_why), "the ledger does not say why then")
    desk.at += early - timedelta(minutes=1)
    desk.poll(everything=False)
    same("requests before any was due, after a restart", len(desk.origin.log), 7)
    desk.at += max(waits)
    desk.poll(everything=False)
    same("requests for a feed whose time had come", len(desk.asked(slow[0])), 2)
    _busy(desk)


def _busy(desk: Desk) -> None:
    """A feed that replaces its window within the hour."""
    feed = desk.feed("busy", says(b""))
    for hour in range(3):
        dates = [format_datetime(desk.at + timedelta(minutes=6 * n)) for n in range(10)]
        items = [Item(f"{hour}-{n}", guid="", date=date) for n, date in enumerate(dates)]
        desk.polled(feed, says(rss(items[::-1]), etag=f'"{hour}"'))
    wait = desk.wait(feed)
    expect(FLOOR <= wait < 0.9 * HOUR, f"a feed that loses entries every hour is due in {wait}")


def from_headers(desk: Desk) -> None:
    """max-age, Expires, ttl and sy:updatePeriod put the next poll off, to a day at most."""
    at = format_datetime(desk.at + 6 * HOUR, usegmt=True)
    period = "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
    asking = {
        "max-age": says(rss(WINDOW), etag='"1"', cache_control="public, max-age=21600"),
        "Expires": says(rss(WINDOW), etag='"1"', expires=at),
        "ttl": says(rss(WINDOW, "<ttl>360</ttl>"), etag='"1"'),
        "updatePeriod": says(rss(WINDOW, period), etag='"1"'),
        "max-age of a month": says(rss(WINDOW), etag='"1"', cache_control="max-age=2592000"),
    }
    feeds = {what: desk.feed(what.replace(" ", "-"), answer) for what, answer in asking.items()}
    hasty = desk.feed("hasty", says(rss(WINDOW, "<ttl>1</ttl>"), etag='"1"', expires="0"))
    desk.poll()
    for what, feed in feeds.items():
        wait = desk.wait(feed)
        expect(6 * HOUR <= wait <= DAY, f"{what} asks for 6 h or more, the next poll is in {wait}")
    soonest = desk.wait(hasty)
    expect(soonest >= FLOOR, f"a ttl of 1 min makes the next poll be in {soonest}")
    _on_a_304(desk)


def _on_a_304(desk: Desk) -> None:
    feed = desk.feed("later", says(rss(WINDOW, "<ttl>360</ttl>"), etag='"1"'))
    desk.poll()
    desk.polled(feed, unchanged(), hours=6)
    held = desk.wait(feed)
    expect(held >= 5 * HOUR, f"a 304 forgets the ttl of 6 h: the next poll is in {held}")
    desk.polled(feed, unchanged(cache_control="max-age=28800"), hours=6)
    held = desk.wait(feed)
    expect(held >= 8 * HOUR, f"the max-age of a 304 asks for 8 h, the next poll is in {held}")


def retry_after(desk: Desk) -> None:
    """Retry-After of 429 and 503, in seconds or by the server's own clock, for feed and host."""
    skewed = desk.at - 3 * DAY
    date, until = (format_datetime(at, usegmt=True) for at in (skewed, skewed + 5 * HOUR))
    answers = {
        "429 in seconds": (says(b"", 429, retry_after="18000"), 5 * HOUR),
        "503 in seconds": (says(b"", 503, retry_after="18000"), 5 * HOUR),
        "429 as a date": (says(b"", 429, retry_after=until, date=date), 5 * HOUR),
        "503 as a date": (says(b"", 503, retry_after=until, date=date), 5 * HOUR),
        "429 for a month": (says(b"", 429, retry_after="2592000"), DAY),
    }
    for name, (answer, wanted) in answers.items():
        feed = desk.feed(name.replace(" ", "-"), answer)
        desk.poll()
        same(f"outcome ({name})", desk.last(feed).outcome, "throttled")
        same(f"wait ({name})", desk.wait(feed), wanted)
        desk.forget()
    _for_the_host(desk)


def _for_the_host(desk: Desk) -> None:
    for name in ("first", "second"):
        not_now = [says(b"", 429, retry_after=wait) for wait in ("3600", "36000")]
        desk.feed(name, *not_now)
    desk.poll()
    desk.later(2)
    desk.poll()
    bystander = desk.feed("bystander", says(rss("a")))
    elsewhere = desk.feed("elsewhere", says(rss("a")), host=ELSEWHERE)
    desk.later(1)
    desk.poll(everything=False)
    same("requests to a host that keeps saying: not now", len(desk.asked(bystander)), 0)
    same("requests to another host meanwhile", len(desk.asked(elsewhere)), 1)
    desk.later(25)
    desk.poll(everything=False)
    same("requests once the host had rested", len(desk.asked(bystander)), 1)


def one_at_a_time(desk: Desk) -> None:
    """One request at a time per host, spaced; with the spacing off, several."""
    slow = drips(rss("ba").encode(), 0.01, 200)
    feeds = [desk.feed(f"f{n}", slow) for n in range(3)]
    desk.feed("mover", says(b"", 302, location=feeds[0].url), host=ELSEWHERE)
    desk.settle(host_spacing=SPACING)
    desk.poll()
    log = sorted(_at_home(desk), key=lambda asked: asked.began)
    same("requests", len(log), 4)
    expect(not list(overlapping(log)), "two requests to one host at the same time")
    rests = [b.began - a.ended for a, b in pairwise(log)]
    expect(min(rests) >= SPACING * 0.8, f"{min(rests):.3f} s between two requests, not {SPACING}")
    desk.origin.log.clear()
    desk.settle(host_spacing=0.0)
    desk.poll()
    expect(bool(list(overlapping(_at_home(desk)))), "spacing cannot be turned off")


def _at_home(desk: Desk) -> list[Asked]:
    return [asked for asked in desk.origin.log if asked.host != ELSEWHERE]
