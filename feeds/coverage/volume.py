"""How many stories, row by row and bin by bin: count, share and attention."""

from __future__ import annotations

import numpy as np
import pandas as pd

from feeds.coverage.bins import bins
from feeds.coverage.counts import counts
from feeds.coverage.groups import groups_by_bin
from feeds.coverage.selection import Selection
from feeds.store.protocol import Store

COLUMNS = ["row", "series", "bin_at", "count", "total", "value"]
PARTED = ("outlet", "group", "country", "language", "form")  # rows that part all stories


def volume(store: Store, selection: Selection) -> pd.DataFrame:
    """row, series (the outlet's group), bin_at, count, total, value.

    `value` is the count, the share (0..1) of the stories in that bin (of the row's, where a
    story may count in several rows), or the attention (0..1): stories on the topics ÷ all
    stories, of whole and front-page feeds unless another scope is asked for. `total` counts
    all stories of the row, or of all outlets where rows do not part them. Values add up over
    series. A bin without stories has no line: whether that is silence only the exposure can
    tell.
    """
    told, whole = counts(store, selection)
    groups = groups_by_bin(store.outlets(), selection.grouping, bins(selection))
    return measured(told, whole, groups, selection)


def measured(
    told: pd.DataFrame, whole: pd.DataFrame, groups: pd.DataFrame, selection: Selection
) -> pd.DataFrame:
    """The measure from counts and totals (outlet_id, row, bin_at, n) and groups (outlet_id,
    bin_at, group); where rows are groups, `row` is read from these (pure)."""
    lines, totals = _grouped(told, groups, selection), _grouped(whole, groups, selection)
    keys = ["row", "series", "bin_at"]
    table = lines.groupby(keys, observed=True)["n"].sum().reset_index(name="count")
    table["total"] = _whole(table, totals, selection)
    table["value"] = _value(table, selection)
    return table[COLUMNS].sort_values(keys, ignore_index=True)


def _grouped(table: pd.DataFrame, groups: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """The lines of known outlets with `series`, their outlet's group in that bin."""
    keys = ["outlet_id", "bin_at"]
    found = table.merge(groups.rename(columns={"group": "series"}), on=keys)
    return found.assign(row=found["series"]) if selection.rows == "group" else found


def _whole(table: pd.DataFrame, totals: pd.DataFrame, selection: Selection) -> pd.Series:
    """All stories, whatever their topic, that a line is measured against."""
    keys = ["row", "bin_at"] if selection.rows in PARTED else ["bin_at"]
    sums = totals.groupby(keys, as_index=False, observed=True)["n"].sum()
    return table[keys].merge(sums, on=keys, how="left")["n"].fillna(0).astype("int64")


def _value(table: pd.DataFrame, selection: Selection) -> pd.Series:
    if selection.measure == "count":
        return table["count"].astype(float)
    if selection.measure == "attention":
        return table["count"] / table["total"].replace(0, np.nan)
    scope = ["bin_at"] if selection.rows in PARTED else ["row", "bin_at"]
    return table["count"] / table.groupby(scope)["count"].transform("sum")
