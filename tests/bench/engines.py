"""How fast events are made anew by each engine: python -m tests.bench.engines [--stories N]

A store is filled with a stream made from the archived one (COVERLINE_SHARED), at its pace, and
its events are made anew for the bundled subject by one process, by a pool and by Dask workers, in
turn, in one run. For
each: seconds by the clock and of CPU (here and in all workers), the peak of memory of this process
and of its largest worker, and a hash of every story's event, which has to be the same.

`--new-vectors` has the sentence vectors made anew, too. Clock times mean something on a machine
that does nothing else; CPU seconds say what there is to share out: of what is spent here nothing.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread

import psutil

from feeds.cluster.models import BUNDLED, VECTORS
from feeds.cluster.vectors import encode, packs
from feeds.engine import engine_for
from feeds.model import Derived, Feed, FeedState, Outlet, Poll, PollRecord, Story
from feeds.rebuilding import EVER
from feeds.rebuilding.arriving import arrivals
from feeds.rebuilding.shadow import shadow_of
from feeds.store import Store, open_store
from feeds.subjects import load_subject
from tests.bench.made_stream import made, read_stories
from tests.bench.shared import shared

STREAM = "corpus/stream-2026-01-01_06.jsonl.gz"
ENGINES = ("pool:1", "pool:2", "local:2")
BATCH = 2000
MB = 1024 * 1024


def main(arguments: Sequence[str] | None = None) -> None:
    """Fill a store, then print a line for each engine."""
    options = _options(arguments)
    path = shared() / STREAM
    if not path.exists():
        sys.exit(f"{path} is not there: set COVERLINE_SHARED to the folder of real data.")
    stories = read_stories(path)[: options.archive]
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'bench.db'}")
        fill(store, stories, options.stories, "an older model" if options.new_vectors else BUNDLED)
        alone = measured(store, "")
        for engine in options.engines:
            took = measured(store, engine)
            print(f"  {engine}: {alone / took:.2f} times as fast as one process", flush=True)
        store.close()


def fill(store: Store, stories: list[Story], count: int, model: str) -> None:
    """Stories with the vectors of their headlines, said to be by a model; in no event yet. Polls
    say when they came, so that they are placed day by day."""
    feeds = sorted({story.feed_id for story in stories})
    store.save_outlets([_outlet(name, number) for number, name in enumerate(feeds)])
    vectors = encode([story.title for story in stories])
    for some in made(stories, vectors, count, BATCH):
        held = zip((s.id for s in some.stories), packs(some.vectors), strict=True)
        store.save_derived(Derived(0, tuple(some.stories), vectors=tuple(held)))
        store.record_polls([_poll(story) for story in (some.stories[0], some.stories[-1])])
    store.save_derived(Derived(0, facts=((VECTORS, model),)))


def measured(store: Store, wish: str) -> float:
    """Make the events anew and print what it took; seconds by the clock."""
    workers, subject = _Workers(), load_subject("syria")
    began, before = time.perf_counter(), _cpu()
    with (
        engine_for(wish, 0) as engine,
        shadow_of(store, subject, EVER, BUNDLED, lambda done, total: None, engine) as copy,
    ):
        took, name, said = time.perf_counter() - began, engine.name, _hash(copy)
        peak = workers.stop()
    here, there = (now - then for now, then in zip(_cpu(), before, strict=True))
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name}: {took:.1f} s, {here:.1f} s of CPU here and {there:.1f} s in workers, at most"
        f" {ours:,.0f} MB here and"
        f" {peak:,.0f} MB in a worker; events {said}",
        flush=True,
    )
    return took


class _Workers:
    """Watches how much memory the largest child of this process holds."""

    def __init__(self) -> None:
        self._peak, self._over = 0.0, Event()
        self._thread = Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        """The peak in MB."""
        self._over.set()
        self._thread.join()
        return self._peak

    def _watch(self) -> None:
        while not self._over.wait(0.5):
            for child in psutil.Process().children(recursive=True):
                try:
                    self._peak = max(self._peak, child.memory_info().rss / MB)
                except psutil.NoSuchProcess:
                    continue


def _hash(copy: Store) -> str:
    told = sha256()
    for stories in arrivals(copy):
        for story in stories:
            told.update(f"{story.id} {story.event_id}\n".encode())
    return told.hexdigest()[:12]


def _cpu() -> tuple[float, float]:
    """Seconds of CPU of this process, and of those that it started and that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    here, there = (each.ru_utime + each.ru_stime for each in used)
    return here, there


def _poll(story: Story) -> PollRecord:
    poll = Poll(story.feed_id, story.first_seen_at, 5, 200, "fresh")
    return PollRecord(poll, (), FeedState(story.feed_id))


def _outlet(feed_id: str, number: int) -> Outlet:
    feed = Feed(feed_id, feed_id, f"https://outlet{number}.example/rss", "en")
    return Outlet(feed_id, feed_id, "", "newspaper", "", ("en",), "UTC", feeds=(feed,))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    shown = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=shown)
    parser.add_argument("--stories", type=int, default=40_000)
    parser.add_argument("--archive", type=int, help="stories of the archive that are used")
    parser.add_argument("--engines", nargs="+", default=ENGINES)
    parser.add_argument("--new-vectors", action="store_true")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
