"""Stories to read before an outlet is said to have told nothing."""

from __future__ import annotations

import pandas as pd
import pytest

from feeds.coverage.near_misses import NEAR, near_enough, nearest
from feeds.model import Topic
from feeds.topics.hints import Hints

COAST = Topic(
    "coast",
    "Coast",
    "الساحل",
    terms={"en": ("coastal revolt",)},
    weak={"en": ("remnants",), "ar": ("فلول",), "tr": ("sahil",)},
    names={"Suhail al-Hassan": ("Suhail al-Hassan", "Souheil Hassan", "سهيل الحسن")},
)


def test_what_speaks_for_a_topic_and_where_it_stands() -> None:
    hints = Hints(COAST)
    assert hints.find("Remnants of the storm", "", "en") == (1.0, ('word "remnants" in title',))
    assert hints.find("A day in court", "Souheil Hassan is named.", "en") == (
        1.0,
        ('name "Suhail al-Hassan" in summary',),
    )
    assert hints.find("وفلول النظام مع سهيل الحسن", "", "ar")[0] == 3.0
    assert hints.find("A sahil of its own", "", "en") == (0.0, ())


def test_a_word_counts_once_however_often_it_stands() -> None:
    assert Hints(COAST).find("Remnants and remnants", "remnants", "en")[0] == 1.0


def stories(*ids: str) -> pd.DataFrame:
    at = pd.Timestamp("2026-03-01 08:00", tz="UTC")
    rows = [
        {"id": name, "outlet_id": "herald", "published_at": at, "language": "en", "title": name,
         "url": f"https://herald.example/{name}"}
        for name in ids
    ]  # fmt: skip
    return pd.DataFrame(rows)


def test_the_nearest_come_first_with_their_reason() -> None:
    spoken = {"a": (1.0, ("word",)), "b": (0.5, ("little",)), "c": (2.5, ("name", "term"))}
    alike = {"a": (0.5, ()), "c": (0.0, ()), "d": (0.7, ("like",)), "e": (0.5, ())}
    found = nearest(stories("a", "b", "c", "d", "e"), spoken, alike, 5)
    assert list(zip(found["story_id"], found["reason"], strict=True)) == [
        ("d", "like"),
        ("a", "word"),
        ("c", "name; term"),
    ]
    mixed = stories("e", "d", "c", "b", "a")
    pd.testing.assert_frame_equal(nearest(mixed, spoken, alike, 5), found)


@pytest.mark.parametrize(
    ("weight", "near", "enough"),
    [(1.0, 0.5, True), (1.0, 0.45, False), (2.0, 0.0, True), (0.0, 0.65, True), (0.0, 0.6, False)],
)
def test_a_word_that_any_story_may_hold_needs_a_headline_somewhat_like(
    weight: float, near: float, enough: bool
) -> None:
    assert near_enough(weight, near) == enough


def test_words_alone_count_where_no_likeness_is_known() -> None:
    assert near_enough(1.0, None)
    assert not near_enough(0.5, None)


def test_nothing_near_gives_a_typed_table() -> None:
    found = nearest(stories("a"), {}, {}, 5)
    assert found.empty
    assert found.dtypes.astype(str).to_dict() == NEAR
