"""The events that two or more told of: who told when, and at which pace by chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from feeds.coverage.chance import Pace, paces
from feeds.coverage.gaps import Stretches
from feeds.coverage.leading import (
    begun,
    codes,
    least,
    lines,
    numbered,
    own_news,
    reached_back,
    rows,
)


@dataclass(frozen=True, slots=True)
class Contests:
    """The rows that told of each shared event in news of their own, by event and row, with
    since_us, to_us and at_us; and their pace by chance."""

    lines: pd.DataFrame
    pace: Pace


def contests(
    stories: pd.DataFrame,
    key: str,
    stretches: Stretches | None,
    shape: pd.DataFrame,
    from_at: pd.Timestamp,
) -> Contests:
    """The events that two rows (values of `key`) or more told of and that began at or after
    `from_at`; `shape` from `chance.day_shape` (pure)."""
    told = numbered(stories, key)
    opened = lines(told, own_news(told))
    since, event = begun(opened), opened["event"].to_numpy()
    held = since[event] >= from_at.value // 1000
    opened, event = opened[held], event[held]
    opened = reached_back(opened, since, stretches)
    last = -least(event, -opened["last_us"].to_numpy())
    born = least(event, opened["at_us"].to_numpy())
    opened = opened.assign(born_us=born[event], last_us=last[event])
    return _shared(rows(opened, key), opened, key, paces(opened, shape))


def _shared(table: pd.DataFrame, opened: pd.DataFrame, key: str, pace: Pace) -> Contests:
    """The lines by event and row with the paces of their outlets summed; events of one row are
    left out."""
    if key != "outlet_id":  # outlets are lines by themselves
        width = len(table["row"].cat.categories)
        rows_at, outlets_at = (
            part["event"].to_numpy() * width + codes(part[name])
            for part, name in ((table, "row"), (opened, key))
        )
        pace = pace.summed(np.searchsorted(rows_at, outlets_at), len(table))
    shared = np.bincount(table["event"])[table["event"]] > 1
    return Contests(table[shared].reset_index(drop=True), pace.of(shared))
