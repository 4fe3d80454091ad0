"""How fast and how lean polling is: python -m tests.bench.polling

In one run: 1,000 feeds of 1,000 loopback origins polled cold and again unchanged, the package
`reader` on 200 such feeds, and 10,000 feeds for the memory. Every measurement is a process of
its own; --feeds, --many and --reader take smaller numbers.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

from feeds.model import Feed, Outlet
from feeds.settings import Settings
from tests.bench.origins import allow_files, origins

BEAT = 0.005  # seconds between two beats of the loop
SAMPLE = 0.05  # seconds between two looks at the memory
READERS = 20  # threads of `reader`: more make it no faster


class Heart:
    """A clock for the pipeline that beats in its loop and keeps the longest time without one."""

    def __init__(self) -> None:
        self.worst = 0.0
        self._beating: set[asyncio.Task[None]] = set()

    def now(self) -> datetime:
        """The instant; the first to ask in a loop starts the heart there."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return datetime.now(UTC)
        if not any(task.get_loop() is loop for task in self._beating):
            self._beating = {loop.create_task(self._beat())}
        return datetime.now(UTC)

    async def _beat(self) -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(BEAT)
            self.worst = max(self.worst, time.perf_counter() - begun - BEAT)


def outlets_of(urls: list[str]) -> tuple[Outlet, ...]:
    """One outlet and one feed for each address."""
    return tuple(
        Outlet(
            id=f"outlet{number}",
            name=f"Outlet {number}",
            native_name="",
            kind="newspaper",
            country="SY",
            languages=("en",),
            zone="Asia/Damascus",
            feeds=(Feed(id=f"feed{number}", outlet_id=f"outlet{number}", url=url, language="en"),),
        )
        for number, url in enumerate(urls)
    )


def ours(urls: list[str], store_url: str, again: bool) -> dict[str, float]:
    """Poll all feeds cold, date what came; with `again` poll them once more, unchanged."""
    from feeds.opening import DEFAULT_SUBJECT
    from feeds.pipeline import Pipeline
    from feeds.store import open_store
    from feeds.subjects import load_subject

    store, heart = open_store(store_url), Heart()
    outlets = outlets_of(urls)
    settings = replace(Settings(), allow_private=True)
    subject = load_subject(DEFAULT_SUBJECT)
    pipeline = Pipeline(store, lambda: subject, outlets, settings)
    polled, report = timed(lambda: pipeline.poll(heart.now))
    found = {
        "polled": polled,
        "failed": len(report.failed),
        "entries": store.counts()["entries"],
        "dated": timed(lambda: date_all(store, outlets))[0],
        "beat": heart.worst,
    }
    if again:
        heart = Heart()
        found["unchanged"], report = timed(lambda: pipeline.poll(heart.now, everything=True))
        found["same"] = sum(poll.status == 304 for poll in report.polls)
        found["unchanged_beat"] = heart.worst
    return found


def date_all(store: Any, outlets: tuple[Outlet, ...]) -> None:
    """What deriving does to every entry before it groups: read it, date it, identify it."""
    from feeds.dates import context_of, resolve
    from feeds.identity.story import to_story

    places = {outlet.feeds[0].id: (outlet, outlet.feeds[0]) for outlet in outlets}
    for entry in store.entries():
        outlet, feed = places[entry.feed_id]
        context = context_of(entry, outlet, feed)
        date = resolve(entry.raw, context, entry.listed_after_at, entry.seen_at)
        assert to_story(entry, outlet, feed, date).story.date.basis == "published"


def theirs(urls: list[str], path: str) -> dict[str, float]:
    """Poll the feeds once with `reader`."""
    from reader import make_reader

    reader = make_reader(path)
    for url in urls:
        reader.add_feed(url)
    took, _ = timed(lambda: reader.update_feeds(workers=READERS))
    return {"polled": took, "entries": reader.get_entry_counts().total or 0}


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """(seconds, result) of a piece of work."""
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result


def measured(part: str, urls: list[str]) -> dict[str, float]:
    """What a part finds in a process of its own, with the peak of its and its children's MB."""
    command = [sys.executable, "-m", "tests.bench.polling", "--part", part]
    pipe = subprocess.PIPE
    with tempfile.TemporaryDirectory() as folder:
        allow_files(5000)
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=Path.cwd()) as child:
            assert child.stdin is not None
            assert child.stdout is not None
            child.stdin.write(json.dumps({"urls": urls, "path": f"{folder}/bench.db"}))
            child.stdin.close()
            peak = watched(child)
            answer = child.stdout.read()
        if child.returncode:
            raise SystemExit(f"{part} failed with exit code {child.returncode}")
    found: dict[str, float] = json.loads(answer)
    return found | {"peak": peak}


def watched(child: subprocess.Popen[str]) -> float:
    """The most megabytes that a process and its children hold at once, until it ends."""
    peak, process = 0.0, psutil.Process(child.pid)
    while child.poll() is None:
        held = 0
        try:
            for one in (process, *process.children(recursive=True)):
                held += one.memory_info().rss
        except psutil.NoSuchProcess:
            continue
        peak = max(peak, held / 1e6)
        time.sleep(SAMPLE)
    return peak


def run_part(part: str) -> None:
    """One measurement, in the process that `measured` started."""
    asked = json.load(sys.stdin)
    if part == "reader":
        found = theirs(asked["urls"], asked["path"])
    else:
        found = ours(asked["urls"], f"sqlite:///{asked['path']}", again=part == "twice")
    print(json.dumps(found))


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.polling", description=__doc__)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--many", type=int, default=10_000, help="feeds for the memory; 0: none")
    parser.add_argument("--reader", type=int, default=200, help="feeds for `reader`; 0: none")
    parser.add_argument("--part", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.part:
        run_part(asked.part)
    else:
        report(asked.feeds, asked.many, asked.reader)


def report(feeds: int, many: int, readers: int) -> None:
    """Print one line a measurement."""
    with origins(max(feeds, readers)) as urls:
        few = measured("twice", urls[:feeds])
        cold = few["polled"] + few["dated"]
        rate = few["entries"] / cold
        print(f"cold: {feeds:,} feeds, {few['entries']:,.0f} entries, {few['failed']:.0f} failed")
        print(f"  polled and stored {few['polled']:.2f} s, dated {few['dated']:.2f} s")
        print(f"  in all {cold:.2f} s: {rate:,.0f} entries a second")
        print(f"  longest stop of the loop {few['beat'] * 1000:.0f} ms, peak {few['peak']:.0f} MB")
        print(f"unchanged: {few['same']:,.0f} times 304 in {few['unchanged']:.2f} s")
        print(f"  longest stop of the loop {few['unchanged_beat'] * 1000:.0f} ms")
        if readers:
            other = measured("reader", urls[:readers])
            pace = other["entries"] / other["polled"]
            print(f"reader: {readers:,} feeds in {other['polled']:.2f} s: {pace:,.0f} entries/s")
            same = few["entries"] / few["polled"] / pace
            print(f"  ours: {same:.1f} times as many, {rate / pace:.1f} times with dating them")
    if many:
        with origins(many) as urls:
            lots = measured("cold", urls)
            print(f"cold: {many:,} feeds in {lots['polled']:.1f} s, {lots['failed']:.0f} failed")
            print(f"  longest stop of the loop {lots['beat'] * 1000:.0f} ms")
            print(f"  peak {lots['peak']:.0f} MB, {lots['peak'] / few['peak']:.2f} times as much")


if __name__ == "__main__":
    main()
