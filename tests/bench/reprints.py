"""Reprints found in the real streams, and planted ones found again.

    python -m tests.bench.reprints [--pairs 100]

Prints recall by kind of planted copy, the pairs found among real stories with the verdicts that
people gave (tests/cases/identity/reprints-read.tsv: hashes of pairs, 1 for a reprint), and cost.
`--pairs` prints that many found pairs without a verdict, to be read.
"""

from __future__ import annotations

import argparse
import csv
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from feeds.identity.matching import WINDOW
from feeds.identity.reprints import Copy, ReprintIndex
from feeds.model import Story
from tests.bench.archive import read_stories
from tests.bench.planted import plant

VERDICTS = Path(__file__).parents[1] / "cases" / "identity" / "reprints-read.tsv"
EVERY = 20  # one story in so many is copied
BATCH = 1000  # stories between two evictions


@dataclass(frozen=True, slots=True)
class Run:
    """What an index found, and what that took."""

    copies: Mapping[str, Copy]  # by story id
    seconds: float  # of CPU time
    most: int  # stories held at once


def find(stories: Iterable[Story]) -> Run:
    """All copies among stories in order of arrival, as re-pointed at the end."""
    index, copies, most = ReprintIndex(), {}, 0
    began = time.process_time()
    for number, story in enumerate(stories):
        found = index.add(story)
        for copy in (found.copy, *found.moved):
            copies[copy.story_id] = copy
        if number % BATCH == 0:
            most = max(most, len(index))
            index.evict(story.first_seen_at - WINDOW)
    took = time.process_time() - began
    return Run({key: copy for key, copy in copies.items() if copy.copy_of}, took, most)


def recall(stories: Sequence[Story]) -> dict[str, tuple[int, int]]:
    """By kind of planted copy: (found again with its own origin, planted)."""
    planted = list(plant(stories, EVERY))
    every = sorted(
        [*stories, *(copy for _, _, copy in planted)], key=lambda s: (s.first_seen_at, s.id)
    )
    found = find(every).copies
    right, n = Counter[str](), Counter[str]()
    for kind, story, copy in planted:
        n[kind] += 1
        origins = {story.id, found[story.id].copy_of if story.id in found else story.id}
        right[kind] += copy.id in found and found[copy.id].copy_of in origins
    return {kind: (right[kind], n[kind]) for kind in sorted(n)}


def pair_of(copy: Copy) -> str:
    """A name of a pair that tells nothing of what it says."""
    return sha256("\x1f".join(sorted((copy.story_id, copy.copy_of))).encode()).hexdigest()[:16]


def read_verdicts() -> dict[str, bool]:
    """The pairs that people have read."""
    with VERDICTS.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return {row["pair"]: row["reprint"] == "1" for row in rows}


def precision(copies: Iterable[Copy], verdicts: Mapping[str, bool]) -> tuple[int, int]:
    """(right, read) of the copies found."""
    said = [verdicts[pair_of(copy)] for copy in copies if pair_of(copy) in verdicts]
    return sum(said), len(said)


def memory(stories: Sequence[Story]) -> float:
    """Kilobytes that an index takes for each story it holds."""
    tracemalloc.start()
    index = ReprintIndex()
    for story in stories:
        index.add(story)
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return held / 1024 / len(index)


def show(copies: Iterable[Copy], stories: Mapping[str, Story], limit: int) -> None:
    """Print pairs to be read."""
    for copy in sorted(copies, key=pair_of)[:limit]:
        print(f"\n{pair_of(copy)}\t{copy.evidence}")
        for story_id in (copy.story_id, copy.copy_of):
            story = stories[story_id]
            print(f"  {story.outlet_id}: {story.title} || {story.summary[:300]}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=0, help="pairs to print")
    options = parser.parse_args(arguments)
    stories = read_stories()
    run, verdicts = find(stories), read_verdicts()
    copies = list(run.copies.values())
    right, read = precision(copies, verdicts)
    print(f"{len(stories)} stories, {len(copies)} reprints; {read} read, {right} right", end="")
    print(f" ({right / read:.3f})" if read else "")
    for kind, (found, n) in (by_kind := recall(stories)).items():
        print(f"planted {kind}: {found} of {n} found ({found / n:.3f})")
    found, n = map(sum, zip(*by_kind.values(), strict=True))
    print(f"planted in all: {found} of {n} found ({found / n:.3f})")
    print(f"{run.seconds / len(stories) * 1000:.3f} ms of CPU a story, {run.most} held at most")
    print(f"{memory(stories[:5000]):.1f} kB a story held")
    by_id = {story.id: story for story in stories}
    show([copy for copy in copies if pair_of(copy) not in verdicts], by_id, options.pairs)


if __name__ == "__main__":
    main()
