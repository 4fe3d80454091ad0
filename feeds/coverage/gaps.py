"""How far back an outlet may have told of something unseen: the gaps before a story (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

Instants: TypeAlias = npt.NDArray[np.int64]  # microseconds since 1970
Stretches: TypeAlias = Mapping[str, tuple[Instants, Instants]]


def known(vouched: pd.DataFrame, outlets: Mapping[str, str]) -> Stretches:
    """(starts, ends) by outlet of the time in which nothing it listed can have been missed, its
    feeds and the copies of them taken together; from `Store.vouched` and the outlet of each feed.
    """
    held = vouched[~vouched["overran"].astype(bool)]
    table = pd.DataFrame(
        {
            "outlet": held["feed_id"].map(outlets),
            "start": micros(held["from_at"]),
            "end": micros(held["until_at"]),
        }
    ).sort_values(["outlet", "start"], kind="stable")
    return {
        str(outlet): _joined(lines["start"].to_numpy(), lines["end"].to_numpy())
        for outlet, lines in table.groupby("outlet", sort=True)
    }


def _joined(start: Instants, end: Instants) -> tuple[Instants, Instants]:
    """The union of intervals that are sorted by start."""
    reach = np.maximum.accumulate(end)
    first = np.flatnonzero(np.concatenate([[True], start[1:] > reach[:-1]]))
    last = np.concatenate([first[1:] - 1, [len(start) - 1]])
    return start[first], reach[last]


def unseen_from(
    outlets: pd.Series, since: Instants, until: Instants, stretches: Stretches
) -> Instants:
    """For each outlet the first instant in [since, until) that was not observed; `until` where
    all of it was."""
    found = until.copy()
    for outlet, places in outlets.groupby(outlets.to_numpy()).indices.items():
        asked = places[since[places] < until[places]]
        dark = since[asked]
        if str(outlet) in stretches:
            start, end = stretches[str(outlet)]
            place = np.searchsorted(start, dark, "right") - 1
            covered = (place >= 0) & (end[place] >= dark)
            dark = np.where(covered, end[place], dark)
        found[asked] = np.minimum(dark, until[asked])
    return found


def micros(instants: pd.Series) -> Instants:
    """Instants as microseconds since 1970."""
    found: Instants = np.asarray(instants.astype("datetime64[us, UTC]").astype("int64"))
    return found
