"""Which group an outlet belongs to, bin by bin: alignments change hands (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from feeds.model import Grouping, Outlet


def groups_by_bin(
    outlets: Sequence[Outlet], grouping: Grouping, starts: Sequence[pd.Timestamp]
) -> pd.DataFrame:
    """outlet_id, bin_at, group: an outlet's group in every bin of a span."""
    groups = [group for outlet in outlets for group in _groups(outlet, grouping, starts)]
    ids = [outlet.id for outlet in outlets]
    return pd.DataFrame(
        {
            "outlet_id": np.repeat(np.array(ids, dtype=object), len(starts)),
            "bin_at": pd.DatetimeIndex(list(starts)).take(
                np.tile(np.arange(len(starts)), len(ids))
            ),
            "group": pd.Series(groups, dtype="str"),
        }
    )


def _groups(outlet: Outlet, grouping: Grouping, starts: Sequence[pd.Timestamp]) -> list[str]:
    if not any(starts[0].date() < day <= starts[-1].date() for day in _changes(outlet)):
        return [grouping.group_of(outlet, starts[-1].date())] * len(starts)
    return [grouping.group_of(outlet, start.date()) for start in starts]


def _changes(outlet: Outlet) -> list[date]:
    claims = outlet.owner + outlet.alignment
    return [claim.valid_from for claim in claims if claim.valid_from]
