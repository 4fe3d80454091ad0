"""What it costs to look whether anything is due: python -m tests.bench.idle

The whole process of `coverline poll` with nothing due, against a Python that just imports the
libraries it cannot do without; medians of several runs of each, taken in turn.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from feeds.model import Feed, FeedState, Poll, PollRecord
from feeds.opening import open_real, watched_outlets
from feeds.settings import Settings

LIBRARIES = ("typer", "rich", "sqlalchemy", "sqlalchemy.dialects.sqlite", "sqlite3", "tomllib")
COERCION = "from pydantic import AfterValidator, Field, TypeAdapter"  # typer, to read options
NOTHING_DUE = "No feed is due."
LATER = timedelta(days=1)


def prepared(folder: Path) -> list[str]:
    """The command, over a store in which every bundled feed has just been polled."""
    settings = replace(Settings(), store=f"sqlite:///{folder}/idle.db")
    opened, now = open_real(settings), datetime.now(UTC)
    outlets = watched_outlets(opened, None)
    opened.store.save_outlets(outlets)
    opened.store.record_polls(
        [polled(feed, now) for outlet in outlets for feed in outlet.feeds if feed.enabled]
    )
    opened.store.close()
    command = [sys.executable, "-m", "dashboard.cli", "--store", settings.store, "poll"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    if not done.stdout.startswith(NOTHING_DUE):
        raise SystemExit(f"something was due: {done.stdout}{done.stderr}")
    return command


def polled(feed: Feed, at: datetime) -> PollRecord:
    """A feed that was unchanged and is due tomorrow, with a window as feeds have it."""
    window = tuple(f"https://lantern.example/{feed.id}/{number}" for number in range(30))
    state = FeedState(feed.id, window=window, last_poll_at=at, next_due_at=at + LATER)
    return PollRecord(Poll(feed.id, at, 0, 304, "unchanged"), (), state)


def seconds(command: list[str]) -> float:
    """Wall time of a process."""
    begun = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - begun


def measured(runs: int) -> tuple[float, float]:
    """(command, bare imports): medians in seconds."""
    bare = [sys.executable, "-c", f"import {', '.join(LIBRARIES)}; {COERCION}"]
    with tempfile.TemporaryDirectory() as folder:
        command = prepared(Path(folder))
        seconds(bare)  # the first run fills caches
        pairs = [(seconds(command), seconds(bare)) for _ in range(runs)]
    ours, theirs = zip(*pairs, strict=True)
    return statistics.median(ours), statistics.median(theirs)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.idle", description=__doc__)
    parser.add_argument("--runs", type=int, default=11)
    ours, theirs = measured(parser.parse_args().runs)
    print(f"coverline poll, nothing due: {ours * 1000:.0f} ms")
    print(f"import {', '.join(LIBRARIES)}; {COERCION}: {theirs * 1000:.0f} ms")
    print(f"{ours / theirs:.2f} times as long")


if __name__ == "__main__":
    main()
