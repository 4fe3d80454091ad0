"""Counts, shares and attention on a hand-computed day."""

from __future__ import annotations

import numpy as np
import pandas as pd

from feeds.coverage.groups import Grouped
from feeds.coverage.selection import Measure, Rows, Selection
from feeds.coverage.volume import measured
from tests.coverage.tables import at

DAY = pd.Timestamp(at("2026-03-01 00:00"))
COUNTS = pd.DataFrame(
    [("herald", "coast", DAY, 3), ("beacon", "coast", DAY, 1), ("beacon", "border", DAY, 4)],
    columns=["outlet_id", "row", "bin_at", "n"],
)
TOTALS = pd.DataFrame(
    [("herald", "", DAY, 6), ("beacon", "", DAY, 10)],
    columns=["outlet_id", "row", "bin_at", "n"],
)
GROUPS = Grouped(
    pd.Index(["herald", "beacon"], dtype=object),
    pd.DatetimeIndex([DAY]),
    pd.Index(["north", "south"], dtype="str"),
    np.array([[0], [1]]),
)


def table(rows: Rows, measure: Measure) -> dict[tuple[str, str], float]:
    selection = Selection(
        from_at=at("2026-03-01 00:00"), to_at=at("2026-03-02 00:00"), rows=rows, measure=measure
    )
    counts, totals = COUNTS, TOTALS
    if rows == "outlet":
        counts, totals = (t.assign(row=t["outlet_id"]) for t in (COUNTS, TOTALS))
    found = measured(counts, totals, GROUPS, selection)
    return {
        (r, s): v for r, s, v in zip(found["row"], found["series"], found["value"], strict=True)
    }


def test_counts_by_topic_stack_by_group() -> None:
    assert table("topic", "count") == {
        ("coast", "north"): 3,
        ("coast", "south"): 1,
        ("border", "south"): 4,
    }


def test_shares_of_a_topic_sum_to_one() -> None:
    assert table("topic", "share") == {
        ("coast", "north"): 0.75,
        ("coast", "south"): 0.25,
        ("border", "south"): 1.0,
    }


def test_attention_to_a_topic_is_measured_against_all_stories() -> None:
    assert table("topic", "attention") == {
        ("coast", "north"): 3 / 16,
        ("coast", "south"): 1 / 16,
        ("border", "south"): 4 / 16,
    }


def test_attention_of_an_outlet_is_measured_against_its_own_stories() -> None:
    assert table("outlet", "attention") == {("herald", "north"): 0.5, ("beacon", "south"): 0.5}


def test_no_stories_give_an_empty_table() -> None:
    selection = Selection(from_at=at("2026-03-01 00:00"), to_at=at("2026-03-02 00:00"))
    assert measured(COUNTS.iloc[:0], TOTALS, GROUPS, selection).empty
