"""How fast stories find their events: python -m tests.bench.events_speed [--stories N]

Streams made from the archived one (COVERLINE_SHARED) go through feeds.cluster; peers take what
they can in the same run. CPU time of one process, so that a busy machine does not count.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Sequence
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
FIRST_CUT = 10_000
WIDE = 100_000  # stories in the window for the time of a single one
SINGLE = 200
END_TO_END = 3000


def main(arguments: Sequence[str] | None = None) -> None:
    """Print every figure as soon as it is known."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=60_000, help="length of the long stream")
    parser.add_argument("--window", type=int, default=WIDE, help="stories in the wide window")
    options = parser.parse_args(arguments)
    path = shared() / STREAM
    if not path.exists():
        sys.exit(f"{path} is not there: set COVERLINE_SHARED to the folder of real data.")
    stories = read_stories(path)
    print(f"with vectors computed: {end_to_end(stories[:END_TO_END]):,.0f}/s", flush=True)
    vectors = encode([story.title for story in stories])
    for line in grow(stories, vectors, options.stories):
        print(line, flush=True)
    one = single(stories, vectors, options.window)
    print(f"one new story in a window of {options.window:,}: {one:.2f} ms", flush=True)
    for line in (*peers.batch_clustering(stories, vectors), *peers.text_clust(stories)):
        print(line, flush=True)


def end_to_end(stories: Sequence[Story]) -> float:
    """Stories a second of wall time where vectors have to be made, after a first batch."""
    clusterer = Clusterer()
    clusterer.place(stories[:200])
    began = time.perf_counter()
    clusterer.place(stories[200:])
    return (len(stories) - 200) / (time.perf_counter() - began)


def grow(stories: list[Story], vectors: Vectors, count: int) -> Sequence[str]:
    """Lines on a long stream with its vectors at hand: speed and memory as it grows."""
    clusterer, spent, seen = Clusterer(), 0.0, 0
    cuts, lines, times = _cuts(count), [], []
    for some in made(stories, vectors, count, BATCH):
        spent += _place(clusterer, some)
        seen += len(some.stories)
        if seen in cuts:
            times.append((seen, spent))
            lines.append(f"{seen:>9,} stories: {seen / spent:,.0f}/s, peak {_peak():,.0f} MB")
    if len(times) > 1:
        slope = np.polyfit(*np.log(np.array(times)).T, 1)[0]
        lines.append(f"cost grows like n^{slope:.2f} from {times[0][0]:,} to {times[-1][0]:,}")
    return lines


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


def _cuts(count: int) -> set[int]:
    cuts = {FIRST_CUT * 2**n for n in range(12)} | {count // BATCH * BATCH}
    return {cut for cut in cuts if cut <= count}


def _peak() -> float:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


if __name__ == "__main__":
    main()
