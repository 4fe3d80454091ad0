"""Reading tidy tables: row × bin, line by line, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd


def each(table: pd.DataFrame) -> Iterator[Any]:
    """The lines of a table, a column an attribute."""
    yield from table.itertuples()


def wide(
    table: pd.DataFrame,
    column: str,
    rows: Sequence[str],
    bins: Sequence[pd.Timestamp],
    index: str = "row",
) -> pd.DataFrame:
    """row × bin; NaN where the table has no line."""
    found = table.pivot_table(index=index, columns="bin_at", values=column, aggfunc="sum")
    return found.reindex(index=list(rows), columns=list(bins)).astype(float)


def line(table: pd.DataFrame, row: str) -> pd.Series[float]:
    """One row over all bins."""
    found: Any = table.loc[row]
    return pd.Series(found.to_numpy(dtype=float), index=table.columns)


def cell(table: pd.DataFrame, row: str, at: pd.Timestamp) -> float:
    """One cell; NaN where there is none."""
    found: Any = table.loc[row, at]  # type: ignore[index]
    return float(found)
