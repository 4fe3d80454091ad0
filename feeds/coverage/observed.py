"""Which part of each bin was really observed, from the poll ledger (pure).

A poll that overlaps the last window vouches for the whole time since the last observation,
because a feed's window shows what happened in between. Where no entry was in common
(`overran`), entries were lost: that time is not observed. An outlet is observed where any of
its feeds is.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from feeds.model import OBSERVING

STATES = ("observed", "overran", "failed", "unpolled")
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def outlet_exposure(
    observations: pd.DataFrame, outlets: Sequence[str], cut: Sequence[pd.Timestamp]
) -> pd.DataFrame:
    """outlet_id, bin_at and the fraction of each bin in each of STATES, from `observations`."""
    points = np.array([edge.timestamp() for edge in cut])
    spans = _spans(observations, outlets)
    codes = spans["code"].to_numpy()
    parts = []
    for code in range(len(outlets)):
        own = spans.iloc[np.searchsorted(codes, code) : np.searchsorted(codes, code, "right")]
        parts.append(_fractions(own, points))
    count = len(cut) - 1
    table = pd.DataFrame(
        np.vstack(parts) if parts else np.zeros((0, len(STATES))), columns=list(STATES)
    )
    table.insert(0, "outlet_id", np.repeat(np.array(outlets, dtype=object), count))
    table.insert(1, "bin_at", list(cut[:-1]) * len(outlets))
    return table


def _spans(polls: pd.DataFrame, outlets: Sequence[str]) -> pd.DataFrame:
    """code (the outlet's place), start, end, rank (of its state), by code and start; seconds."""
    polls = polls.sort_values(["feed_id", "started_at"], kind="stable")
    at, since = _seconds(polls["started_at"]), _seconds(polls["observed_from_at"])
    held = polls["observed_from_at"].notna().to_numpy()
    overran = polls["overran"].to_numpy(dtype=bool)
    failing = ~polls["outcome"].isin(list(OBSERVING)).to_numpy()
    places = {outlet: place for place, outlet in enumerate(outlets)}
    code = polls["outlet_id"].map(places).fillna(-1).to_numpy(dtype=int)
    kinds = (
        (held & ~overran, since, 0),
        (held & overran, since, 1),
        (failing, _before(polls["feed_id"], at), 2),
    )
    found = pd.concat(
        pd.DataFrame({"code": code[mask], "start": start[mask], "end": at[mask], "rank": rank})
        for mask, start, rank in kinds
    )
    return found[found["code"] >= 0].sort_values(["code", "start"], kind="stable")


def _before(feeds: pd.Series, at: Floats) -> Floats:
    """When the same feed was polled before; the poll itself for a first one."""
    before = np.concatenate([at[:1], at[:-1]])
    same = (feeds == feeds.shift()).to_numpy(dtype=bool)
    return np.where(same, before, at)


def _fractions(spans: pd.DataFrame, points: Floats) -> Floats:
    """(bins, states): each state holds only where no better one does."""
    start, end = spans["start"].to_numpy(), spans["end"].to_numpy()
    rank = spans["rank"].to_numpy()
    widths = np.diff(points)
    known = [_covered(start[rank <= r], end[rank <= r], points) / widths for r in (0, 1, 2)]
    return np.column_stack([known[0], known[1] - known[0], known[2] - known[1], 1.0 - known[2]])


def _seconds(instants: pd.Series) -> Floats:
    return instants.astype("datetime64[us, UTC]").astype("int64").to_numpy(dtype=float) / 1e6


def _covered(start: Floats, end: Floats, points: Floats) -> Floats:
    """Seconds of the union of intervals, sorted by start, between consecutive points."""
    if not len(start):
        return np.zeros(len(points) - 1)
    reach = np.maximum.accumulate(end)
    first = np.concatenate([[0], np.flatnonzero(start[1:] > reach[:-1]) + 1])
    last = np.concatenate([first[1:] - 1, [len(start) - 1]])
    knots = np.column_stack([start[first], reach[last]])
    covered = np.concatenate([[0.0], np.cumsum(knots[:, 1] - knots[:, 0])])
    return np.diff(np.interp(points, knots.ravel(), np.repeat(covered, 2)[1:-1]))
