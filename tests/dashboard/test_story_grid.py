"""Stories under a bar or an event: few come at once, many in blocks, in the order asked for."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from dashboard import story_grid
from dashboard.story_grid import AT_ONCE, BLOCK
from dashboard.words import names
from feeds.coverage.selection import ONE_GROUP
from tests.dashboard.fakes.world import subject

NAMES = names(subject(), ONE_GROUP, "en")
START = pd.Timestamp("2026-03-10T06:00Z")


def told(count: int) -> pd.DataFrame:
    """Stories an hour apart, the newest first; headlines run the other way."""
    at = [START - pd.Timedelta(hours=number) for number in range(count)]
    return pd.DataFrame(
        {
            "id": [f"story:{number}" for number in range(count)],
            "outlet_id": ["harbour", "delta"] * (count // 2),
            "title": [f"Quay {count - number:03}" for number in range(count)],
            "url": "https://quay.example/1",
            "published_at": at,
            "earliest_at": at,
            "latest_at": at,
            "date_basis": "published",
            "group": "north",
            "topic_ids": "floods",
            "form": "news",
            "copy_of": "",
        }
    )


def grid_of(count: int) -> Any:
    return story_grid.grid(told(count), NAMES, "UTC", "light").children


def ids(count: int, start: int, **request: Any) -> list[str]:
    rows, total = story_grid.block(told(count), NAMES, "UTC", {"startRow": start, **request})
    assert total == count
    return [str(row["id"]) for row in rows]


def test_a_short_table_comes_whole() -> None:
    assert len(grid_of(AT_ONCE).rowData) == AT_ONCE


def test_a_long_table_comes_without_rows_and_knows_how_many_there_are() -> None:
    grid = grid_of(AT_ONCE + 2)
    assert getattr(grid, "rowData", None) is None
    assert grid.rowModelType == "infinite"
    assert grid.dashGridOptions["infiniteInitialRowCount"] == AT_ONCE + 2


def test_blocks_side_by_side_are_the_whole_table_once() -> None:
    found = [name for start in range(0, 130, BLOCK) for name in ids(130, start)]
    assert found == [f"story:{number}" for number in range(130)]


@pytest.mark.parametrize(
    ("column", "way", "first"),
    [("at", "asc", "story:129"), ("at", "desc", "story:0"), ("title", "asc", "story:129")],
)
def test_a_long_table_is_sorted_as_a_whole(column: str, way: str, first: str) -> None:
    assert ids(130, 0, sortModel=[{"colId": column, "sort": way}])[0] == first


def test_rows_that_are_alike_keep_their_order() -> None:
    found = ids(130, 0, sortModel=[{"colId": "outlet", "sort": "asc"}])
    assert found[:3] == ["story:1", "story:3", "story:5"]


def test_a_column_that_is_not_there_sorts_nothing() -> None:
    assert ids(130, 0, sortModel=[{"colId": "url", "sort": "asc"}])[0] == "story:0"
