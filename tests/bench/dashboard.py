"""How fast the dashboard is: python -m tests.bench.dashboard [--stories N] [--keep FILE]

A store of one month is made (see tests.bench.made_month). Every page is asked for spans, topics
and bins that differ, by the requests that a browser sends, so that nothing is remembered; then the
same again. A line a page: CPU and wall milliseconds on the server, the answer's size, and that as
it travels. `--browser` opens pages in Chromium, `--readers N` lets N readers ask at once while a
poller writes, of as many servers as `--workers` says.
"""

from __future__ import annotations

import argparse
import gzip
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import numpy as np

from dashboard.app import create_app
from feeds.model import Group, Grouping, Subject, Topic
from feeds.store import Store, open_store
from tests.bench import dashboard_browser, dashboard_readers
from tests.bench.made_month import DAYS, LANGUAGES, START, TOPICS, month, outlets

ROUNDS = 6
FINDINGS = ("lead", "events", "bursts", "leaders", "silences", "health")
PAGES = ("overview", "", "outlets", "events", "names", "stories", "feeds", "briefing", "help")
SIDE = Grouping(
    "side",
    "Language",
    "اللغة",
    tuple(Group(name, name, name, {"language": (name,)}) for name in LANGUAGES),
)


@dataclass(frozen=True, slots=True)
class Spent:
    """One answer: milliseconds of CPU and wall, bytes plain and as they travel."""

    cpu: float
    wall: float
    size: int
    sent: int


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the store where it is not there, then measure what is asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=200_000, help="stories in the month")
    parser.add_argument("--keep", type=Path, help="a store to make, or to use where it is there")
    parser.add_argument("--store", help="the address of a store to use, on PostgreSQL too")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="selections a page")
    parser.add_argument("--only", nargs="*", default=[], help="pages with any of these words")
    parser.add_argument("--browser", action="store_true", help="open pages in Chromium, too")
    parser.add_argument("--readers", type=int, default=0, help="readers at once, with a poller")
    parser.add_argument("--workers", type=int, default=1, help="server processes for the readers")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "month.db"
        if not options.store and not path.exists():
            month(path, options.stories)
        url = options.store or f"sqlite:///{path}"
        with closing(open_store(url)) as store:
            measure(store, options.rounds, options.only)
            if options.browser:
                dashboard_browser.measure(store, subject())
        if options.readers:
            dashboard_readers.measure(url, options.readers, options.workers)


def subject() -> Subject:
    """What the made month is about."""
    topics = tuple(Topic(name, name, name, {}) for name in TOPICS)
    held = tuple(outlets())
    return Subject("made", "A made month", "شهر مصنوع", "UTC", held, (SIDE,), topics)


def views(rounds: int) -> Iterator[tuple[str, str]]:
    """(what is asked, address): every page and its variations, each time over other days."""
    days = map(days_of, count())
    for number in range(rounds):
        for page in PAGES:
            yield page or "timeline", address(page, next(days))
        for part in FINDINGS:  # each comes by a request of its own once the picture stands
            yield f"overview: {part}", f"{address('overview', next(days))}#{part}"
        yield "timeline, hours", address("", days_of(number, 5), bin="hour")
        yield "timeline, outlets, share", address("", next(days), rows="outlet", measure="share")
        yield "timeline, attention", address("", next(days), measure="attention")
        yield "timeline, three topics", address("", next(days), topics=",".join(TOPICS[:3]))
        yield "timeline, first seen", address("", next(days), clock="seen")
        yield "timeline, Kolkata", address("", next(days), zone="Asia/Kolkata")
        yield "timeline, Arabic", address("", next(days), lang="ar")
        yield "outlets, one topic", address("outlets", next(days), topics=TOPICS[number % 12])
        yield "events, one topic", address("events", next(days), topics=TOPICS[number % 12])
        yield "an event", address("events", next(days), event=f"event{number * 1999:08}")
        yield "a bar's stories", bar(number)
        yield "a briefing read", f"/briefing/2026-W{10 + number % 4}.html"
        yield "a feed", address("feeds", next(days), feed=f"outlet-{number:02}-all")


def days_of(number: int, length: int = DAYS) -> dict[str, str]:
    """Days within the month, each time others; the whole month at first."""
    first = START + timedelta(days=number % 12)
    end = START + timedelta(days=DAYS - 1 - number // 12 % 6)
    last = min(first + timedelta(days=length - 1), end)
    return {"span": "dates", "from_day": f"{first:%Y-%m-%d}", "to_day": f"{last:%Y-%m-%d}"}


def address(page: str, days: dict[str, str], **changed: str) -> str:
    """The address of a page."""
    return f"/{page}?{urlencode({**days, **changed})}"


def bar(number: int) -> str:
    """The address at which the stories of one day's bar are open."""
    at = f"{START + timedelta(days=number % 15 + 3):%Y-%m-%dT%H:%M:%S+00:00}"
    return address("", days_of(number), row=TOPICS[number % 12], at=at)


def measure(store: Store, rounds: int, only: Sequence[str] = ()) -> None:
    """A line a page, then one over all."""
    client = create_app(store, subject()).server.test_client()
    ask(client, address("overview", {"span": "7d"}))  # what every process does once
    asked: dict[str, list[str]] = {}
    for name, url in views(rounds):
        if not only or any(word in name for word in only):
            asked.setdefault(name, []).append(url)
    print(
        f"{'view':26} {'CPU p50':>8} {'p95':>7} {'wall p50':>9} {'p95':>7}"
        f" {'again p50':>10} {'kB':>6} {'sent':>6}"
    )
    every: list[tuple[Spent, Spent]] = []
    for name, urls in asked.items():
        spent = [(ask(client, url), ask(client, url)) for url in urls]
        _print(name, spent)
        every += spent
    _print("all", every)


def ask(client: Any, url: str) -> Spent:
    """What the server spends on a page: the selection, the picture, and what is open below."""
    query = url.partition("?")[2]
    opened = any(f"{name}=" in query for name in ("row", "feed"))
    targets = [("page", "view"), *([("below", "opened")] if opened else [])]
    url, _, part = url.partition("#")
    targets = [(f"overview-{part}", "overview-of")] if part else targets
    cpu, wall = time.process_time(), time.perf_counter()
    answers = [draw(client, target, source, url) for target, source in targets]
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    body = b"".join(answers)
    return Spent(cpu * 1000, wall * 1000, len(body), len(gzip.compress(body, 6)))


def draw(client: Any, target: str, source: str, url: str) -> bytes:
    """What the callback answers that fills a part of the page."""
    if url.startswith("/briefing/"):
        answer = client.get(url)
    else:
        answer = client.post("/_dash-update-component", json=asking(target, source, url))
    assert answer.status_code == 200, answer.text
    told: bytes = answer.data
    return told


def asking(target: str, source: str, url: str) -> dict[str, Any]:
    """The request of that callback as Dash's renderer sends it."""
    return {
        "output": f"{target}.children",
        "outputs": {"id": target, "property": "children"},
        "inputs": [{"id": source, "property": "data", "value": url}],
        "changedPropIds": [f"{source}.data"],
        "state": [{"id": "narrow", "property": "data", "value": False}],
    }


def _print(name: str, both: Sequence[tuple[Spent, Spent]]) -> None:
    spent, again = [first for first, _ in both], [second for _, second in both]

    def at(values: Sequence[float], part: float, width: int) -> str:
        return f"{np.quantile(values, part):{width}.0f}"

    cpu, wall = [one.cpu for one in spent], [one.wall for one in spent]
    print(
        f"{name:26} {at(cpu, 0.5, 8)} {at(cpu, 0.95, 7)} {at(wall, 0.5, 9)} {at(wall, 0.95, 7)}"
        f" {at([one.cpu for one in again], 0.5, 10)}"
        f" {max(one.size for one in spent) / 1000:6.0f}"
        f" {max(one.sent for one in spent) / 1000:6.0f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
