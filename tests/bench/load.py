"""Readers at once under gunicorn while a poller polls.

`python -m tests.bench.load STORE [MINUTES]` works on a copy of a store of real feeds. The readers
log in and look at views as people do, each view by all the requests that a browser sends for it;
the poller asks feeds on loopback all the while. A view that holds a message in place of its picture
is an error. Prints views, errors, p50 and p95, and what /metrics counted.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from threading import Thread

import numpy as np

from feeds.store import open_store
from tests.bench.load_reader import PASSWORD, PATIENCE, Reader, Tally
from tests.cli.desk import free_port

READERS, WORKERS = 50, 2
ALLOWED = 0.7  # seconds that 95 of 100 views may take
# Looks at what is due all the time, so that feeds are asked throughout.
POLLER = """
import itertools, sys
from datetime import UTC, datetime, timedelta
from dashboard import forever, running
from dashboard.cli import main
passes = itertools.count()
forever.EVERY = 2.0
running.now = lambda: datetime.now(UTC) + timedelta(minutes=next(passes))
main()
"""


def measure(store: Path, minutes: float) -> bool:
    """Print the figures of a copy of a store; whether they are as they should be."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "desk.db"
        shutil.copy(store, copy)
        days = _days(copy)
        with _polled(copy, Path(folder)) as polled, _served(copy, Path(folder)) as port:
            tally = _readers(port, days, minutes * 60)
            counted = _metrics(port)
        polls = polled()
    print(
        f"{READERS} readers, {minutes:g} minutes, {WORKERS} processes, {polls} polls meanwhile,"
        f" {counted} views counted by the server, {len(tally.errors)} errors"
    )
    _tell("requests", tally.requests)
    _tell("views until all of their parts were there", tally.views)
    p95 = _tell("views until their picture was there", tally.pictures)
    for error in sorted(set(tally.errors))[:5]:
        print(f"  {error}")
    return not tally.errors and p95 <= ALLOWED


def _tell(what: str, seconds: Sequence[float]) -> float:
    """Print the usual and the slow; the slow."""
    p50, p95, most = (float(np.quantile(seconds, part)) for part in (0.5, 0.95, 1))
    print(
        f"  {len(seconds)} {what}: p50 {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms,"
        f" longest {most * 1000:.0f} ms",
        flush=True,
    )
    return p95


@contextmanager
def _served(store: Path, folder: Path) -> Iterator[int]:
    from dashboard.access.passwords import hashed

    port = free_port()
    words = ["--store", f"sqlite:///{store}", "serve", "--port", str(port)]
    settings = {"COVERLINE_READER_PASSWORD": hashed(PASSWORD), "COVERLINE_WORKERS": str(WORKERS)}
    with _process(["-m", "dashboard.cli", *words], folder, settings):
        _wait(port)
        yield port


@contextmanager
def _polled(store: Path, folder: Path) -> Iterator[Callable[[], int]]:
    """A poller of feeds on loopback beside the server; how many polls it made, once it ended."""
    from tests.cli.newsroom import Newsroom

    with Newsroom().open() as newsroom:
        outlines = "".join(
            f'<outline type="rss" text="{name}" xmlUrl="{newsroom.url}/{name}"/>'
            for name in ("gull", "beacon", "tern")
        )
        opml = folder / "feeds.opml"
        opml.write_text(f'<opml version="2.0"><head/><body>{outlines}</body></opml>', "utf-8")
        words = ["--store", f"sqlite:///{store}", "poll", "--forever", "--opml", str(opml)]
        settings = {"COVERLINE_ALLOW_PRIVATE": "1", "COVERLINE_POLL_MINUTES": "1",
                    "COVERLINE_FASTEST_MINUTES": "1", "COVERLINE_HOST_SPACING": "0"}  # fmt: skip
        with _process(["-c", POLLER, *words], folder, settings):
            yield lambda: newsroom.asked.total()


@contextmanager
def _process(words: list[str], folder: Path, settings: dict[str, str]) -> Iterator[None]:
    root = Path(__file__).parents[2]
    told = {**os.environ, "PYTHONPATH": str(root), **settings}
    with (
        (folder / f"{len(list(folder.iterdir()))}.log").open("w") as log,
        subprocess.Popen(
            [sys.executable, *words], cwd=folder, env=told, stdout=log, stderr=log
        ) as process,
    ):
        try:
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


def _wait(port: int) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as line:
                line.request("GET", "/health")
                if line.getresponse().status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The server did not answer within two minutes.")


def _readers(port: int, days: list[date], seconds: float) -> Tally:
    tally, until = Tally(), time.monotonic() + seconds
    readers = [Reader(port, number, days, tally) for number in range(READERS)]
    threads = [Thread(target=reader.read, args=(until,)) for reader in readers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def _days(store: Path) -> list[date]:
    """The days in which a store was polled."""
    held = open_store(f"sqlite:///{store}")
    span = held.span()
    held.close()
    if span is None:
        raise SystemExit(f"{store} holds no polls.")
    count = (span[1].date() - span[0].date()).days + 1
    return [span[0].date() + timedelta(days=number) for number in range(count)]


def _metrics(port: int) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as line:
        line.request("GET", "/metrics")
        text = line.getresponse().read().decode()
    drawn = re.findall(r'coverline_view_seconds_count\{view="(\w+)"\} ([\d.]+)', text)
    return int(sum(float(number) for view, number in drawn if view not in ("login", "control")))


if __name__ == "__main__":
    good = measure(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 1.0)
    raise SystemExit(0 if good else 1)
