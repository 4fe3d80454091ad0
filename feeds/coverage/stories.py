"""The stories behind a bar, a row or an event."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd

from feeds.coverage.bins import bins, floor, whole_span
from feeds.coverage.groups import groups_by_bin
from feeds.coverage.selection import Selection
from feeds.store.protocol import Store

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
FAR_AHEAD = datetime(2200, 1, 1, tzinfo=UTC)


def stories(
    store: Store,
    selection: Selection,
    row: str | None = None,
    bin_at: pd.Timestamp | None = None,
    series: str | None = None,
    limit: int = 5000,
) -> pd.DataFrame:
    """Stories of the selection, newest first, with outlet (name) and group.

    `row`, `bin_at` and `series` narrow it to what one bar of `volume` counts.
    """
    topics = (row,) if row and selection.rows == "topic" else selection.topics
    outlets = (row,) if row and selection.rows == "outlet" else selection.outlets
    start, end = whole_span(selection)
    everything = limit if bin_at is None and row is None and series is None else 10_000_000
    table = store.story_table(
        start, end, selection.clock, topics, outlets, selection.events, everything
    )
    if not selection.events:
        table = table[table["topic_ids"] != ""]
    if selection.counting == "reporting":
        table = table[table["copy_of"] == ""]
    table = _with_groups(store, table, selection)
    if bin_at is not None:
        table = table[table["bin_at"] == bin_at]
    group = row if selection.rows == "group" and row else series
    if group is not None:
        table = table[table["group"] == group]
    return table.drop(columns="bin_at").head(limit).reset_index(drop=True)


def event_stories(store: Store, event_id: str) -> pd.DataFrame:
    """Every story of an event, oldest first, with outlet (name)."""
    table = store.story_table(LONG_AGO, FAR_AHEAD, "published", events=(event_id,))
    names = {outlet.id: outlet.name for outlet in store.outlets()}
    table = table.assign(outlet=table["outlet_id"].map(names))
    return table.sort_values(["published_at", "id"], ignore_index=True)


def _with_groups(store: Store, table: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    outlets = store.outlets()
    names = {outlet.id: outlet.name for outlet in outlets}
    at = table["published_at" if selection.clock == "published" else "first_seen_at"]
    table = table.assign(bin_at=floor(at, selection), outlet=table["outlet_id"].map(names))
    groups = groups_by_bin(outlets, selection.grouping, bins(selection))
    return table.merge(groups, on=["outlet_id", "bin_at"], how="left")
