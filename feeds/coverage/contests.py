"""The events that two or more told of: who told when, and at which pace by chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from feeds.coverage.chance import HOURS, Floats, paces
from feeds.coverage.gaps import Stretches, micros
from feeds.coverage.leading import begun, lines, own_news, reached_back, rows


@dataclass(frozen=True, slots=True)
class Contests:
    """The rows that told of each shared event in news of their own, by event and row, with
    since_us, to_us and at_us; and their pace by chance (lines, 24): stories an hour, by hour."""

    lines: pd.DataFrame
    pace: Floats


def contests(
    stories: pd.DataFrame,
    key: str,
    stretches: Stretches | None,
    shape: pd.DataFrame,
    from_at: pd.Timestamp,
) -> Contests:
    """The events that two rows (values of `key`) or more told of and that began at or after
    `from_at`; `shape` from `chance.day_shape` (pure)."""
    own = own_news(stories)
    opened = lines(own)
    since = begun(opened)
    opened = opened[opened["event_id"].map(since) >= from_at.value // 1000]
    opened = reached_back(opened, since, stretches)
    at = pd.Series(micros(own["published_at"]), index=own.index).groupby(own["event_id"])
    opened = opened.assign(
        at_us=micros(opened["published_at"]),
        born_us=opened["event_id"].map(at.min()),
        last_us=opened["event_id"].map(at.max()),
    )
    return _shared(rows(opened, key), opened, key, paces(opened, shape))


def _shared(table: pd.DataFrame, opened: pd.DataFrame, key: str, pace: Floats) -> Contests:
    """The lines by event and row with the paces of their outlets summed; events of one row are
    left out."""
    table = table.sort_values(["event_id", "row"], kind="stable", ignore_index=True)
    place = pd.MultiIndex.from_frame(table[["event_id", "row"]]).get_indexer(
        pd.MultiIndex.from_arrays([opened["event_id"], opened[key]])
    )
    summed = np.zeros((len(table), HOURS))
    np.add.at(summed, place, pace)
    shared = table.duplicated("event_id", keep=False).to_numpy()
    return Contests(table[shared].reset_index(drop=True), summed[shared])
