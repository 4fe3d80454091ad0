"""Signals of labelled pairs, made by the pipeline's own code: what weights are learnt from."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import numpy as np

from feeds.cluster.features import Flags, Numbers, Slots, tell
from feeds.cluster.index import FeatureIndex
from feeds.cluster.signals import signals
from feeds.cluster.vectors import Vectors, encode, whole
from feeds.model import Story, StoryDate
from tests.bench.events import read, story_of
from tests.bench.shared import shared

SETS = ("syria-en-dev", "syria-ar-dev", "uci-news-2014-03")
EVERY = {"uci-news-2014-03": 3}  # a third of its stories: as dense as others, and soon done
WINDOW = 72.0
LIKELIEST = 40  # pairs of a story that are learnt from, and a few of the others
OTHERS = 0.03
SEED = 11
START = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Cases:
    """All pairs of stories within 72 hours: signals (n, k), whether they tell one happening,
    and the place of the later and the earlier story in order of arrival."""

    rows: Numbers
    same: Numbers
    later: Slots
    earlier: Slots
    events: tuple[str, ...]  # of each story; `none` where it tells no single happening

    def picked(self, keep: Flags) -> Cases:
        """The pairs that are kept."""
        parts = (self.rows[keep], self.same[keep], self.later[keep], self.earlier[keep])
        return Cases(*parts, self.events)


def labelled(name: str) -> Cases:
    """The cases of a file under COVERLINE_SHARED/bench."""
    path = shared() / "bench" / f"{name}.tsv"
    rows = read(path)[:: EVERY.get(name, 1)]
    stories = sorted(map(story_of, rows), key=lambda story: (story.first_seen_at, story.id))
    return cases(stories, _events(path))


def cases(stories: Sequence[Story], event_of: dict[str, str]) -> Cases:
    """Every story against those of the 72 hours before it, as the window sees them then."""
    steps = whole_of(encode([story.title for story in stories]))
    held = FeatureIndex(len(stories))
    hours = np.array([story.first_seen_at.timestamp() for story in stories]) / 3600
    outlets = np.array([story.outlet_id for story in stories])
    events = np.array([event_of[story.id] for story in stories])
    found: list[Numbers] = []
    places: list[Slots] = []
    start = 0
    for at, story in enumerate(stories):
        while hours[start] <= hours[at] - WINDOW:
            held.remove(start, steps[start])
            start += 1
        told, slots = tell(story), np.arange(start, at)
        telling = held.telling(told)
        meaning = held.meaning(telling, steps[at : at + 1], slots, steps[slots])
        apart, own = hours[at] - hours[slots], outlets[slots] == outlets[at]
        found.append(signals(held, telling, slots, meaning, apart[None], own[None])[0])
        places.append(slots)
        held.add(at, told, steps[at])
    later = np.repeat(np.arange(len(stories)), [len(slots) for slots in places])
    earlier = np.concatenate(places)
    same = (events[later] == events[earlier]) & (events[later] != "none")
    return Cases(np.concatenate(found), same.astype(float), later, earlier, tuple(events.tolist()))


def likeliest(found: Cases) -> Flags:
    """Pairs to learn from: the likeliest of each story, which placing would look at, and some."""
    worth = found.rows[:, :3] @ [1.0, 0.5, 1.0]
    keep: Flags = np.random.default_rng(SEED).random(len(worth)) < OTHERS
    ends = np.searchsorted(found.later, np.arange(len(found.events) + 1))
    for start, end in pairwise(ends):
        keep[start + np.argsort(-worth[start:end], kind="stable")[:LIKELIEST]] = True
    return keep


def human_pairs() -> tuple[Numbers, Numbers, list[str]]:
    """(signals, likeness 0 to 3 as people see it, languages such as `de-en`) of SemEval's pairs."""
    rows, _, likeness, languages = human_cases()
    return rows, likeness, languages


def human_cases() -> tuple[Numbers, Numbers, Numbers, list[str]]:
    """The same, with how far the words of each pair mean the same, (n,), after the signals."""
    path = shared() / "bench" / "pairs-semeval2022-dev.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    texts = sorted({(row[f"lang_{side}"], row[f"title_{side}"]) for row in table for side in "ab"})
    stories = [_bare(str(at), language, title) for at, (language, title) in enumerate(texts)]
    steps = whole_of(encode([story.title for story in stories]))
    held = FeatureIndex(len(stories))
    for at, story in enumerate(stories):
        held.add(at, tell(story), steps[at])
    place = {text: at for at, text in enumerate(texts)}
    sides = [[place[row[f"lang_{s}"], row[f"title_{s}"]] for s in "ab"] for row in table]
    rows = [_row(held, stories, steps, one, other) for one, other in sides]
    agreement = [held.agreement(np.array([one]), np.array([other])) for one, other in sides]
    likeness = 4 - np.array([float(row["dissimilarity"]) for row in table])
    languages = [f"{row['lang_a']}-{row['lang_b']}" for row in table]
    return np.array(rows), np.array(agreement), likeness, languages


def whole_of(vectors: Vectors) -> Vectors:
    """Vectors in whole steps, by way of the store's sixteen bits as in the pipeline."""
    return whole(vectors.astype(np.float16).astype(np.float32))


def _row(
    held: FeatureIndex, stories: Sequence[Story], steps: Vectors, one: int, other: int
) -> Numbers:
    telling, slot, none = held.telling(tell(stories[one])), np.array([other]), np.zeros((1, 1))
    meaning = held.meaning(telling, steps[one : one + 1], slot, steps[slot])
    row: Numbers = signals(held, telling, slot, meaning, none, none > 0)[0, 0]
    return row


def _bare(name: str, language: str, title: str) -> Story:
    date = StoryDate(START, START, START, "published", "second", "high")
    return replace(
        story_of(
            {"id": name, "time": START.isoformat(), "title": title, "lang": "eng"}
            | dict.fromkeys(("summary", "feed", "outlet"), "")
        ),
        language=language,
        date=date,
    )


def _events(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["id"]: row["event"] for row in table}
