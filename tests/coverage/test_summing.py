"""Counts added up by bins are the counts of the stories, and read once for all tables of a view."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.coverage import Selection, volume
from feeds.coverage.kept import standing
from feeds.coverage.summing import in_bins, quarters, summed
from feeds.store import Store
from feeds.store.counts.counted import Counted
from feeds.store.counts.hour_rows import packed
from feeds.store.counts.numbers import Kind
from tests.coverage import made
from tests.store import make

SPAN = Selection(make.at(-12), make.at(36), bin="day")
KINDS = {1: Kind("harbour", "en", "news", 1), 2: Kind("", "ar", "news", 3)}
OUTLETS = {4: "lantern", 900: "anchor"}
cells = st.tuples(
    st.integers(0, 23), st.integers(0, 3), st.sampled_from((4, 900)), st.sampled_from((1, 2))
)


class Told:
    """A store that tells how often it was asked for counts."""

    def __init__(self, store: Store) -> None:
        self._store, self.asked = store, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def counted(self, *asked: Any, **more: Any) -> Counted:
        """The counts of the store."""
        self.asked += 1
        return self._store.counted(*asked, **more)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Stories of two outlets on two days."""
    held = made.opened(tmp_path / "summing.db")
    told = [
        make.story(f"s{number}", hours, hours, outlet_id=outlet, feed_id=f"{outlet}-feed")
        for number, (outlet, hours) in enumerate([("lantern", 0), ("lantern", 1), ("anchor", 26)])
    ]
    made.save(held, [made.Said(one, frozenset({"harbour"})) for one in told])
    return held


@given(
    found=st.dictionaries(cells, st.tuples(st.integers(1, 9), st.integers(0, 9)), max_size=40),
    cut=st.sets(st.integers(1, 95), max_size=6),
)
def test_sums_by_bin_are_those_of_the_counts(
    found: dict[tuple[int, int, int, int], tuple[int, int]], cut: set[int]
) -> None:
    edges = np.array([0, *sorted(cut), 96], dtype=np.int64)
    hours = sorted({hour for hour, *_ in found})
    blobs = tuple(
        (hour * 4, _rows([(*key[1:], *n) for key, n in found.items() if key[0] == hour]))
        for hour in hours
    )
    told = in_bins(Counted(False, blobs, OUTLETS, KINDS, (0, 96)), edges)
    expected: Counter[tuple[int, ...]] = Counter()
    for (hour, quarter, outlet, kind), (reach, reporting) in found.items():
        start = int(edges[np.searchsorted(edges, hour * 4 + quarter, "right") - 1])
        expected[start, outlet, kind, 0] += reach
        expected[start, outlet, kind, 1] += reporting
    lines = told.found
    sums: Counter[tuple[int, ...]] = Counter()
    for place, weights in enumerate((lines.reach, lines.reporting)):
        for *key, n in zip(lines.quarter, lines.outlet, lines.kind, weights, strict=True):
            sums[*map(int, key), place] += int(n)
    assert {key: n for key, n in sums.items() if n} == {k: n for k, n in expected.items() if n}


def _rows(lines: list[tuple[int, ...]]) -> bytes:
    told = [(outlet << 2 | quarter, kind, *n) for quarter, outlet, kind, *n in lines]
    return packed(np.array(told, dtype=np.uint32).reshape(-1, 4))


def test_tables_of_one_span_read_its_counts_once(store: Store) -> None:
    told = Told(store)
    asking = cast(Store, told)
    first = volume(asking, SPAN)
    volume(asking, replace(SPAN, rows="outlet", measure="share", topics=("harbour",)))
    assert told.asked == 1
    assert int(first["count"].sum()) == 3


def test_what_was_read_is_read_anew_once_the_data_change(store: Store) -> None:
    before = int(volume(store, SPAN)["count"].sum())
    late = make.story("late", 2, 2, outlet_id="anchor", feed_id="anchor-feed")
    made.save(store, [made.Said(late, frozenset({"harbour"}))])
    assert int(volume(store, SPAN)["count"].sum()) == before + 1


def test_a_view_of_one_state_keeps_to_it(store: Store) -> None:
    with standing(store) as state:
        before = summed(store, SPAN)
        late = make.story("late", 2, 2, outlet_id="anchor", feed_id="anchor-feed")
        made.save(store, [made.Said(late, frozenset())])
        assert summed(store, SPAN) is before
        with standing(store) as inner:
            assert inner == state
    assert summed(store, SPAN) is not before


def test_a_span_without_a_story_sums_to_nothing(store: Store) -> None:
    start = SPAN.from_at - timedelta(days=90)
    asked = replace(SPAN, from_at=start, to_at=start + timedelta(days=3))
    assert len(summed(store, asked).found.quarter) == 0
    assert len(quarters(asked)) == 4
    assert volume(store, asked).empty
