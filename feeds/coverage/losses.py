"""How many entries each overrun lost: an estimate from the feed's own rate, with an interval.

An overrun shows the newest entries and hides how many came and went before them. The rate is
learnt from the feed's known time in like hours: the times of day of the gap and one on each
side, over up to 28 days before, earlier overruns with their estimated losses among them, since
it is the busy hours that overrun. What the gap held in all then follows a negative binomial
distribution (counts by chance, in clumps, at a rate that is not quite known), given that it
held at least what was shown; so the interval is wide where little is known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import sqrt
from typing import Any

import numpy as np
import pandas as pd

from feeds.coverage.bins import whole_span
from feeds.coverage.exposure import ledger
from feeds.coverage.hours import arrivals
from feeds.coverage.observed import Floats, feed_exposure, lost
from feeds.coverage.selection import Selection
from feeds.store.protocol import Store

LEARNT = timedelta(days=28)
LOW, HIGH = 0.05, 0.95
HOUR = 3600.0
UNKNOWN, DOUBT = 3.0, 6  # how entries clump where nothing is known; hours until that is moot
TOGETHER = 0.5  # of the errors' variance; holds 9 in 10 feeds of six days of real ones
NARROWEST, MEANS, WIDEST = 500, 30, 200_000  # counts of entries that are weighed
COLUMNS = ["feed_id", "outlet_id", "started_at", "from_at", "expected", "low", "high"]


@dataclass(frozen=True, slots=True)
class Loss:
    """Entries lost: `expected`, and the interval [low, high] that holds it at 90 %."""

    expected: float
    low: int
    high: int


def losses(store: Store, selection: Selection) -> pd.DataFrame:
    """feed_id, outlet_id, started_at (of the poll that overran), from_at (since when entries
    were lost), expected, low, high (entries, at 90 %), by feed and started_at."""
    start, end = whole_span(selection)
    table = estimated(ledger(store, start - LEARNT, end), pd.Timestamp(start))
    wanted = table["outlet_id"].isin(selection.outlets) if selection.outlets else True
    return table[(table["from_at"] < pd.Timestamp(end)) & wanted].reset_index(drop=True)


def total(found: pd.DataFrame) -> dict[str, Loss]:
    """What each feed lost in all, by feed id: the intervals of its overruns joined (pure)."""
    return {
        str(feed): _joined(*(lines[name].to_numpy(float) for name in ("expected", "low", "high")))
        for feed, lines in found.groupby("feed_id")
    }


def _joined(expected: Floats, low: Floats, high: Floats) -> Loss:
    """Overruns of one feed err in part together: by its rate; in part apart: by chance."""
    whole = float(expected.sum())

    def reach(errors: Floats) -> float:
        apart, together = float((errors**2).sum()), float(errors.sum()) ** 2
        return sqrt(TOGETHER * together + (1 - TOGETHER) * apart)

    below, above = reach(expected - low), reach(high - expected)
    return Loss(whole, max(0, round(whole - below)), round(whole + above))


def estimated(observations: pd.DataFrame, since: pd.Timestamp) -> pd.DataFrame:
    """The losses of every poll from `since` on that overran, from a ledger that reaches back
    as far as is to be learnt from (pure)."""
    own = observations[observations["source"] == ""]
    over, joined = own[lost(own)], own[~lost(own)]
    wanted = over.loc[over["started_at"] >= since, "feed_id"].unique()
    parts = [
        _of_feed(joined[joined["feed_id"] == feed], over[over["feed_id"] == feed])
        for feed in sorted(wanted)
    ]
    found = pd.concat(parts) if parts else _table([])
    return found[found["started_at"] >= since]


def _of_feed(joined: pd.DataFrame, over: pd.DataFrame) -> pd.DataFrame:
    """The losses of one feed's overruns, each learnt from with those before it."""
    feed, last = over["feed_id"].iloc[0], over["started_at"].max().ceil("h")
    cut = pd.date_range(over["started_at"].min().floor("h") - LEARNT, last, freq="h")
    seen = feed_exposure(joined, [feed], list(cut))
    known = _Known(
        np.array([edge.timestamp() for edge in cut]),
        (seen["dated"] + seen["undated"]).to_numpy(),
        arrivals(joined, [feed], list(cut)),
    )
    return _table([_line(poll, known) for poll in over.to_dict("records")])


def _table(rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=COLUMNS)
    for name in ("started_at", "from_at"):
        table[name] = pd.to_datetime(table[name], utc=True).astype("datetime64[us, UTC]")
    return table.astype({"expected": float, "low": "int64", "high": "int64"})


@dataclass(slots=True)
class _Known:
    """What is known of a feed's hours: the observed part of each, and the entries in it."""

    points: Floats  # edges of the hours, in seconds
    observed: Floats
    new: Floats

    def like(self, start: float, end: float) -> tuple[Floats, Floats]:
        """(entries, observed part) of the hours before, at the times of day of a gap."""
        hours = self.points[:-1] // HOUR
        asked = np.arange(start // HOUR - 1, end // HOUR + 2) % 24
        recent = (self.points[:-1] >= end - LEARNT.total_seconds()) & (hours < start // HOUR)
        like = recent & (self.observed > 0) & np.isin(hours % 24, asked)
        return self.new[like], self.observed[like]

    def learn(self, start: float, end: float, entries: float) -> None:
        """Take a gap's entries, seen and lost, for known: busy hours are those that overrun."""
        part = np.diff(np.clip(self.points, start, end))
        self.observed = np.minimum(1.0, self.observed + part / HOUR)
        self.new = self.new + entries * part / (end - start)


def _line(poll: Mapping[Any, Any], known: _Known) -> dict[str, object]:
    start, end = poll["observed_from_at"].timestamp(), poll["started_at"].timestamp()
    shown = int(poll["entries_new"])
    found = loss(*known.like(start, end), (end - start) / HOUR, shown)
    known.learn(start, end, shown + found.expected)
    return {
        "feed_id": poll["feed_id"],
        "outlet_id": poll["outlet_id"],
        "started_at": poll["started_at"],
        "from_at": poll["observed_from_at"],
        "expected": found.expected,
        "low": found.low,
        "high": found.high,
    }


def loss(new: Floats, observed: Floats, hours: float, shown: int) -> Loss:
    """What a gap of so many hours lost beside the `shown` entries, from like hours: entries
    `new` in the `observed` part of each (pure)."""
    # Beside what is known: one entry, at the rate that the gap itself shows at least.
    held, hours_known = new.sum() + 1.0, observed.sum() + hours / max(shown, 1)
    mean = held / hours_known * hours
    clumps = _clumps(new, observed)
    spread = mean * clumps + mean**2 * clumps / held  # by chance, and by the unknown rate
    shape = mean**2 / max(spread - mean, 1e-9)
    weighed = min(WIDEST, NARROWEST + int(MEANS * mean))
    counts = np.arange(shown, shown + weighed, dtype=float)
    steps = np.log((counts + shape) / (counts + 1.0) * mean / (mean + shape))
    weights = np.concatenate([[0.0], np.cumsum(steps[:-1])])
    chances = np.exp(weights - weights.max())
    chances /= chances.sum()
    low, high = np.searchsorted(np.cumsum(chances), [LOW, HIGH])
    return Loss(float((chances * (counts - shown)).sum()), int(low), int(high))


def _clumps(new: Floats, observed: Floats) -> float:
    """Variance of the hourly counts over their mean: 1 where entries come singly, by chance."""
    rate = new.sum() / observed.sum() if len(new) else 0.0
    if not rate:
        return UNKNOWN
    surplus = ((new - rate * observed) ** 2 / (rate * np.maximum(observed, 0.1))).sum()
    return float(max(1.0, (surplus + UNKNOWN * DOUBT) / (len(new) - 1 + DOUBT)))
