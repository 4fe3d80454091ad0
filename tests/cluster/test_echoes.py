"""Events told in two languages: their headlines alone say little, their middles make them one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from feeds.cluster.assign import Clusterer, Placed
from feeds.cluster.centres import Centres
from feeds.cluster.constraints import Constraints
from feeds.cluster.echoes import is_asked
from feeds.cluster.vectors import SCALE, SIZE, Vectors
from feeds.corrections import constraints_of
from feeds.model import Correction, Story
from tests.cluster.telling import NOON, stored, told, where

OWN = 1.4  # how far a headline's vector goes its own way, where its event's goes 1
TITLES = {
    "en": "Ferry sinks off the harbour after striking a tanker",
    "ar": "غرق عبارة قبالة الميناء بعد اصطدامها بناقلة",
}


def stories(each: int = 8) -> list[Story]:
    """A ferry sinks, told by turns in English and in Arabic."""
    return [
        replace(told(f"{language}{n}", title, n / 5), language=language)
        for n in range(each)
        for language, title in TITLES.items()
    ]


def vectors(some: Sequence[Story], alike: float) -> Vectors:
    """Each headline far from all others; the two languages have a direction `alike` in common."""
    lots = np.random.default_rng(3)
    ways = np.linalg.qr(lots.standard_normal((SIZE, 2 + len(some))))[0].T
    toward = {"en": ways[0], "ar": alike * ways[0] + np.sqrt(1 - alike**2) * ways[1]}
    centres, nothing = Centres(), np.zeros((1, SIZE), np.float32)
    for language in toward:
        centres.know(language)
    usual = [-centres.leaning(np.array([code]), nothing, shipped=True) / SCALE for code in (0, 1)]
    middle = dict(zip(toward, usual, strict=True))
    leaning = [toward[s.language] + OWN * own for s, own in zip(some, ways[2:], strict=True)]
    rows = [
        middle[story.language] + lean / np.linalg.norm(lean)
        for story, lean in zip(some, leaning, strict=True)
    ]
    return np.array(rows, np.float32)


def told_by(alike: float, rules: Constraints | None = None, size: int = 100) -> list[Placed]:
    some = stories()
    rows, clusterer = vectors(some, alike), Clusterer(rules)
    return [
        clusterer.place(some[at : at + size], rows[at : at + size])
        for at in range(0, len(some), size)
    ]


def test_two_events_are_one_whose_headlines_alone_say_too_little() -> None:
    (placed,) = told_by(0.9)
    assert len(set(where(placed).values())) == 1
    (merged,) = (change for change in placed.changes if change.kind == "merged")
    assert "in two languages" in merged.reason
    first = stories(1)
    apart = Clusterer().place(first, vectors(stories(), 0.9)[:2])
    assert len(set(where(apart).values())) == 2  # a headline in each language is not enough


def test_events_that_lean_elsewhere_stay_apart() -> None:
    found = where(*told_by(0.1))
    assert {len({found[f"{language}{n}"] for n in range(8)}) for language in TITLES} == {1}
    assert found["en0"] != found["ar0"]


def test_what_an_analyst_keeps_apart_stays_apart() -> None:
    rule = Correction("part", "story:en0", "story:ar0", "someone", "two ferries", NOON)
    found = where(*told_by(0.9, constraints_of([rule])))
    assert found["en0"] != found["ar0"]


@pytest.mark.parametrize("size", [1, 3, 7])
def test_the_size_of_batches_changes_nothing(size: int) -> None:
    assert where(*told_by(0.9, size=size)) == where(*told_by(0.9))


@pytest.mark.parametrize("stop", range(2, 16, 3))
def test_stopping_changes_nothing(stop: int) -> None:
    some = stories()
    rows = vectors(some, 0.9)
    before = Clusterer().place(some[:stop], rows[:stop])
    again = Clusterer.restore(stored(before), dict(before.vectors))
    after = again.place(some[stop:], rows[stop:])
    assert where(before, after) == where(*told_by(0.9))


def test_an_event_is_asked_about_whenever_it_has_grown_by_half() -> None:
    assert [n for n in range(50) if is_asked(n)] == [2, 3, 4, 6, 8, 12, 16, 24, 32, 48]
