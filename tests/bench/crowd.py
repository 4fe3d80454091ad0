"""Labelled stories grouped among all of their stream: python -m tests.bench.crowd [--crowded N]

A labelled set alone is a quiet window. Here its stories are placed where they came, among
thousands of others, and only they are scored: B-cubed P, R and F1, pair F1. `--crowded` tries
another value than the one that ships; see feeds.cluster.score.crowding.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from feeds.cluster import score
from feeds.model import Story
from tests.bench.counting import bcubed, pair_f1
from tests.bench.events import group
from tests.bench.made_stream import read_stories
from tests.bench.shared import shared

STREAMS = {
    "syria-en-dev": "stream-2026-01-01_06.jsonl.gz",
    "syria-ar-dev": "stream-arabic-2026-03_06.jsonl.gz",
}


def labelled(path: Path, stories: Sequence[Story]) -> dict[str, str]:
    """Labelled event by story id; what has no single happening is left out."""
    ids = {story.link: story.id for story in reversed(stories)}
    ids |= {story.link + story.title: story.id for story in stories}
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = {ids.get(r["link"] + r["title"]) or ids.get(r["link"], ""): r["event"] for r in rows}
    return {story_id: event for story_id, event in found.items() if story_id and event != "none"}


def report(name: str, gold: Mapping[str, str], events: Mapping[str, str]) -> str:
    """One line on a set."""
    pairs = [(event, events[story_id]) for story_id, event in gold.items()]
    told = "  ".join(f"{value:.3f}" for value in (*bcubed(pairs), pair_f1(pairs)))
    most = [number for _, number in Counter(events.values()).most_common(5)]
    return f"{name}: {len(pairs)} of {len(events)} stories, P R F1 pair F1 {told}, largest {most}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line a set."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.crowd", description=__doc__)
    parser.add_argument("--crowded", type=float, default=score.CROWDED)
    score.CROWDED = parser.parse_args(arguments).crowded
    for name, stream in STREAMS.items():
        path = shared() / "corpus" / stream
        if not path.exists():
            sys.exit(f"{path} is not there: set COVERLINE_SHARED to the folder of real data.")
        stories = read_stories(path)
        gold = labelled(shared() / "bench" / f"{name}.tsv", stories)
        print(report(name, gold, group(stories, 1000)), flush=True)


if __name__ == "__main__":
    main()
