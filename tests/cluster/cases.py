"""Stories of a hand-written case file, and the events its author sees in them."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np

from feeds.cluster.vectors import Vectors, encode
from feeds.model import Story
from tests.bench.events import read, story_of

CASES = Path(__file__).parents[1] / "cases" / "cluster"


def stories(name: str) -> list[Story]:
    """The stories of tests/cases/cluster/NAME.tsv, in the file's order."""
    return [story_of(row) for row in read(CASES / f"{name}.tsv")]


def expected(name: str) -> dict[str, str]:
    """What the case file says: its author's event by story id."""
    with (CASES / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["id"]: row["event"] for row in rows}


def vectors_of(some: Iterable[Story]) -> Vectors:
    """Sentence vectors of the headlines, each encoded once in a test run."""
    known, titles = _all_titles(), [story.title for story in some]
    lost = [title for title in titles if title not in known]
    known.update(zip(lost, encode(lost), strict=True))
    return np.stack([known[title] for title in titles])


def sides(event_of: dict[str, str]) -> set[frozenset[str]]:
    """Who is with whom, whatever the events are called."""
    found: dict[str, set[str]] = defaultdict(set)
    for story_id, event_id in event_of.items():
        found[event_id].add(story_id)
    return {frozenset(some) for some in found.values()}


@cache
def _all_titles() -> dict[str, Vectors]:
    titles = [row["title"] for path in sorted(CASES.glob("*.tsv")) for row in read(path)]
    return dict(zip(titles, encode(titles), strict=True))
