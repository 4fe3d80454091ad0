"""Which part of each bin was really observed, from the poll ledger.

A poll that overlaps the last window vouches for the whole time since the last observation,
because a feed's window shows what happened in between. Where no entry was in common
(`overran`), entries were lost: that time is not observed. An outlet is observed where any of
its feeds is. Sums weigh outlets by their usual rate: an outage of a busy outlet hides more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from feeds.coverage.bins import bins, edges, whole_span
from feeds.coverage.groups import groups_by_bin
from feeds.coverage.selection import Selection
from feeds.model import OBSERVING, Outlet
from feeds.store.protocol import Store

STATES = ("observed", "overran", "failed", "unpolled")
RATE_DAYS = 28
Interval = tuple[float, float]
Floats = npt.NDArray[np.float64]


def exposure(store: Store, selection: Selection) -> pd.DataFrame:
    """outlet_id, group, bin_at, observed, overran, failed, unpolled: fractions that sum to 1."""
    outlets = watched(store, selection)
    table = outlet_exposure(
        store.observations(*whole_span(selection)), [o.id for o in outlets], edges(selection)
    )
    groups = groups_by_bin(outlets, selection.grouping, bins(selection))
    return table.merge(groups, on=["outlet_id", "bin_at"], how="left")


def watched(store: Store, selection: Selection) -> list[Outlet]:
    """The selected outlets that have been polled at least once."""
    states = store.feed_states()
    return [
        outlet
        for outlet in store.outlets()
        if any(feed.id in states for feed in outlet.feeds)
        and (not selection.outlets or outlet.id in selection.outlets)
    ]


def outlet_exposure(
    observations: pd.DataFrame, outlets: Sequence[str], cut: Sequence[pd.Timestamp]
) -> pd.DataFrame:
    """Exposure per outlet and bin from the polls that say anything about the span (pure)."""
    points = np.array([edge.timestamp() for edge in cut])
    by_outlet = dict(iter(observations.groupby("outlet_id"))) if len(observations) else {}
    tables = []
    for outlet in outlets:
        fractions = _fractions(by_outlet.get(outlet, observations.iloc[:0]), points)
        tables.append(pd.DataFrame(fractions).assign(outlet_id=outlet, bin_at=list(cut[:-1])))
    columns = ["outlet_id", "bin_at", *STATES]
    return pd.concat(tables)[columns] if tables else pd.DataFrame(columns=columns)


def _fractions(polls: pd.DataFrame, points: Floats) -> dict[str, Floats]:
    observed = _vouched(polls, overran=False)
    lost = _vouched(polls, overran=True)
    failed = _failing(polls)
    widths = np.diff(points)
    seen = _covered(observed, points) / widths
    seen_or_lost = _covered(observed + lost, points) / widths
    known = _covered(observed + lost + failed, points) / widths
    return {
        "observed": seen,
        "overran": seen_or_lost - seen,
        "failed": known - seen_or_lost,
        "unpolled": 1.0 - known,
    }


def _vouched(polls: pd.DataFrame, overran: bool) -> list[Interval]:
    held = polls[polls["observed_from_at"].notna() & (polls["overran"].astype(bool) == overran)]
    return list(zip(_seconds(held["observed_from_at"]), _seconds(held["started_at"]), strict=True))


def _failing(polls: pd.DataFrame) -> list[Interval]:
    """From the poll before a failing one to the failing one."""
    spans: list[Interval] = []
    for _, feed in polls.groupby("feed_id"):
        at = _seconds(feed["started_at"])
        bad = ~feed["outcome"].isin(list(OBSERVING)).to_numpy()
        before = np.concatenate([at[:1], at[:-1]])
        spans += list(zip(before[bad], at[bad], strict=True))
    return spans


def _seconds(instants: pd.Series) -> Floats:
    return instants.astype("datetime64[us, UTC]").astype("int64").to_numpy(dtype=float) / 1e6


def _covered(intervals: Sequence[Interval], points: Floats) -> Floats:
    """Seconds of the union of the intervals that fall between consecutive points."""
    union: list[Interval] = []
    for start, end in sorted(intervals):
        if union and start <= union[-1][1]:
            union[-1] = (union[-1][0], max(end, union[-1][1]))
        elif end > start:
            union.append((start, end))
    if not union:
        return np.zeros(len(points) - 1)
    knots = np.array(union).ravel()
    lengths = np.array([end - start for start, end in union])
    heights = np.repeat(np.concatenate([[0.0], np.cumsum(lengths)]), 2)[1:-1]
    return np.diff(np.interp(points, knots, heights))


def usual_rates(store: Store, selection: Selection, outlets: Sequence[str]) -> dict[str, float]:
    """Stories an observed hour of each outlet, over four weeks up to the span's end.

    An outlet never observed in that time gets the median of the others.
    """
    _, end = whole_span(selection)
    start = min(end - timedelta(days=RATE_DAYS), whole_span(selection)[0])
    hours = store.rollup(start, end, selection.clock)
    made = hours[hours["topic_id"] == ""].groupby("outlet_id")["reach"].sum()
    cut = [pd.Timestamp(start), pd.Timestamp(end)]
    seen = outlet_exposure(store.observations(start, end), outlets, cut).set_index("outlet_id")
    hours_seen = seen["observed"] * (end - start).total_seconds() / 3600
    return rates(
        {str(outlet): int(n) for outlet, n in made.items()},
        {str(outlet): float(n) for outlet, n in hours_seen.items()},
    )


def rates(made: dict[str, int], hours: dict[str, float]) -> dict[str, float]:
    """Stories an observed hour; the median of the known ones where nothing was observed (pure)."""
    known = {o: made.get(o, 0) / h for o, h in hours.items() if h >= 1.0}
    fallback = float(np.median(list(known.values()))) if known else 1.0
    return {outlet: known.get(outlet, fallback) for outlet in hours}


def missing(store: Store, selection: Selection) -> pd.DataFrame:
    """row, bin_at, missing: the part of what the row usually brings that was not observed."""
    table = exposure(store, selection)
    weights = usual_rates(store, selection, sorted(set(table["outlet_id"])))
    if selection.rows == "topic":
        whole = _weighted(table.assign(row=""), weights)
        rows = selection.topics or tuple(_topics(store, selection))
        return pd.concat([whole.assign(row=row) for row in rows]) if rows else whole
    key = "outlet_id" if selection.rows == "outlet" else "group"
    return _weighted(table.assign(row=table[key]), weights)


def group_exposure(store: Store, selection: Selection) -> pd.DataFrame:
    """group, bin_at, observed: outlets of a group weighted by their usual rates."""
    table = exposure(store, selection)
    weights = usual_rates(store, selection, sorted(set(table["outlet_id"])))
    found = _weighted(table.assign(row=table["group"]), weights)
    found["observed"] = 1.0 - found.pop("missing")
    return found.rename(columns={"row": "group"})


def _topics(store: Store, selection: Selection) -> list[str]:
    topics = store.rollup(*whole_span(selection), selection.clock)["topic_id"]
    return sorted(set(topics) - {""})


def _weighted(table: pd.DataFrame, weights: dict[str, float]) -> pd.DataFrame:
    """row, bin_at, missing: unobserved parts averaged by weight, evenly where all weigh nothing."""
    weight = table["outlet_id"].map(weights).astype(float) + 1e-9
    work = table.assign(weight=weight, lost=weight * (1.0 - table["observed"].astype(float)))
    sums = work.groupby(["row", "bin_at"], as_index=False)[["weight", "lost"]].sum()
    return sums.assign(missing=(sums["lost"] / sums["weight"]).clip(0, 1))[
        ["row", "bin_at", "missing"]
    ]
