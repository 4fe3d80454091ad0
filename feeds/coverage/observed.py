"""What became of a span of time, by outlet or feed, from the poll ledger (pure).

A poll that overlaps the last window vouches for the whole time since the last observation,
because a feed's window shows what happened in between. Where it does not (`overran`), entries
were lost: that time is not observed. Copies of a feed that others made vouch for captured
time, which ranks below our own polls. An outlet is observed where any of its feeds is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from feeds.model import OBSERVING

STATES = ("observed", "captured", "overran", "failed", "unpolled")
PARTS = ("dated", "undated", *STATES[1:])  # observed time by whether any entry bore a date
ASKED = timedelta(days=1)  # a feed is asked at least so often: a failure tells of no more
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def outlet_exposure(
    observations: pd.DataFrame, outlets: Sequence[str], cut: Sequence[pd.Timestamp]
) -> pd.DataFrame:
    """outlet_id, bin_at and the fraction of each bin in each of STATES, from `observations`."""
    table = parts(observations, observations["outlet_id"], outlets, cut)
    seen = table.pop("dated") + table.pop("undated")
    table.insert(2, "observed", seen)
    return table.rename(columns={"id": "outlet_id"})


def feed_exposure(
    observations: pd.DataFrame, feeds: Sequence[str], cut: Sequence[pd.Timestamp]
) -> pd.DataFrame:
    """id (of the feed), bin_at and the fraction of each bin in each of PARTS."""
    return parts(observations, observations["feed_id"], feeds, cut)


def parts(
    observations: pd.DataFrame, of: pd.Series, ids: Sequence[str], cut: Sequence[pd.Timestamp]
) -> pd.DataFrame:
    """id, bin_at and the fraction of each bin in each of PARTS; `of` names whose each poll is."""
    points = np.array([edge.timestamp() for edge in cut])
    spans = _spans(observations.assign(code=_places(of, ids)))
    codes = spans["code"].to_numpy()
    found = [
        _fractions(
            spans.iloc[np.searchsorted(codes, code) : np.searchsorted(codes, code, "right")], points
        )
        for code in range(len(ids))
    ]
    empty = np.zeros((0, len(PARTS)))
    table = pd.DataFrame(np.vstack(found) if found else empty, columns=list(PARTS))
    table.insert(0, "id", np.repeat(np.array(ids, dtype=object), len(cut) - 1))
    starts = pd.DatetimeIndex(list(cut[:-1]))
    table.insert(1, "bin_at", starts.take(np.tile(np.arange(len(starts)), len(ids))))
    return table


def _places(of: pd.Series, ids: Sequence[str]) -> pd.Series:
    return of.map({name: place for place, name in enumerate(ids)}).fillna(-1).astype(int)


def _spans(polls: pd.DataFrame) -> pd.DataFrame:
    """code, start, end, rank (the place of its state in PARTS), by code and start; seconds."""
    polls = polls.sort_values(["feed_id", "until_at"], kind="stable")
    own = (polls["source"] == "").to_numpy(dtype=bool)
    whole = polls["observed_from_at"].notna().to_numpy() & ~polls["overran"].to_numpy(dtype=bool)
    bare = undated(polls)
    held = (own & whole & ~bare, own & whole & bare, ~own & whole, own & lost(polls))
    made = [_stretch(polls, mask, rank) for rank, mask in enumerate(held)]
    found = pd.concat([*made, _failures(polls[own])])
    return found[found["code"] >= 0].sort_values(["code", "start"], kind="stable")


def lost(polls: pd.DataFrame) -> Flags:
    """Polls that overran the time they would have vouched for."""
    found: Flags = (polls["overran"].astype(bool) & polls["observed_from_at"].notna()).to_numpy()
    return found


def undated(polls: pd.DataFrame) -> Flags:
    """Polls none of whose entries bore a date; one that brought nothing is as the one before."""
    said = polls["outcome"].map({"undated": 1.0, "fresh": 0.0})
    found: Flags = (said.groupby(polls["feed_id"]).ffill() == 1.0).to_numpy()
    return found


def _stretch(polls: pd.DataFrame, mask: Flags, rank: int) -> pd.DataFrame:
    mine = polls[mask]
    start, end = seconds(mine["observed_from_at"]), seconds(mine["until_at"])
    return pd.DataFrame({"code": mine["code"], "start": start, "end": end, "rank": rank})


def _failures(polls: pd.DataFrame) -> pd.DataFrame:
    """A failure stands from the poll before to the next, or to the last poll of any feed."""
    at, feed = seconds(polls["until_at"]), polls["feed_id"]
    before = pd.Series(at).groupby(feed.to_numpy()).shift(1).fillna(pd.Series(at)).to_numpy()
    last = at.max(initial=0.0)
    after = pd.Series(at).groupby(feed.to_numpy()).shift(-1).fillna(last).to_numpy()
    day = ASKED.total_seconds()
    table = pd.DataFrame(
        {
            "code": polls["code"].to_numpy(),
            "start": np.maximum(before, at - day),
            "end": np.minimum(after, at + day),
            "rank": PARTS.index("failed"),
        }
    )
    return table[~polls["outcome"].isin(list(OBSERVING)).to_numpy()]


def _fractions(spans: pd.DataFrame, points: Floats) -> Floats:
    """(bins, parts): each state holds only where no better one does."""
    start, end = spans["start"].to_numpy(), spans["end"].to_numpy()
    rank = spans["rank"].to_numpy()
    widths = np.diff(points)
    known = [
        _covered(start[rank <= r], end[rank <= r], points) / widths for r in range(len(PARTS) - 1)
    ]
    levels = np.vstack([np.zeros(len(widths)), *known, np.ones(len(widths))])
    gained: Floats = np.diff(levels, axis=0).T
    return gained


def seconds(instants: pd.Series) -> Floats:
    """Instants as seconds since 1970."""
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
