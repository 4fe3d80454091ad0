"""Terms and their rarity over the window."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from feeds.cluster.features import MOST_TERMS, TITLE_WEIGHT, TermIndex, strongest, weighted_terms
from tests.cluster.cases import stories


def index(*documents: str) -> TermIndex:
    found = TermIndex(8)
    for slot, words in enumerate(documents):
        found.add(slot, dict.fromkeys(words.split(), 1.0), "en")
    return found


def terms(words: str) -> dict[str, float]:
    return dict.fromkeys(words.split(), 1.0)


def test_a_title_weighs_more_than_a_summary_and_figures_are_kept() -> None:
    (story,) = stories("like_wording")[:1]
    story = replace(story, title="Quake of 56 points", summary="Quake felt by 900 villages")
    found = weighted_terms(story)
    assert found["56"] == TITLE_WEIGHT
    assert found["900"] == 1.0


def test_a_long_text_is_cut() -> None:
    (story,) = stories("like_wording")[:1]
    long = replace(story, summary=" ".join(f"word{n}" for n in range(200)))
    assert len(weighted_terms(long)) == MOST_TERMS


def test_a_rare_word_in_common_counts_more_than_a_usual_one() -> None:
    found = index("minister dam", "minister port", "minister school", "minister road")
    rare, usual = found.cosines(terms("dam minister"), "en", np.array([0, 1]))
    assert rare == pytest.approx(1.0)
    assert 0 < usual < 0.6


def test_what_left_the_window_weighs_nothing() -> None:
    found = index("dam lake", "port sea")
    found.remove(0)
    assert found.sharing(terms("dam"), "en", 5).tolist() == []
    found.add(0, terms("dam port"), "en")
    assert found.sharing(terms("port"), "en", 5).tolist() == [0, 1]


def test_those_that_tie_with_the_last_are_all_taken() -> None:
    assert strongest(np.array([1.0, 3.0, 0.0, 1.0, 2.0]), 3).tolist() == [0, 1, 3, 4]


def test_the_index_grows_with_slots_and_words() -> None:
    found = TermIndex(1)
    found.grow(3)
    found.add(2, {f"w{n}": 1.0 for n in range(MOST_TERMS)}, "en")
    assert found.sharing({"w3": 1.0}, "en", 5).tolist() == [2]
