"""Signals of pairs, against what the window holds just now, and the odds made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from feeds.cluster.features import Numbers, Told, tell
from feeds.cluster.index import FeatureIndex
from feeds.cluster.score import explain, odds
from feeds.cluster.signals import SIGNALS, signals
from feeds.cluster.vectors import SIZE, Vectors
from tests.cluster.cases import stories

STORY = stories("like_wording")[0]


def told(title: str, language: str = "en") -> Told:
    return tell(replace(STORY, title=title, summary="", language=language))


def steps(*numbers: int) -> Vectors:
    return np.pad(np.array(numbers, np.float32), (0, SIZE - len(numbers)))


def index(titles: Sequence[str], language: str = "en") -> FeatureIndex:
    found = FeatureIndex(len(titles) + 1)
    for slot, title in enumerate(titles):
        found.add(slot, told(title, language), steps(4000))
    return found


def row(held: FeatureIndex, asked: Told, slot: int, **known: float) -> dict[str, float]:
    at = np.array([slot])
    values = {"meaning": 0.0, "hours": 0.0, "same_outlet": 0.0} | known
    meaning, hours, outlet = (np.array([[value]]) for value in values.values())
    found = signals(held, held.telling(asked), at, meaning, hours, outlet > 0)
    return dict(zip(SIGNALS, found[0, 0].tolist(), strict=True))


def test_a_rare_word_in_common_counts_more_than_a_usual_one() -> None:
    held = index(["minister dam", "minister port", "minister school", "minister road"])
    asked = told("dam minister")
    assert row(held, asked, 0)["words"] == pytest.approx(1.0)
    assert 0 < row(held, asked, 1)["words"] < 0.6


def test_a_word_that_all_tell_just_now_says_little() -> None:
    alone, among = index(["regatta ends"]), index(["regatta ends", *["regatta"] * 60])
    asked = told("regatta begins")
    assert row(among, asked, 0)["words"] < row(alone, asked, 0)["words"] / 2


def test_what_left_the_window_changes_nothing_any_more() -> None:
    asked = told("Flood at the dam of Norway 12")
    held = index(["Flood at the dam of Norway 12"])
    before = row(held, asked, 0)
    for _ in range(3):
        held.add(1, told("Flood, dam, Norway 12 and Zanzibar"), steps(0, 4000))
        assert row(held, asked, 0) != before
        held.remove(1, steps(0, 4000))
    assert row(held, asked, 0) == before


def test_a_name_in_common_counts_across_scripts() -> None:
    held = index(["Marwan Qasim resigns"])
    found = row(held, told("استقالة مروان قاسم", "ar"), 0)
    assert (found["words"], found["same_language"]) == (0, 0)
    assert found["names"] > 1


def test_several_are_compared_at_once_as_each_alone_and_as_when_they_came() -> None:
    titles = ["Flood at the dam 12", "Dam of Norway fails", "Marwan Qasim resigns", "12 dead"]
    held, slots = index(titles), np.arange(4)
    none, at_once = np.zeros((4, 4)), held.retelling(slots)
    together = signals(held, at_once, slots, none, none, none > 0)
    for slot, title in enumerate(titles):
        for alone in (held.retelling(slots[slot : slot + 1]), held.telling(told(title))):
            found = signals(held, alone, slots, none[:1], none[:1], none[:1] > 0)
            assert np.array_equal(found[0], together[slot])


def test_other_figures_are_held_against_a_pair() -> None:
    held = index(["Quake kills 12", "Quake kills many"])
    asked = told("Quake kills 40")
    assert [row(held, asked, slot)["other_numbers"] for slot in (0, 1)] == [1, 0]
    assert row(held, told("Quake: 12 dead"), 0)["numbers"] > 0


def test_meaning_is_measured_from_the_middle_of_a_language() -> None:
    held = FeatureIndex(300)
    asked, other = told("a"), told("b", "ar")
    for slot in range(300):  # the usual story of each language lies to its own side
        near = slot % 2 == 0
        held.add(slot, asked if near else other, steps(3600, 1700) if near else steps(3600, -1700))
    one, at = held.telling(asked), np.array([1])
    found = held.meaning(one, steps(3600, 1700, 900)[None], at, steps(3600, -1700, 900)[None])
    assert found[0, 0] > 0.7
    plain = held.meaning(one, steps(3600, 1700)[None], at, steps(2000, -2000)[None])
    assert plain[0, 0] < 0.5


def test_the_index_grows_with_slots_and_words() -> None:
    held = index(["dam"])
    held.grow(40)
    for slot in range(1, 40):
        held.add(slot, told(" ".join(f"w{slot}x{n}" for n in range(48))), steps(4000))
    assert row(held, told("dam"), 0)["words"] == pytest.approx(1.0)


def rows(**values: float) -> Numbers:
    return np.array([[values.get(signal, 0.0) for signal in SIGNALS]])


@pytest.mark.parametrize("same_language", [0.0, 1.0], ids=["across", "same"])
def test_likeness_speaks_for_one_happening_and_time_against_it(same_language: float) -> None:
    like = {"meaning": 0.5, "letters": 0.4, "words": 0.4, "same_language": same_language}
    assert odds(rows(**like)) > odds(rows(**{**like, "meaning": 0.1}))
    assert odds(rows(**like)) > odds(rows(**like, hours=60))
    assert odds(rows(**{**like, "names": 2})) > odds(rows(**like))


@pytest.mark.parametrize("same_language", [0.0, 1.0], ids=["across", "same"])
def test_an_explanation_adds_up_to_the_odds(same_language: float) -> None:
    pair = rows(meaning=0.4, hours=5, names=1.2, length=0.2, same_language=same_language)
    told = explain(pair[0])
    assert [name for name, _, _ in told] == ["start", *SIGNALS]
    assert sum(part for _, _, part in told) == pytest.approx(odds(pair)[0], abs=1e-5)
