"""What a story tells: words, letters, names, concepts and figures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from feeds.cluster.features import (
    MOST_GRAMS,
    MOST_TERMS,
    TITLE_WEIGHT,
    Told,
    distinct,
    strongest,
    tell,
)
from feeds.model import Story
from tests.cluster.cases import stories

STORY: Story = stories("like_wording")[0]


def told(title: str, language: str = "en", summary: str = "") -> Told:
    return tell(replace(STORY, title=title, summary=summary, language=language))


def test_a_title_weighs_more_than_a_summary_and_figures_are_kept() -> None:
    story = replace(STORY, title="Quake of 56 points", summary="Quake felt by 900 villages")
    found = tell(story).terms
    assert found["56"] == TITLE_WEIGHT
    assert found["900"] == 1.0


def test_a_long_text_is_cut() -> None:
    long = replace(STORY, title="x" * 900, summary=" ".join(f"word{n}" for n in range(200)))
    assert len(tell(long).terms) == MOST_TERMS
    assert len(tell(long).grams) <= MOST_GRAMS


def test_a_name_has_one_key_in_two_scripts() -> None:
    latin, arabic = told("Marwan Qasim resigns"), told("استقالة مروان قاسم", "ar")
    assert len(set(latin.names) & set(arabic.names)) == 2


def test_a_country_and_its_capital_are_the_same_concepts_in_other_languages() -> None:
    english = told("Norwegian envoys reach Oslo from Kenya").concepts
    assert set(english) == {"NO", "Europe/Oslo", "KE"}
    assert set(told("Norwegische Gesandte aus Kenia in Oslo", "de").concepts) == set(english)
    assert set(told("مبعوثون من كينيا في أوسلو", "ar").concepts) == {"KE", "Europe/Oslo"}


def test_figures_are_alike_however_they_are_pointed() -> None:
    assert told("Magnitude 5,6 and 1,200 homes").numbers == ("56", "1200")
    assert told("بقوة ٥٫٦ و٤٠", "ar").numbers[-1] == "40"


def test_letters_are_compared_as_folded_and_across_word_ends() -> None:
    line, ferry = told("Ferry  LINE").grams, told("the ferry").grams
    assert np.array_equal(line, told("ferry line").grams)
    assert 3 <= len(np.intersect1d(line, ferry)) < len(line)
    assert len(told("").grams) == 0


def test_each_number_comes_once_and_in_order() -> None:
    assert distinct(np.array([3, 1, 3, 2, 1])).tolist() == [1, 2, 3]
    assert distinct(np.zeros(0, np.int64)).tolist() == []


def test_those_that_tie_with_the_last_are_all_taken() -> None:
    assert strongest(np.array([1.0, 3.0, 0.0, 1.0, 2.0]), 3).tolist() == [0, 1, 3, 4]
