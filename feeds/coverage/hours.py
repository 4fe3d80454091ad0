"""What became of every hour of every feed, in one word, and how much of it was new."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from feeds.coverage.bins import whole_span
from feeds.coverage.exposure import ledger, watched
from feeds.coverage.observed import Floats, feed_exposure, seconds
from feeds.coverage.selection import Selection
from feeds.store.protocol import Store

WHOLE = 1 - 1e-9
LACKING = ["overran", "failed", "unpolled"]
COLUMNS = ["feed_id", "outlet_id", "hour_at", "state", "observed", "new"]


def feed_hours(store: Store, selection: Selection) -> pd.DataFrame:
    """feed_id, outlet_id, hour_at (UTC), state, observed (0..1), new, for every feed of the
    watched outlets and every UTC hour of the span's bins; as `hours` below."""
    start, end = (pd.Timestamp(at) for at in whole_span(selection))
    cut = pd.date_range(start.floor("h"), end.ceil("h"), freq="h")
    feeds = {feed.id: outlet.id for outlet in watched(store, selection) for feed in outlet.feeds}
    polls = ledger(store, cut[0].to_pydatetime(), cut[-1].to_pydatetime())
    table = hours(polls, list(feeds), list(cut))
    table.insert(1, "outlet_id", table["feed_id"].map(feeds).astype(object))
    return table[COLUMNS]


def hours(
    observations: pd.DataFrame, feeds: Sequence[str], cut: Sequence[pd.Timestamp]
) -> pd.DataFrame:
    """feed_id, hour_at, state, observed, new of every feed and hour of `cut` (pure).

    `state` is observed where polls vouch for the whole hour (undated where none of them found
    a dated entry), captured where copies fill what they leave, and otherwise what took most
    of the rest: overran, failed or unpolled. `new` counts the entries first listed in that
    hour; those of a poll that vouches for several hours are spread evenly over them.
    """
    table = feed_exposure(observations, feeds, cut)
    observed = table["dated"] + table["undated"]
    found = pd.DataFrame(
        {
            "feed_id": table["id"],
            "hour_at": table["bin_at"],
            "state": _states(table),
            "observed": observed.clip(0, 1),
            "new": arrivals(observations, feeds, cut),
        }
    )
    return found


def _states(table: pd.DataFrame) -> list[str]:
    dated, seen = table["dated"].to_numpy(), (table["dated"] + table["undated"]).to_numpy()
    known = seen + table["captured"].to_numpy()
    most = np.array(LACKING, dtype=object)[table[LACKING].to_numpy().argmax(axis=1)]
    cases = [(seen >= WHOLE) & (dated < 1 - WHOLE), seen >= WHOLE, known >= WHOLE]
    return [str(state) for state in np.select(cases, ["undated", "observed", "captured"], most)]


def arrivals(
    observations: pd.DataFrame, feeds: Sequence[str], cut: Sequence[pd.Timestamp]
) -> Floats:
    """New entries by feed and bin, flat in that order: each poll's spread evenly over the time
    between it and the one before."""
    points = np.array([edge.timestamp() for edge in cut])
    held = observations[observations["observed_from_at"].notna()]
    groups = dict(iter(held.groupby("feed_id")))
    rows = [_spread(groups[feed], points) if feed in groups else 0 * points[1:] for feed in feeds]
    return np.concatenate(rows) if rows else np.zeros(0)


def _spread(polls: pd.DataFrame, points: Floats) -> Floats:
    """Entries of one feed between consecutive points."""
    start, end = seconds(polls["observed_from_at"]), seconds(polls["until_at"])
    lasting = end > start
    start, end = start[lasting], end[lasting]
    rate = polls["entries_new"].to_numpy(dtype=float)[lasting] / (end - start)
    at = np.concatenate([start, end])
    order = np.argsort(at, kind="stable")
    slopes = np.cumsum(np.concatenate([rate, -rate])[order])
    risen = np.concatenate([[0.0], np.cumsum(slopes[:-1] * np.diff(at[order]))])
    counted = np.interp(points, at[order], risen) if len(at) else 0 * points
    return np.round(np.diff(counted), 6)
