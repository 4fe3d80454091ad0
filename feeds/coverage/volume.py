"""How many stories, row by row and bin by bin: count, share and attention."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from feeds.coverage.bins import bins
from feeds.coverage.counts import counts
from feeds.coverage.groups import Grouped, grouped, places
from feeds.coverage.roster import outlets_of
from feeds.coverage.selection import Selection
from feeds.coverage.sums import Sums
from feeds.store.counts.hour_rows import Whole
from feeds.store.protocol import Store

Floats = npt.NDArray[np.float64]

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
    groups = grouped(outlets_of(store), selection.grouping, bins(selection))
    return measured(told, whole, groups, selection)


def measured(
    told: pd.DataFrame, whole: pd.DataFrame, groups: Grouped, selection: Selection
) -> pd.DataFrame:
    """The measure from counts and totals (outlet_id, row, bin_at, n) and the groups of outlets;
    where rows are groups, `row` is read from these (pure)."""
    rows = groups.groups if selection.rows == "group" else labels(told)
    parted, bins = selection.rows in PARTED, len(groups.starts)
    sums = Sums(len(rows) * len(groups.groups) * bins)
    sums.add(*_coded(told, rows, groups, selection))
    codes, count = sums.found()
    place, bin_ = np.divmod(codes, max(bins, 1))
    row, series = np.divmod(place, max(len(groups.groups), 1))
    total = _totals(whole, rows, groups, selection)[row if parted else 0, bin_]
    scope = bin_ if parted else row * bins + bin_
    return pd.DataFrame(
        {
            "row": rows.take(row),
            "series": groups.groups.take(series),
            "bin_at": groups.starts.take(bin_),
            "count": count,
            "total": total,
            "value": _value(count, total, scope, selection),
        }
    )


def labels(table: pd.DataFrame) -> pd.Index:
    """The rows of a table, in order."""
    held = table["row"]
    names = held.cat.categories if isinstance(held.dtype, pd.CategoricalDtype) else held.unique()
    return pd.Index(sorted(map(str, names)), dtype="str")


def _coded(
    table: pd.DataFrame, rows: pd.Index, groups: Grouped, selection: Selection
) -> tuple[Whole, Whole]:
    """The places of row, series and bin of each line in one number, and its stories; lines of
    outlets or rows that are not known are left out."""
    outlet, bin_ = places(table["outlet_id"], groups.outlets), groups.at(table["bin_at"])
    series = groups.codes[outlet, bin_] if len(groups.codes) else np.zeros_like(bin_)
    row = series if selection.rows == "group" else places(table["row"], rows)
    known = (outlet >= 0) & (row >= 0)
    codes = (row * len(groups.groups) + series) * len(groups.starts) + bin_
    return codes[known], table["n"].to_numpy()[known]


def _totals(table: pd.DataFrame, rows: pd.Index, groups: Grouped, selection: Selection) -> Whole:
    """(rows or one, bins): all stories, whatever their topic, that a line is measured against."""
    bins = len(groups.starts)
    if selection.rows not in PARTED:
        rows, table = pd.Index([""], dtype="str"), table.assign(row="")
    found = np.zeros((max(len(rows), 1), bins), dtype=np.int64)
    codes, n = _coded(table, rows, groups, selection)
    np.add.at(found, (codes // max(len(groups.groups), 1) // max(bins, 1), codes % max(bins, 1)), n)
    return found


def _value(count: Whole, total: Whole, scope: Whole, selection: Selection) -> Floats:
    """The count, its part of all counts in the same scope, or of the total."""
    if selection.measure == "count":
        return count.astype(float)
    if selection.measure == "share":
        total = np.bincount(scope, weights=count)[scope].astype(np.int64)
    found: Floats = np.divide(count, total, out=np.full(len(count), np.nan), where=total > 0)
    return found
