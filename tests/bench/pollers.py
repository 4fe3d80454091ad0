"""Several pollers of one PostgreSQL store: python -m tests.bench.pollers --store postgresql://…

Four processes of `coverline poll --forever` share 4,000 loopback feeds of 2,000 hosts in an empty
database that is named; a smaller run takes --feeds, --hosts and --pollers. Printed are the time
until all were polled, and, from the servers' side, how often any feed was asked for and the
shortest time between two requests to one host.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from feeds.store import Store, open_store
from tests.bench.newsstand import Stand, by_feed, newsstand, shortest_gap, shortest_interval

OUTLET = """
[[outlets]]
id = "{name}"
name = "{name}"
native_name = "{name}"
kind = "newspaper"
country = "Nowhere"
languages = ["en"]
zone = "UTC"
[[outlets.feeds]]
id = "{name}-feed"
url = "{url}"
language = "en"
"""
SUBJECT = '[subject]\nid = "quay"\nlabel = "The quay"\nlabel_ar = "الرصيف"\nzone = "UTC"\n'
TOPICS = '[[topics]]\nid = "ferry"\nlabel = "Ferry"\nlabel_ar = "العبّارة"\nterms.en = ["ferry"]\n'
RUN = """
import sys
from datetime import timedelta
from dashboard import forever
from dashboard.cli import main
from feeds.polling import sharing
from feeds.store import postgres
from feeds.store.leases import deciding
forever.EVERY, forever.TAKEN_ON = float(sys.argv.pop(1)), 0.5
deciding.LEASE = sharing.LEASE = timedelta(seconds=float(sys.argv.pop(1)))
postgres.SILENT = 5
main()
"""


def write_subject(folder: Path, urls: Sequence[str]) -> Path:
    """A subject of one outlet for each address."""
    quay = folder / "quay"
    quay.mkdir()
    outlets = (OUTLET.format(name=f"o{number}", url=url) for number, url in enumerate(urls))
    (quay / "outlets.toml").write_text(SUBJECT + "".join(outlets), "utf-8")
    (quay / "topics.toml").write_text(TOPICS, "utf-8")
    return quay


def start(
    store: str,
    subject: Path,
    every: float = 1.0,
    lease: float = 60.0,
    spacing: float = 1.0,
    minutes: float = 60,
) -> subprocess.Popen[str]:
    """A poller that looks `every` so many seconds at what is due, a feed each so many minutes."""
    settings = {
        "COVERLINE_STORE": store,
        "COVERLINE_SUBJECT": str(subject),
        "COVERLINE_ALLOW_PRIVATE": "true",
        "COVERLINE_HOST_SPACING": str(spacing),
        "COVERLINE_POLL_MINUTES": f"{minutes:.0f}",
        "COVERLINE_FASTEST_MINUTES": f"{min(minutes, 10):.0f}",
    }
    with log_of(subject).open("a") as log:
        return subprocess.Popen(
            [sys.executable, "-c", RUN, str(every), str(lease), "poll", "--forever"],
            env=os.environ | settings,
            stdout=log,
            stderr=log,
            text=True,
        )


def log_of(subject: Path) -> Path:
    """What the pollers of a subject say."""
    return subject.with_name("pollers.log")


@contextmanager
def pollers(
    number: int, store: str, subject: Path, **how: float
) -> Iterator[list[subprocess.Popen[str]]]:
    """That many pollers, stopped at the end."""
    made = [start(store, subject, **how) for _ in range(number)]
    try:
        yield made
    finally:
        for one in made:
            one.terminate()
            one.send_signal(signal.SIGCONT)  # one that was stopped would never end
        for one in made:
            one.wait(timeout=60)


def until(store: Store, name: str, number: int, seconds: float) -> float:
    """Seconds until the store holds so many rows; TimeoutError where it takes longer than that."""
    begun = time.monotonic()
    while (held := store.counts()[name]) < number:
        if time.monotonic() - begun > seconds:
            raise TimeoutError(f"only {held:,} of {number:,} {name} after {seconds:g} seconds")
        time.sleep(0.25)
    return time.monotonic() - begun


def report(stand: Stand, asked: argparse.Namespace) -> None:
    """Let the pollers poll every feed once, and print how that went."""
    with tempfile.TemporaryDirectory() as folder:
        subject = write_subject(Path(folder), stand.urls(asked.feeds))
        store = open_store(asked.store)
        if store.counts()["polls"]:
            raise SystemExit("the database is not empty")
        try:
            minutes = 1 if asked.minutes else 60
            with pollers(asked.pollers, asked.store, subject, minutes=minutes):
                try:
                    took = until(store, "polls", asked.feeds, asked.seconds)
                except TimeoutError as error:
                    raise SystemExit(f"{error}: {log_of(subject).read_text()[-2000:]}") from None
                time.sleep(max(5, 60 * asked.minutes))  # more would come now, if they were to
            polls, entries = store.counts()["polls"], store.counts()["entries"]
        finally:
            store.close()
    requests = stand.told()
    often = by_feed(requests).values()
    print(f"{asked.pollers} pollers, {asked.feeds:,} feeds of {asked.hosts:,} hosts: {took:.1f} s")
    print(f"  {polls:,} polls with {entries:,} entries stored, {len(requests):,} requests")
    print(f"  a feed was asked for {min(often)} to {max(often)} times")
    print(f"  shortest time between two requests to a host {shortest_gap(requests):.3f} s")
    print(f"  shortest time between two requests for a feed {shortest_interval(requests):.1f} s")


def main() -> None:
    """Measure as asked on the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.pollers", description=__doc__)
    parser.add_argument("--store", required=True, help="an empty PostgreSQL database")
    parser.add_argument("--feeds", type=int, default=4000)
    parser.add_argument("--hosts", type=int, default=2000)
    parser.add_argument("--pollers", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=600, help="at most, for all to be polled")
    parser.add_argument("--minutes", type=float, default=0, help="to go on when all were polled")
    asked = parser.parse_args()
    with newsstand(asked.hosts) as stand:
        report(stand, asked)


if __name__ == "__main__":
    main()
