"""Reading tidy tables: row × bin, line by line, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
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
    """row × bin, added up; NaN where the table has no line."""
    down, across = pd.Index(list(rows)), pd.DatetimeIndex(list(bins))
    i = down.get_indexer(pd.Index(table[index]))
    j = across.get_indexer(pd.DatetimeIndex(table["bin_at"]).as_unit(across.unit))
    known = (i >= 0) & (j >= 0)
    found, there = np.zeros((len(down), len(across))), np.zeros((len(down), len(across)), bool)
    values = np.nan_to_num(table[column].to_numpy(dtype=float))
    np.add.at(found, (i[known], j[known]), values[known])
    there[i[known], j[known]] = True
    return pd.DataFrame(np.where(there, found, np.nan), index=down, columns=across)


def line(table: pd.DataFrame, row: str) -> pd.Series[float]:
    """One row over all bins."""
    found: Any = table.loc[row]
    return pd.Series(found.to_numpy(dtype=float), index=table.columns)


def cell(table: pd.DataFrame, row: str, at: pd.Timestamp) -> float:
    """One cell; NaN where there is none."""
    found: Any = table.loc[row, at]  # type: ignore[index]
    return float(found)
