"""Six days of real feeds, hour by hour, through the real HTTP code; every item accounted for.

    python -m tests.bench.replay [--window 5] [--store sqlite:///replay.db] [--hours 24]

Exit code 1 when an item of the archive is neither stored once nor in time that the ledger
calls overrun or that lies before the feed's first observation.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dashboard.lists import read_list
from feeds.model import OBSERVING, Poll
from feeds.opening import open_real
from feeds.pipeline import Pipeline
from feeds.settings import Settings
from feeds.store.protocol import Store
from tests.bench.shared import shared

ARCHIVE = "corpus/stream-2026-01-01_06.jsonl.gz"
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Item:
    """One archived item: whose feed, which link, first seen when."""

    feed: str
    link: str
    seen_at: datetime


def main() -> int:
    """Run the replay and print what came of it."""
    options = _options()
    data = shared() / ARCHIVE
    if not data.exists():
        print(f"No archive at {data}; set COVERLINE_SHARED to the folder that holds corpus/.")
        return 1
    items = list(read_items(data))
    with tempfile.TemporaryDirectory() as folder, replaying(data, options.window) as address:
        url = options.store or f"sqlite:///{folder}/replay.db"
        settings = Settings(store=url, allow_private=True, host_spacing=0.0)
        opened = open_real(settings)
        outlets = read_list(f"{address}/opml", settings).outlets(opened.subject.outlets)
        pipeline = Pipeline(opened.store, lambda: opened.subject, outlets, settings)
        names = {feed.id: feed.url.rsplit("/", 1)[-1] for o in outlets for feed in o.feeds}
        took = step(pipeline, address, items, options.hours)
        accounted = report(opened.store, items, names, took)
        opened.store.close()
    return 0 if accounted == len(items) or options.hours else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--window", type=int, default=40, help="items a feed shows")
    parser.add_argument("--store", help="keep the store here; a temporary one if left out")
    parser.add_argument("--hours", type=int, help="only the first hours, for a quick look")
    return parser.parse_args()


def read_items(path: Path) -> Iterator[Item]:
    """The archive's items in its order."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            found = json.loads(line)
            seen = datetime.fromisoformat(found["first_seen"]).astimezone(UTC)
            yield Item(found["feed_url"], found["link"], seen)


@contextmanager
def replaying(archive: Path, window: int) -> Iterator[str]:
    """The replay's address; its process ends with the block."""
    port = _free_port()
    tool = shared() / "tools/replay.py"
    command = [sys.executable, str(tool), "--archive", str(archive), "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--window", str(window)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        process.stdout.readline()
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def step(pipeline: Pipeline, address: str, items: list[Item], hours: int | None) -> float:
    """Poll every feed at every full hour of the archive; the seconds it took."""
    at = min(item.seen_at for item in items).replace(minute=0, second=0, microsecond=0) + HOUR
    end = max(item.seen_at for item in items) + HOUR
    if hours:
        end = at + hours * HOUR
    started = time.monotonic()
    while at < end:
        request = urllib.request.Request(f"{address}/clock", at.isoformat().encode())
        urllib.request.urlopen(request).read()
        pipeline.run(lambda now=at: now, everything=True)  # type: ignore[misc]
        if at.hour == 0:
            print(f"{at:%Y-%m-%d} reached after {time.monotonic() - started:.0f} s", flush=True)
        at += HOUR
    return time.monotonic() - started


def report(store: Store, items: list[Item], names: dict[str, str], took: float) -> int:
    """Print the figures; the number of items accounted for."""
    polls = {feed: store.polls(feed) for feed in names}
    every = [poll for ledger in polls.values() for poll in ledger]
    counts = store.counts()
    stored = _stored(store)
    accounted, why = account(items, stored, polls, names)
    print(f"polls {len(every)}, 304s {sum(poll.status == 304 for poll in every)}")
    print(f"outcomes {dict(Counter(poll.outcome for poll in every))}")
    print(f"entries {len(stored)}, versions {counts['entries']}, stories {counts['stories']}")
    print(f"duplicates {sum(n - 1 for n in stored.values())}, events {counts['events']}")
    print(f"overruns {sum(poll.overran for poll in every)}")
    print(f"wall time {took:.0f} s, {counts['stories'] / took:.0f} stories a second")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print(", ".join(f"{n} {reason}" for reason, n in sorted(why.items())))
    print(f"accounted {accounted} of {len(items)}")
    return accounted


def _stored(store: Store) -> Counter[tuple[str, str]]:
    """How often each (feed, link) was stored as an entry of its own."""
    return Counter(
        (entry.feed_id, entry.raw.guid) for entry in store.entries() if entry.version == 1
    )


def account(
    items: list[Item],
    stored: Counter[tuple[str, str]],
    polls: dict[str, list[Poll]],
    names: dict[str, str],
) -> tuple[int, Counter[str]]:
    """How many items are stored once, or missed in time that was not vouched for."""
    feed_of = _feeds_by_url(items, names)
    why: Counter[str] = Counter()
    for item in items:
        feed = feed_of[item.feed]
        times = stored[(feed, item.link)]
        if times:
            why["stored once" if times == 1 else "stored more than once"] += 1
        else:
            why[_excuse(item.seen_at, polls[feed])] += 1
    good = ("stored once", "missed in an overrun", "before the first poll")
    return sum(why[reason] for reason in good), why


def _excuse(seen_at: datetime, ledger: list[Poll]) -> str:
    first = next((poll for poll in ledger if poll.outcome in OBSERVING), None)
    if first is not None and seen_at <= first.started_at:
        return "before the first poll"
    for poll in ledger:
        start = poll.observed_from_at
        if poll.overran and start is not None and start < seen_at <= poll.started_at:
            return "missed in an overrun"
    return "lost"


def _feeds_by_url(items: list[Item], names: dict[str, str]) -> dict[str, str]:
    """The archive's feed URL -> our feed id, by the replay's slugs."""
    ids: dict[str, list[str]] = defaultdict(list)
    for feed, slug in names.items():
        ids[slug[-6:]].append(feed)
    return {url: ids[_digest(url)][0] for url in {item.feed for item in items}}


def _digest(url: str) -> str:
    from hashlib import sha1

    return sha1(url.encode()).hexdigest()[:6]


if __name__ == "__main__":
    sys.exit(main())
