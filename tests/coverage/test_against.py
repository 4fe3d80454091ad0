"""Attention beside the others', by hand-counted stories."""

from __future__ import annotations

import pandas as pd

from feeds.coverage.against import beside

DAY = pd.Timestamp("2026-03-01", tz="UTC")


def told(**stories: int) -> pd.DataFrame:
    lines = [(row, "floods", DAY, n) for row, n in stories.items()]
    return pd.DataFrame(lines, columns=["row", "topic", "bin_at", "n"])


def whole(**stories: int) -> pd.DataFrame:
    lines = [(row, DAY, n) for row, n in stories.items()]
    return pd.DataFrame(lines, columns=["row", "bin_at", "n"])


def test_a_row_is_told_against_the_median_of_all() -> None:
    table = beside(told(anchor=5, beacon=2, lantern=1), whole(anchor=10, beacon=10, lantern=10))
    assert table["attention"].tolist() == [0.5, 0.2, 0.1]
    assert table["median"].tolist() == [0.2, 0.2, 0.2]
    assert table["difference"].round(6).tolist() == [0.3, 0.0, -0.1]


def test_a_row_without_a_story_on_the_topic_gave_it_none() -> None:
    table = beside(told(anchor=5), whole(anchor=10, beacon=10, lantern=8))
    assert dict(zip(table["row"], table["attention"], strict=True)) == {
        "anchor": 0.5,
        "beacon": 0.0,
        "lantern": 0.0,
    }


def test_too_few_stories_are_not_compared_and_do_not_move_the_median() -> None:
    table = beside(
        told(anchor=5, beacon=2, lantern=1, pier=4),
        whole(anchor=10, beacon=10, lantern=10, pier=4),
    ).set_index("row")
    assert bool(table["attention"].isna()["pier"])
    assert table.loc["pier", "stories"] == 4
    assert set(table["panel"]) == {3}
    assert table.loc["anchor", "median"] == 0.2


def test_two_rows_have_no_median() -> None:
    table = beside(told(anchor=5, beacon=2), whole(anchor=10, beacon=10))
    assert table["difference"].isna().all()
    assert table["attention"].tolist() == [0.5, 0.2]


def test_no_stories_give_an_empty_table() -> None:
    assert beside(told(), whole()).empty
