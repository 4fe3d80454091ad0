"""How fast stories find their events: python -m tests.bench.events_speed [--only PART …]

Streams made from the archived one (COVERLINE_SHARED) go through feeds.cluster; peers take what
they can in the same run. CPU time of one process, so that a busy machine counts little; only
where vectors are made, in threads, the time on the clock counts and stands first.

  vectors   stories a second where their vectors have to be made
  growth    stories a second with vectors at hand, the exponent of the cost and the peak of
            memory as the stream grows from 10,000 stories to 30,000 and 100,000, with --full on
            to 300,000 and 1,000,000
  single    milliseconds to place one story in a window of --window
  peers     BERTopic-like batch clustering and river's TextClust on what they can take

All of the issue but its longest stream, in less than 20 minutes of one core:
  python -m tests.bench.events_speed
That stream, too:
  python -m tests.bench.events_speed --only growth --full
A look in two minutes:
  python -m tests.bench.events_speed --archive 4000 --stories 20000 --window 5000
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from feeds.cluster.assign import Clusterer
from feeds.cluster.vectors import Vectors, encode, pack
from feeds.cluster.window import event_id_of
from feeds.model import Story
from tests.bench import peers
from tests.bench.made_stream import Made, made, read_stories
from tests.bench.shared import shared

STREAM = "corpus/stream-2026-01-01_06.jsonl.gz"
BATCH = 1000
CUTS = (10_000, 30_000, 100_000, 300_000, 1_000_000)  # where the growing stream is looked at
LONG = 100_000
WIDE = 100_000  # stories in the window for the time of a single one
SINGLE = 200
END_TO_END = 3000
PARTS = ("vectors", "growth", "single", "peers")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print every figure as soon as it is known."""
    options = _options(arguments)
    path = shared() / STREAM
    if not path.exists():
        sys.exit(f"{path} is not there: set COVERLINE_SHARED to the folder of real data.")
    stories = read_stories(path)[: options.archive]
    if "vectors" in options.only:
        print(f"with vectors computed: {end_to_end(stories[:END_TO_END])}", flush=True)
    if set(options.only) != {"vectors"}:
        vectors = encode([story.title for story in stories])
        for line in _measured(options, stories, vectors):
            print(line, flush=True)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    shown = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=shown)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="all if left out")
    parser.add_argument("--stories", type=int, default=LONG, help="length of the long stream")
    parser.add_argument("--full", action="store_true", help=f"the same as --stories {CUTS[-1]}")
    parser.add_argument("--window", type=int, default=WIDE, help="stories in the wide window")
    parser.add_argument("--archive", type=int, help="stories of the archive that are used")
    return parser.parse_args(arguments)


def _measured(options: argparse.Namespace, stories: list[Story], vectors: Vectors) -> Iterator[str]:
    """A line for each figure where vectors are at hand, as soon as it is known."""
    if "growth" in options.only:
        yield from grow(stories, vectors, CUTS[-1] if options.full else options.stories)
    if "single" in options.only:
        one = single(stories, vectors, options.window)
        yield f"one new story in a window of {options.window:,}: {one:.2f} ms"
    if "peers" in options.only:
        yield from peers.batch_clustering(stories, vectors)
        yield from peers.text_clust(stories)


def end_to_end(stories: Sequence[Story]) -> str:
    """Stories a second where vectors have to be made, after a first batch."""
    clusterer = Clusterer()
    clusterer.place(stories[:200])
    began, spent = time.perf_counter(), time.process_time()
    clusterer.place(stories[200:])
    rates = [
        (len(stories) - 200) / took
        for took in (time.perf_counter() - began, time.process_time() - spent)
    ]
    return f"{rates[0]:,.0f}/s by the clock, {rates[1]:,.0f} a second of CPU"


def grow(stories: list[Story], vectors: Vectors, count: int) -> Iterator[str]:
    """Lines on a long stream with its vectors at hand: speed and memory as it grows."""
    clusterer, spent, seen = Clusterer(), 0.0, 0
    cuts = {cut for cut in (*CUTS, count // BATCH * BATCH) if cut <= count}
    times: list[tuple[int, float]] = []
    for some in made(stories, vectors, count, BATCH):
        spent += _place(clusterer, some)
        seen += len(some.stories)
        if seen in cuts:
            before, until_then = times[-1] if times else (0, 0.0)
            times.append((seen, spent))
            rates = seen / spent, (seen - before) / (spent - until_then)
            last = f"{rates[1]:,.0f}/s for the last {seen - before:,}"
            yield f"{seen:>9,} stories: {rates[0]:,.0f}/s, {last}, peak {_peak():,.0f} MB"
    if len(times) > 1:
        sizes, costs = np.log(np.array(times, float)).T
        slope = np.polyfit(sizes, costs, 1)[0]
        yield f"cost grows like n^{slope:.2f} from {times[0][0]:,} to {times[-1][0]:,}"


def single(stories: list[Story], vectors: Vectors, window: int) -> float:
    """Milliseconds for one new story, the median of many, in a window as full as that."""
    span = (stories[-1].first_seen_at - stories[0].first_seen_at).total_seconds() / 3600
    speed = window / len(stories) * span / 71
    batches = made(stories, vectors, window + SINGLE, BATCH, speed)
    clusterer = Clusterer()
    for some in islice(batches, window // BATCH):
        placed = [replace(s, event_id=event_id_of(s.id.split("-")[0] + "-0")) for s in some.stories]
        packed = map(pack, some.vectors)
        clusterer.remember(placed, dict(zip((s.id for s in placed), packed, strict=True)))
    (last,) = batches
    each = [
        _place(clusterer, Made([story], last.vectors[at : at + 1]))
        for at, story in enumerate(last.stories)
    ]
    return 1000 * float(np.median(each))


def _place(clusterer: Clusterer, some: Made) -> float:
    began = time.process_time()
    clusterer.place(some.stories, some.vectors)
    return time.process_time() - began


def _peak() -> float:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


if __name__ == "__main__":
    main()
