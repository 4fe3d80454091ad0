"""The balanced panel keeps the same outlets from end to end, and says where others come and go."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from feeds import coverage
from feeds.coverage.panel import seamed, steady
from feeds.store import Store
from tests.coverage import made
from tests.coverage.made import Said, asked
from tests.coverage.tables import at
from tests.store import make

TOPIC = frozenset({"harbour"})


def exposure(**lit: list[tuple[int, int]]) -> pd.DataFrame:
    """Ten days of hours, each outlet observed in its spans of hours."""
    begin = pd.Timestamp(at("2026-03-01 00:00"))
    rows = [
        (name, begin + pd.Timedelta(hours=hour), float(any(a <= hour < b for a, b in spans)))
        for name, spans in lit.items()
        for hour in range(240)
    ]
    return pd.DataFrame(rows, columns=["outlet_id", "bin_at", "observed"])


def told(table: pd.DataFrame) -> list[tuple[str, str, str]]:
    return [(row.outlet, f"{row.at:%d %H}", row.change) for row in seamed(table).itertuples()]


def test_an_outlet_that_was_there_throughout_has_no_seam() -> None:
    table = exposure(herald=[(0, 240)], beacon=[(0, 100), (105, 240)])
    assert steady(table) == ["beacon", "herald"]
    assert told(table) == []


def test_an_outlet_joins_and_leaves() -> None:
    table = exposure(herald=[(0, 240)], beacon=[(48, 240)], courier=[(0, 120)])
    assert steady(table) == ["herald"]
    assert told(table) == [("beacon", "03 00", "joined"), ("courier", "06 00", "left")]


def test_a_long_outage_is_two_seams() -> None:
    assert told(exposure(herald=[(0, 60), (130, 240)])) == [
        ("herald", "03 12", "left"),
        ("herald", "06 10", "joined"),
    ]


def two(tmp_path: Path) -> Store:
    """The lantern is observed throughout, the anchor from the second day on."""
    store = made.opened(tmp_path / "s.db")
    made.polled(store, "lantern-feed", range(1, 73))
    made.polled(store, "anchor-feed", range(25, 73))
    stories = [make.story(f"a{h}", h, outlet_id="anchor", feed_id="anchor-feed") for h in (30, 31)]
    stories.append(make.story("l1", 30))
    made.save(store, [Said(story, TOPIC) for story in stories])
    return store


def test_the_raw_line_rises_where_an_outlet_joins_and_the_panel_does_not(tmp_path: Path) -> None:
    store = two(tmp_path)
    table = coverage.panel(store, asked())
    assert table[["raw", "balanced"]].values.tolist() == [[3.0, 1.0]]
    assert coverage.panel_outlets(store, asked()) == ("lantern",)
    assert [(s.outlet, s.change) for s in coverage.seams(store, asked()).itertuples()] == [
        ("anchor", "joined")
    ]


def test_what_the_panel_cannot_tell_is_missing_and_not_zero(tmp_path: Path) -> None:
    table = coverage.panel(two(tmp_path), asked(rows="outlet")).set_index("row")
    assert pd.isna(table.loc["anchor", "balanced"])
    assert table.loc["lantern", "balanced"] == 1.0
