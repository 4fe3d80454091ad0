"""Words that one side writes more than the rest."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

from feeds import coverage
from feeds.coverage import Selection
from feeds.coverage.log_odds import LOG_ODDS, ratios
from feeds.errors import SelectionError
from tests.coverage.framing import filled, table
from tests.rows import rows
from tests.store import make
from tests.store.make import at

STORIES = table(rows("coverage/log-odds-stories.tsv"), "id outlet_id language side title")
STORIES["side"] = STORIES["side"] == "1"
WORKED = rows("coverage/log-odds.tsv")
WHOLE = Selection(at(-48), at(48), rows="outlet")


@pytest.mark.parametrize(
    ("word", "side", "rest", "log_odds", "z", "outlets", "example"), WORKED
)  # fmt: skip
def test_a_word_is_weighed_as_worked_out(
    word: str, side: str, rest: str, log_odds: str, z: str, outlets: str, example: str
) -> None:
    line = ratios(STORIES, least=1).set_index("word").loc[word]
    assert [line["side"], line["rest"], line["outlets"]] == [int(side), int(rest), int(outlets)]
    assert [line["log_odds"], line["z"]] == pytest.approx([float(log_odds), float(z)], abs=1e-5)
    assert line["example"] == example


def test_the_words_of_the_side_come_first_and_stop_words_do_not_come() -> None:
    assert list(ratios(STORIES, least=1)["word"]) == [line[0] for line in WORKED]


def test_a_language_of_one_side_compares_nothing() -> None:
    assert set(ratios(STORIES, least=1)["language"]) == {"en"}


def test_swapping_the_sides_turns_the_sign() -> None:
    there = ratios(STORIES, least=1).set_index("word")["z"]
    back = ratios(STORIES.assign(side=~STORIES["side"]), least=1).set_index("word")["z"]
    pd.testing.assert_series_equal(there.sort_index(), -back.sort_index())


def test_rare_words_are_left_out_and_each_end_is_cut() -> None:
    assert list(ratios(STORIES, least=3)["word"]) == ["tide", "calm", "harbour"]
    assert list(ratios(STORIES, least=1, most=1)["word"]) == ["tide", "harbour"]


def test_no_words_give_a_typed_empty_table() -> None:
    for none in (STORIES.head(0), STORIES.assign(title="")):
        assert dict(ratios(none).dtypes.astype(str)) == dict(LOG_ODDS)


def test_a_planted_word_leads_and_common_ones_do_not() -> None:
    lines = [("gull", f"Ship {n} brings planted cargo") for n in range(30)]
    lines += [("heron", f"Ship {n} brings usual cargo") for n in range(60)]
    planted = [(f"s{n}", outlet, "en", title) for n, (outlet, title) in enumerate(lines)]
    made = table(planted, "id outlet_id language title")
    found = ratios(made.assign(side=made["outlet_id"] == "gull"))
    assert found.iloc[0]["word"] == "planted"
    assert found.iloc[0]["z"] > 1.96
    assert list(found["word"]) == ["planted", "usual"]  # the others lean to neither side


def test_a_word_tells_the_frame_that_it_says_already(tmp_path: Path) -> None:
    stories = [make.story(f"s{n}", title="Wreckers sail", outlet_id="gull") for n in range(5)]
    stories += [make.story(f"t{n}", title="Ships sail") for n in range(5)]
    with closing(filled(tmp_path, *stories)) as store:
        found = coverage.log_odds(store, WHOLE, "gull").set_index("word")
        assert found.loc["wreckers", "frames"] == "wreckers"
        assert found.loc["ships", "frames"] == ""
        with pytest.raises(SelectionError, match="“tern” has no story here") as caught:
            coverage.log_odds(store, WHOLE, "tern")
        assert "gull, lantern" in caught.value.hint
