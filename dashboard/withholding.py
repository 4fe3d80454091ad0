"""What a desk shows, with the names taken out that an editor keeps off every page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from feeds.names.withholding import Withholding
from feeds.store.protocol import Store

T = TypeVar("T")
KEYS = ("id", "row", "series", "zone", "language", "form")  # columns that no reader sees as text


@lru_cache(maxsize=4)
def of(names: tuple[str, ...]) -> Withholding:
    """The matcher of a list of names."""
    return Withholding(names)


def withheld(value: T, names: tuple[str, ...]) -> T:
    """The same table, text or record without the names; ids and numbers stay."""
    return _without(value, of(names)) if names else value


def as_shown(store: Store, told: T) -> T:
    """What a command tells, without the names that its store keeps off."""
    return withheld(told, tuple(name.name for name in store.suppressed()))


def _without(value: Any, hide: Withholding) -> Any:
    if isinstance(value, str):
        return hide.text(value)
    if isinstance(value, pd.DataFrame):
        return _table(value, hide)
    if isinstance(value, Mapping):
        return {key: _without(part, hide) for key, part in value.items()}
    if isinstance(value, np.ndarray):
        return value if value.dtype.kind not in "OU" else _texts_of(value, hide)
    if isinstance(value, (list, tuple)):
        parts = [_without(part, hide) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else type(value)(parts)
    if is_dataclass(value) and not isinstance(value, type):
        return _record(value, hide)
    return value


def _texts_of(array: Any, hide: Withholding) -> Any:
    return np.array([_without(part, hide) for part in array.flat], object).reshape(array.shape)


def _record(record: Any, hide: Withholding) -> Any:
    """A record with each of its texts cleaned; what is no text, table or record stays."""
    held = {field.name: getattr(record, field.name) for field in fields(record) if field.init}
    kept = {
        name: hide.address(value) if name == "url" and isinstance(value, str) else value
        for name, value in held.items()
    }
    shown = {
        name: value if name == "url" or _key(name) else _without(value, hide)
        for name, value in kept.items()
    }
    changed = {name: value for name, value in shown.items() if value is not held[name]}
    return replace(record, **changed) if changed else record


def _key(name: str) -> bool:
    return name in KEYS or name.endswith(("_id", "_ids"))


def _table(table: pd.DataFrame, hide: Withholding) -> pd.DataFrame:
    changed = {
        name: _column(table[name], hide.address if name == "url" else hide.text)
        for name in table.columns
        if not _key(str(name)) and _texts(table[name])
    }
    return table.assign(**changed) if changed else table


def _texts(column: pd.Series[Any]) -> bool:
    of_texts = isinstance(column.dtype, pd.CategoricalDtype) and _texts(
        pd.Series(column.cat.categories)
    )
    return of_texts or bool(
        pd.api.types.is_string_dtype(column.dtype) or pd.api.types.is_object_dtype(column.dtype)
    )


def _column(column: pd.Series[Any], clean: Any) -> pd.Series[Any]:
    """Each text once: a column often repeats itself."""
    plain = column.astype("object")
    shown = {value: clean(value) for value in plain.unique() if isinstance(value, str)}
    return plain.map(lambda value: shown[value] if isinstance(value, str) else value)
