"""The schedule on real streams: fixed-hourly against adaptive and thrifty.

    python -m tests.bench.schedule [--window 10 20 40] [--reading archived dated even]

Every poll goes through the real ledger, rhythm and schedule; servers have validators, so a poll
without news is a 304 and costs a poll too. A feed starts with a window of older, undated items.
All feeds are asked when the replay starts and once more when it ends. Its constants were chosen
with all days in view; the second half is shown by itself, as the first is spent on learning. The
last lines are bounds: what is lost when every feed is asked every so many minutes, and when the
rarest interval that loses least is known beforehand for each feed.

A tenth of hourly's loss is out of reach of any schedule where batches are listed as archived: the
archive stored up to 30 items within seconds, of which a window of 10 never shows 20. Hourly polls
lose 1,086 and 79 at windows of 10 and 20; a poll a minute still loses 1,030 and 67.

No more loss than hourly with half of its polls (13,176) is reached there at 20 and 40, not at 10:
`thrifty` loses 1,112 with 13,104, and other jitter moves that by about ten. What is lost beyond
hourly goes with feeds that list little for days and then their fill between two polls, which six
days of their past do not foretell. Knowing each feed's interval beforehand, 7,788 polls would do.
"""

from __future__ import annotations

import argparse
import sys
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

from feeds.ledger import judge
from feeds.model import Feed, FeedState, Parsed, PollRecord, RawEntry, Response
from feeds.settings import Settings
from tests.bench.bounds import hindsight, unavoidable
from tests.bench.shared import shared
from tests.bench.streams import READINGS, Listing, Streams, read_streams, reading

ARCHIVE = "corpus/stream-2026-01-01_06.jsonl.gz"
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
Policy = Callable[[PollRecord, datetime], datetime]
POLICIES: dict[str, tuple[Settings, bool]] = {
    "hourly": (Settings(), False),
    "adaptive": (Settings(), True),
    "thrifty": (Settings(thrifty=True), True),
}
HEAD = f"{'reading':9} {'window':>6} {'policy':14} {'polls':>9} {'lost':>6} {'median delay':>13}"


@dataclass(slots=True)
class Tally:
    """What polling some streams came to."""

    polls: int = 0
    lost: int = 0
    stored: int = 0  # entries that the ledger called new, the windows before the start left out
    delays: list[timedelta] = field(default_factory=list)  # from listing to first seen

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.polls + other.polls,
            self.lost + other.lost,
            self.stored + other.stored,
            self.delays + other.delays,
        )

    def __str__(self) -> str:
        minutes = median(delay / MINUTE for delay in self.delays) if self.delays else 0.0
        return f"{self.polls:9,} {self.lost:6,} {minutes:9.1f} min"


class Origin:
    """A feed that shows the newest of its items, with validators."""

    def __init__(self, items: Sequence[Listing], window: int) -> None:
        self.times = [item.at for item in items]
        self.window = window
        older = [_entry(f"before {number}", "") for number in range(window)]
        self.entries = older + [
            _entry(str(number), item.published.isoformat() if item.published else "")
            for number, item in enumerate(items)
        ]

    def listed(self, at: datetime) -> int:
        """How many of the items had been listed by then."""
        return bisect_right(self.times, at)

    def answer(self, at: datetime, etag: str) -> tuple[Response, Parsed | None]:
        """What it answers to a conditional request."""
        count = self.listed(at)
        tag = f'"{count}"'
        same = tag == etag
        response = Response("", "", at, 1, 304 if same else 200, {"etag": tag}, tag.encode())
        shown = self.entries[count : count + self.window][::-1]
        return response, None if same else Parsed("rss", entries=tuple(shown))


def _entry(key: str, published: str) -> RawEntry:
    return RawEntry(key, key, "", key, "", 0, "", "en", published_raw=published)


def play(
    items: Sequence[Listing],
    name: str,
    window: int,
    policy: tuple[Settings, bool],
    start: datetime,
    end: datetime,
) -> tuple[Tally, Tally]:
    """Poll one feed from start to end; what came of it in the first and in the second half."""
    origin, feed, state = Origin(items, window), Feed(name, name, "", "en"), FeedState(name)
    settings, adaptive = policy
    known: dict[str, tuple[int, str]] = {}
    halves, middle, at, before = (Tally(), Tally()), start + (end - start) / 2, start, 0
    while True:
        record = judge(feed, *origin.answer(at, state.etag), state, known, settings)
        known |= {e.raw.key: (e.version, e.raw.content_hash) for e in record.entries}
        state = record.state
        tally, count = halves[at > middle], origin.listed(at)
        seen_from = max(before, count - window)
        tally.polls += 1
        tally.lost += seen_from - before
        tally.stored += record.poll.entries_new - (max(0, window - count) if at == start else 0)
        tally.delays += [at - listed for listed in origin.times[seen_from:count]]
        if at == end:
            return halves
        wanted = state.next_due_at if adaptive and state.next_due_at else at + HOUR
        at, before = min(wanted, end), count


def span(streams: Streams) -> tuple[datetime, datetime]:
    """The first full hour after the first item, and the first one after the last."""
    first = min(items[0].at for items in streams.values())
    last = max(items[-1].at for items in streams.values())
    return tuple(at.replace(minute=0, second=0, microsecond=0) + HOUR for at in (first, last))  # type: ignore[return-value]


def simulated(
    streams: Streams, window: int, policy: tuple[Settings, bool], start: datetime, end: datetime
) -> tuple[Tally, Tally]:
    """All feeds, each by itself; the first and the second half."""
    first, second = Tally(), Tally()
    for name, items in streams.items():
        early, late = play(items, name, window, policy, start, end)
        first, second = first + early, second + late
    return first, second


def main(arguments: list[str] | None = None) -> int:
    """Run the simulation and print its table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--archive", type=Path, default=shared() / ARCHIVE)
    parser.add_argument("--window", type=int, nargs="+", default=[10, 20, 40])
    parser.add_argument("--reading", nargs="+", choices=READINGS, default=READINGS)
    parser.add_argument("--policy", nargs="+", choices=POLICIES, default=list(POLICIES))
    options = parser.parse_args(arguments)
    if not options.archive.exists():
        print(f"No archive at {options.archive}; set COVERLINE_SHARED to the folder with corpus/.")
        return 1
    archived = read_streams(options.archive)
    start, end = span(archived)
    print(f"{len(archived)} feeds, {sum(map(len, archived.values())):,} items, {start} to {end}")
    print(f"{HEAD}   second half: polls, lost, median delay")
    for name in options.reading:
        _print_reading(name, reading(archived, name), options, start, end)
    return 0


def _print_reading(
    name: str, streams: Streams, options: argparse.Namespace, start: datetime, end: datetime
) -> None:
    for window in options.window:
        for policy in options.policy:
            first, second = simulated(streams, window, POLICIES[policy], start, end)
            print(
                f"{name:9} {window:6} {policy:14} {first + second}   {second}",
                flush=True,
            )
        bounds = {"in hindsight": hindsight(streams, window, start, end)}
        for minutes in (10, 1):
            found = unavoidable(streams, window, minutes * MINUTE, start, end)
            bounds[f"every {minutes} min"] = found
        for bound, (polls, lost) in bounds.items():
            print(f"{name:9} {window:6} {bound:14} {polls:9,} {lost:6,}")
        print(f"{name:9} {window:6} not even a poll a minute loses fewer than {lost:,}")


if __name__ == "__main__":
    sys.exit(main())
