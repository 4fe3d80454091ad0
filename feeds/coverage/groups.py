"""Which group an outlet belongs to, bin by bin: alignments change hands (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from feeds.model import Grouping, Outlet
from feeds.store.counts.hour_rows import Whole


@dataclass(frozen=True, slots=True)
class Grouped:
    """The group of every outlet in every bin of a span: places (outlets, bins) in `groups`."""

    outlets: pd.Index
    starts: pd.DatetimeIndex
    groups: pd.Index
    codes: Whole

    def at(self, bins: pd.Series) -> Whole:
        """The place of each start of a bin."""
        starts = self.starts.as_unit("us").asi8
        at = pd.DatetimeIndex(bins).as_unit("us").asi8
        found: Whole = np.searchsorted(starts, at).astype(np.int64)
        return found


def places(names: pd.Series, known: pd.Index) -> Whole:
    """The place of each name in an index; -1 where it is not there."""
    held = pd.Categorical(names)  # as it is where it is one
    found = known.get_indexer(pd.Index(held.categories, dtype=known.dtype)).astype(np.int64)
    placed: Whole = np.append(found, -1)[held.codes]
    return placed


def grouped(
    outlets: Sequence[Outlet], grouping: Grouping, starts: Sequence[pd.Timestamp]
) -> Grouped:
    """The groups of outlets in the bins that begin then; groups are in order of their ids."""
    names = [_groups(outlet, grouping, starts) for outlet in outlets]
    groups = sorted({name for held in names for name in held})
    place = {name: code for code, name in enumerate(groups)}
    codes = np.zeros((len(outlets), len(starts)), dtype=np.int64)
    for number, held in enumerate(names):
        codes[number] = place[held[0]] if len(held) == 1 else [place[name] for name in held]
    ids = pd.Index([outlet.id for outlet in outlets], dtype=object)
    return Grouped(ids, pd.DatetimeIndex(list(starts)), pd.Index(groups, dtype="str"), codes)


def groups_by_bin(
    outlets: Sequence[Outlet], grouping: Grouping, starts: Sequence[pd.Timestamp]
) -> pd.DataFrame:
    """outlet_id, bin_at, group: an outlet's group in every bin of a span."""
    found = grouped(outlets, grouping, starts)
    every = np.tile(np.arange(len(starts)), len(outlets))
    return pd.DataFrame(
        {
            "outlet_id": np.repeat(found.outlets.to_numpy(), len(starts)),
            "bin_at": found.starts.take(every),
            "group": found.groups.take(found.codes.ravel()),
        }
    )


def _groups(outlet: Outlet, grouping: Grouping, starts: Sequence[pd.Timestamp]) -> list[str]:
    """The group in every bin, or the one that it is in all along."""
    if not any(starts[0].date() < day <= starts[-1].date() for day in _changes(outlet)):
        return [grouping.group_of(outlet, starts[-1].date())]
    return [grouping.group_of(outlet, start.date()) for start in starts]


def _changes(outlet: Outlet) -> list[date]:
    claims = outlet.owner + outlet.alignment
    return [claim.valid_from for claim in claims if claim.valid_from]
