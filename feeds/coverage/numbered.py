"""Stories as columns of numbers: a month holds half a million lines (pure)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from feeds.coverage.gaps import Flags, Instants, micros
from feeds.coverage.ordering import order

NEWS = "news"
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Numbered:
    """The stories of `table`, which is by event, published_at and id: the numbers of their
    events, outlets and rows (places among the categories of event_id, outlet_id and `key`, which
    are in order), first and last published_at and the least earliest_at and latest_at (in
    microseconds since 1970), how many stories a line stands for, and whether it is news and news
    of its own."""

    table: pd.DataFrame
    key: str
    event: Whole
    outlet: Whole
    row: Whole
    at: Instants
    last: Instants
    earliest: Instants
    latest: Instants
    stories: Whole
    news: Flags
    own: Flags

    def names(self, column: str) -> pd.Index:
        """The names of the numbers of event_id, outlet_id or the key."""
        return self.table[column].cat.categories


def codes(values: pd.Series) -> Whole:
    """The number of each value of a numbered column."""
    return values.cat.codes.to_numpy().astype(np.int64)


def numbered(stories: pd.DataFrame, key: str) -> Numbered:
    """Stories, or lines of them, in order and with their numbers."""
    names = dict.fromkeys(("event_id", "outlet_id", key))
    table = stories.assign(**{name: _ordered(stories[name]) for name in names})
    by = _order(table)
    if by is not None:
        table = table.take(by).reset_index(drop=True)
    instants = ("published_at", "earliest_at", "latest_at")
    at, earliest, latest = (micros(table[name]) for name in instants)
    gathered = "stories" in table
    news = (table["form"] == NEWS).to_numpy(dtype=bool)
    event, outlet = codes(table["event_id"]), codes(table["outlet_id"])
    return Numbered(
        table, key, event, outlet, outlet if key == "outlet_id" else codes(table[key]),
        at, micros(table["last_at"]) if gathered else at, earliest, latest,
        table["stories"].to_numpy() if gathered else np.ones(len(table), dtype=np.int64),
        news, news & (table["origin"] == "").to_numpy(dtype=bool),
    )  # fmt: skip


def categories(values: pd.Series) -> pd.Series:
    """The values as categories, which they may be already."""
    held = isinstance(values.dtype, pd.CategoricalDtype)
    return values if held else values.astype("category")


def _ordered(values: pd.Series) -> pd.Series:
    held = categories(values)
    if held.cat.categories.is_monotonic_increasing:
        return held
    return held.cat.reorder_categories(sorted(held.cat.categories))


def _order(table: pd.DataFrame) -> Whole | None:
    """The order by event, published_at and id (where they have one); None where stories stand in
    it."""
    event, at = codes(table["event_id"]), micros(table["published_at"])
    same, step = event[1:] == event[:-1], np.diff(at)
    tied = np.flatnonzero(same & (step == 0))
    ids = table.get("id")
    if not ((event[1:] < event[:-1]).any() or (same & (step < 0)).any()):
        if ids is None or not len(tied):
            return None
        one, other = (ids.take(tied + after).to_numpy(dtype=object) for after in (0, 1))
        if (one <= other).all():
            return None
    if ids is None:
        return order(event, at)
    return order(event, at, pd.factorize(ids, sort=True)[0].astype(np.int64))
