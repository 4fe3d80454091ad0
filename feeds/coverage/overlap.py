"""Which events two outlets both told of, and which only one of them did."""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from feeds.coverage.kept import kept
from feeds.coverage.selection import Selection
from feeds.coverage.stories import stories
from feeds.errors import SelectionError
from feeds.store.protocol import Store

EVERY = 10_000_000
OVERLAP = {
    "one": "str",
    "other": "str",
    "shared": "int64",
    "only_one": "int64",
    "only_other": "int64",
    "part": "float64",
}


@kept
def overlap(store: Store, selection: Selection) -> pd.DataFrame:
    """Each two of the selected outlets, as `overlapping` below, by the events of their stories in
    the span; SelectionError where fewer than two are selected. That only one told of an event
    is no silence of the other, which may not have been observed: `silence` tells that."""
    if len(selection.outlets) < 2:
        raise SelectionError("Overlap is told of two outlets or more.", "Choose another outlet.")
    return overlapping(stories(store, selection, limit=EVERY), selection.outlets)


def overlapping(told: pd.DataFrame, outlets: tuple[str, ...]) -> pd.DataFrame:
    """one, other, shared (events that both told of), only_one, only_other, part (0..1, shared of
    all that either told of; missing where there are none), from stories with outlet_id and
    event_id; stories of no event are left out (pure)."""
    named = told[told["event_id"] != ""]
    events = {name: set(named.loc[named["outlet_id"] == name, "event_id"]) for name in outlets}
    lines = [
        (one, other, len(both), len(events[one] - both), len(events[other] - both))
        for one, other in combinations(outlets, 2)
        for both in [events[one] & events[other]]
    ]
    table = pd.DataFrame(lines, columns=list(OVERLAP)[:-1])
    every = table[["shared", "only_one", "only_other"]].sum(axis=1)
    table["part"] = table["shared"] / every.where(every > 0)
    return table.astype(OVERLAP)
