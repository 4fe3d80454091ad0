"""The events that two or more told of: who told when, and at which pace by chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from feeds.coverage.chance import Pace, paces
from feeds.coverage.gaps import Stretches
from feeds.coverage.leading import Lines, begun, least, lines, reached_back, rows
from feeds.coverage.numbered import numbered
from feeds.coverage.pairs import Pairs, pairs


@dataclass(frozen=True, slots=True)
class Contests:
    """The rows that told of each shared event in news of their own, by event and row; the names
    of events and rows by number; the rows' pace by chance; and every two rows of an event."""

    lines: Lines
    events: pd.Index
    names: pd.Index
    pace: Pace
    met: Pairs


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
    opened = lines(told, told.own)
    since = begun(opened)
    held = since[opened.event] >= from_at.value // 1000
    if not held.all():
        opened = opened.of(held)
    opened = reached_back(opened, told, since, stretches)
    born, last = least(opened.event, opened.at_us), -least(opened.event, -opened.last_us)
    life = born[opened.event], last[opened.event]
    pace = paces(told.names("outlet_id"), opened.outlet, opened.stories, life, shape)
    table = rows(opened, told)
    if key != "outlet_id":  # outlets are lines by themselves
        width = len(told.names(key))
        joined, own = table.event * width + table.row, opened.event * width + told.row[opened.story]
        pace = pace.summed(np.searchsorted(joined, own), len(joined))
    shared = np.flatnonzero(np.bincount(table.event)[table.event] > 1)
    table, pace = table.of(shared), pace.of(shared)
    met = pairs(table, pace)
    return Contests(table, told.names("event_id"), told.names(key), pace, met)
