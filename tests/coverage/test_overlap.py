"""Events that two outlets share, by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from feeds.coverage import Selection
from feeds.coverage.overlap import overlap, overlapping
from feeds.errors import SelectionError
from tests.coverage.made import opened
from tests.coverage.tables import at


def told(text: str) -> pd.DataFrame:
    """`anchor:e1` for each story; `anchor:` is a story of no event."""
    lines = [part.split(":") for part in text.split()]
    return pd.DataFrame(lines, columns=["outlet_id", "event_id"])


def test_shared_events_and_those_of_one_alone() -> None:
    stories = told("anchor:e1 anchor:e1 anchor:e2 anchor:e3 beacon:e2 beacon:e4 anchor: beacon:")
    (line,) = overlapping(stories, ("anchor", "beacon")).itertuples(index=False)
    assert tuple(line) == ("anchor", "beacon", 1, 2, 1, 0.25)


def test_three_outlets_are_three_pairs_in_the_order_of_asking() -> None:
    table = overlapping(told("anchor:e1 beacon:e1 lantern:e9"), ("lantern", "anchor", "beacon"))
    pairs = list(zip(table["one"], table["other"], table["shared"], strict=True))
    assert pairs == [("lantern", "anchor", 0), ("lantern", "beacon", 0), ("anchor", "beacon", 1)]


def test_outlets_that_told_of_nothing_have_no_part() -> None:
    table = overlapping(told("anchor:"), ("anchor", "beacon"))
    assert table["part"].isna().all()


def test_one_outlet_is_no_pair(tmp_path: Path) -> None:
    alone = Selection(at("2026-03-01 00:00"), at("2026-03-02 00:00"), outlets=("anchor",))
    with pytest.raises(SelectionError, match="two outlets"):
        overlap(opened(tmp_path / "store.db"), alone)
