"""Outlets beside one another, by lags that are known."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pandas as pd

from dashboard.figures.beside import beside
from dashboard.words import Names
from feeds.coverage import Basis, Selection
from feeds.coverage.selection import ONE_GROUP

NAMES = Names({}, {"a": "Harbour Courier", "b": "Canal Post"}, {"rest": "other outlets"})
BASIS = Basis(4, 2, 2, 1, 1.0, datetime(2026, 3, 9, tzinfo=UTC), True, "0.1", "abc", (), 0.0)
CALLED = {"e2": "Town dry again", "e1": "Gates open"}
LAGS = pd.DataFrame(
    {
        "event_id": ["e1", "e1", "e2", "e2", "e3"],
        "row": ["a", "b", "b", "a", "a"],
        "low_hours": [0.0, 1.0, 0.0, -2.0, 0.0],
        "high_hours": [0.0, 4.0, 0.0, -2.0, 0.0],
        "reprint": [False, False, False, True, False],
        "may_lead": [True, False, True, False, True],
    }
)


def drawn() -> Any:
    selection = Selection(
        from_at=datetime(2026, 3, 1, tzinfo=UTC),
        to_at=datetime(2026, 3, 8, tzinfo=UTC),
        zone="UTC",
        outlets=("a", "b"),
        grouping=ONE_GROUP,
    )
    return beside(LAGS, CALLED, selection=selection, basis=BASIS, names=NAMES)


def marks(figure: Any) -> list[Any]:
    return [trace for trace in figure.data if trace.mode == "markers" and trace.customdata]


def test_each_outlet_has_a_mark_an_event_at_its_hours_after_the_first() -> None:
    courier, post = marks(drawn())
    assert list(zip(courier.x, courier.y, strict=True)) == [(0.0, 1), (-2.0, 0)]
    assert list(zip(post.x, post.y, strict=True)) == [(2.5, 1), (0.0, 0)]
    assert list(drawn().layout.yaxis.ticktext) == ["Town dry again", "Gates open"]


def test_an_interval_is_a_bar_behind_its_mark() -> None:
    (bars,) = [trace for trace in drawn().data if trace.mode == "lines" and trace.x]
    assert (list(bars.x), list(bars.y)) == ([1.0, 4.0, None], [1, 1, None])


def test_a_reprint_is_a_ring() -> None:
    courier, _ = marks(drawn())
    own, reprint = courier.marker.color
    assert own == courier.marker.line.color != reprint
