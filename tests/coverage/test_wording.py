"""How outlets name the same thing, worked by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from feeds import coverage
from feeds.coverage import Selection
from feeds.coverage.framing import Framed, found_uses
from feeds.coverage.wilson import wilson
from feeds.coverage.wording import QUOTES, WORDING, concordance, shares
from feeds.errors import SelectionError
from feeds.model import Derived, Group, Grouping, Story
from feeds.store import Store, open_store
from tests.coverage.framing import BOOK, QUAY, filled, table
from tests.rows import rows
from tests.store import make
from tests.store.make import at

WHOLE = Selection(at(-48), at(48), rows="outlet")
COLUMNS = "id outlet_id language text_scope title summary"
STORIES = table(rows("coverage/wording-stories.tsv"), COLUMNS)
STORIES["row"] = STORIES["outlet_id"]
STORIES["url"] = ""
STORIES["published_at"] = pd.Timestamp(at(0)).as_unit("us")
FOUND = Framed(STORIES, found_uses(STORIES, BOOK))
COUNTS = [name for name, kind in WORDING.items() if kind == "int64"]
NUMBERS = ["share", "low", "high"]


def test_the_shares_of_frames_are_those_by_hand() -> None:
    by_hand = pd.DataFrame(rows("coverage/wording.tsv"), columns=list(WORDING))
    key = ["concept", "frame", "row", "language", "examples", *COUNTS]
    wanted = by_hand.astype({name: WORDING[name] for name in [*key, *NUMBERS]})
    by = ["language", "row", "frame"]
    found = shares(FOUND, QUAY).sort_values(by, ignore_index=True)
    wanted = wanted.sort_values(by, ignore_index=True)
    pd.testing.assert_frame_equal(found[key], wanted[key])
    pd.testing.assert_frame_equal(found[NUMBERS], wanted[NUMBERS], atol=5e-5)


def test_the_order_of_uses_changes_nothing_and_a_story_counts_once() -> None:
    turned = Framed(STORIES, FOUND.uses.iloc[::-1])
    twice = Framed(STORIES, pd.concat([FOUND.uses, FOUND.uses]))
    pd.testing.assert_frame_equal(shares(turned, QUAY), shares(FOUND, QUAY))
    pd.testing.assert_frame_equal(shares(twice, QUAY), shares(FOUND, QUAY))


def test_a_frame_without_words_in_a_language_has_no_line_there() -> None:
    found = shares(FOUND, QUAY)
    assert set(found.loc[found["language"] == "tr", "frame"]) == {"strikers"}


def test_no_use_gives_a_typed_empty_table() -> None:
    none = Framed(STORIES, FOUND.uses.head(0))
    assert dict(shares(none, QUAY).dtypes.astype(str)) == dict(WORDING)
    assert dict(concordance(none, "strikers").dtypes.astype(str)) == dict(QUOTES)


def test_every_use_can_be_read_in_its_sentence() -> None:
    found = concordance(FOUND, "strikers")
    held = found[["story_id", "place", "term", "sentence", "quoted"]].values.tolist()
    assert held[0] == ["s8", "summary", "Strikers", "Strikers disagree.", False]
    assert [line[0] for line in held] == ["s8", "s6", "s5", "s3", "s2"]
    for line in found.to_dict("records"):
        first = line["start"] - line["sentence_start"]
        assert line["sentence"][first : first + len(line["term"])] == line["term"]


def test_a_word_in_quotation_marks_is_told() -> None:
    found = concordance(FOUND, "wreckers")
    told = zip(found["story_id"], found["place"], found["quoted"], strict=True)
    assert list(told) == [("s8", "title", False), ("s8", "summary", False), ("s7", "summary", True)]


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 0, 0, 1), (0, 3, 0, 0.5615), (1, 2, 0.0945, 0.9055), (50, 100, 0.4038, 0.5962)],
)
def test_wilsons_interval(hits: int, of: int, low: float, high: float) -> None:
    found = wilson([hits], [of])
    assert [found[0][0], found[1][0]] == pytest.approx([low, high], abs=5e-5)


def told(name: str, title: str, **facts: Any) -> Story:
    return make.story(name, title=title, **facts)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Five stories of two outlets, one of them a reprint."""
    found = filled(
        tmp_path,
        told("s1", "Strikers hold the quay"),
        told("s2", "Wreckers hold the quay", text_scope="summary"),
        told("s3", "Dockers go home"),
        told("s4", "Strikers hold the quay", outlet_id="gull", copy_of="s1"),
        told("s5", "Barrier opens", outlet_id="gull"),
    )
    with closing(found) as opened:
        yield opened


def uses(found: pd.DataFrame) -> dict[tuple[str, str], tuple[int, int]]:
    """(uses, could) by row and frame."""
    lines = zip(found["row"], found["frame"], found["uses"], found["could"], strict=True)
    return {(row, frame): (n, of) for row, frame, n, of in lines}


def test_reprints_count_once_for_reporting_and_each_for_reach(store: Store) -> None:
    once = uses(coverage.wording(store, WHOLE))
    assert once[("lantern", "strikers")] == (1, 3)
    assert ("gull", "strikers") not in once
    each = uses(coverage.wording(store, replace(WHOLE, counting="reach")))
    assert each[("gull", "strikers")] == (1, 1)


def test_rows_are_groups_countries_or_languages_where_asked_for(store: Store) -> None:
    near = Group("near", "Near", "قريب", {"outlet": ("lantern",)})
    grouping = Grouping("near", "Near", "قريب", (near,))
    reach = replace(WHOLE, counting="reach", grouping=grouping)
    by_group = uses(coverage.wording(store, replace(reach, rows="group")))
    assert by_group[("near", "strikers")] == (1, 3)
    assert by_group[("rest", "strikers")] == (1, 1)
    by_language = uses(coverage.wording(store, replace(reach, rows="language")))
    assert by_language[("en", "strikers")] == (2, 4)
    by_country = uses(coverage.wording(store, replace(reach, rows="country")))
    assert by_country[("Elsewhere", "barrier")] == (1, 1)


def test_a_new_story_is_seen_at_once(store: Store) -> None:
    assert uses(coverage.wording(store, WHOLE))[("gull", "barrier")] == (1, 1)
    added = told("s6", "A cage, they say", outlet_id="gull")
    store.save_derived(Derived(0, stories=(added,), topics=(make.topic("s6"),)))
    assert uses(coverage.wording(store, WHOLE))[("gull", "barrier")] == (1, 2)


def test_quotes_are_those_of_the_selection_and_newest_first(store: Store) -> None:
    found = coverage.quotes(store, replace(WHOLE, counting="reach"), "strikers")
    assert sorted(found["story_id"]) == ["s1", "s4"]
    assert len(coverage.quotes(store, replace(WHOLE, counting="reach"), "strikers", 1)) == 1


def test_an_unknown_frame_is_told_the_known_ones(store: Store) -> None:
    with pytest.raises(SelectionError, match="no frame “striker”") as caught:
        coverage.quotes(store, WHOLE, "striker")
    assert "strikers" in caught.value.hint


def test_a_subject_without_frames_says_what_to_write(tmp_path: Path) -> None:
    with closing(open_store(f"sqlite:///{tmp_path / 'bare.db'}")) as bare:
        bare.save_outlets([make.outlet()])
        with pytest.raises(SelectionError, match="knows no frames") as caught:
            coverage.wording(bare, WHOLE)
    assert "frames.toml" in caught.value.hint
