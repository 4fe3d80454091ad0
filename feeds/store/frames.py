"""Rows as pandas tables whose columns have their type also when empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    Select,
    Text,
    type_coerce,
)

from feeds.store.types import Instant, Listed

_NAT = np.iinfo(np.int64).min  # how numpy spells "no instant"


def frame(conn: Connection, query: Select[Any]) -> pd.DataFrame:
    """The rows of a query as a table; every column has its type, also when empty."""
    columns = list(query.selected_columns)
    # Instants stay whole numbers until pandas has them: a datetime a cell is ten times slower.
    # Lists stay texts: most rows hold one of a few.
    query = query.with_only_columns(*map(_plain, columns), maintain_column_froms=True)
    values = list(zip(*conn.execute(query).all(), strict=True)) or [()] * len(columns)
    return pd.DataFrame({c.name: _series(c, v) for c, v in zip(columns, values, strict=True)})


def _plain(column: Any) -> ColumnElement[Any]:
    kinds = ((Instant, BigInteger), (Listed, Text))
    held = next((plain for kind, plain in kinds if isinstance(column.type, kind)), None)
    found: ColumnElement[Any] = column if held is None else type_coerce(column, held)
    return found


def _series(column: Any, values: Sequence[Any]) -> pd.Series[Any]:
    kind = column.type
    if isinstance(kind, Instant):
        return instants(np.array([_NAT if v is None else v for v in values], dtype="int64"))
    if isinstance(kind, LargeBinary):
        return pd.Series([None if v is None else bytes(v) for v in values], dtype="object")
    if isinstance(kind, Boolean):
        return pd.Series(values, dtype="bool")
    if isinstance(kind, Integer):
        return pd.Series(values, dtype="Int64" if getattr(column, "nullable", False) else "int64")
    if isinstance(kind, Listed):
        held = {value: kind.read(value) for value in set(values)}
        if column.name != "date_flags":
            return pd.Series([held[value] for value in values], dtype="object")
        told = {value: " ".join(some) for value, some in held.items()}
        return texts([told[value] for value in values])
    return texts(values if None not in values else ["" if v is None else v for v in values])


def instants(numbers: npt.NDArray[np.int64]) -> pd.Series[Any]:
    """Microseconds since 1970 as instants."""
    return pd.Series(numbers.view("datetime64[us]")).dt.tz_localize("UTC")


def texts(values: Sequence[str]) -> pd.Series[Any]:
    """A column of text."""
    return pd.Series(values, dtype="str")
