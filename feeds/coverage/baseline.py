"""Each day of an outlet beside its own weekdays: outlets are too sparse for bursts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import betaincinv

from feeds.coverage.bins import edges
from feeds.coverage.counts import counts
from feeds.coverage.kept import kept
from feeds.coverage.selection import ONE_GROUP, Selection
from feeds.coverage.usual import SEEN_ENOUGH, cube
from feeds.coverage.vouching import utc, vouched
from feeds.store.protocol import Store

Floats = npt.NDArray[np.float64]

BEFORE = timedelta(weeks=8)
OWN = 1.0  # day at the outlet's mean that its weekday has to outweigh
TAIL = 0.025
BASELINE = {
    "row": "str",
    "bin_at": "datetime64[us, UTC]",
    "stories": "int64",
    "observed": "float64",
    "usual": "float64",
    "ratio": "float64",
    "low": "float64",
    "high": "float64",
}


@kept
def baseline(store: Store, selection: Selection) -> pd.DataFrame:
    """row (outlet id) and every day of the span, as `ratios` below: its stories on the selection
    beside the outlet's own weekday over the eight weeks before and the span itself."""
    wider = replace(
        selection, from_at=selection.from_at - BEFORE, bin="day", rows="outlet", grouping=ONE_GROUP
    )
    told, _ = counts(store, wider)
    cut, seen = edges(wider), vouched(store, wider)
    starts = utc(cut)[:-1]
    held = cube(told.assign(row=""), told, seen, starts)
    weekday = np.array([start.day_of_week for start in cut[:-1]])
    outlets = sorted(set(seen["outlet_id"]))
    table = ratios(held.whole.astype(float), held.known, weekday, outlets, starts)
    within = table["bin_at"] >= utc(edges(replace(wider, from_at=selection.from_at)))[0]
    return table[within].reset_index(drop=True)


def ratios(
    told: Floats,
    known: Floats,
    weekday: npt.NDArray[np.int64],
    outlets: list[str],
    starts: pd.DatetimeIndex,
) -> pd.DataFrame:
    """row, bin_at, stories, observed (0..1), usual (stories expected in the observed part, from
    the outlet's other days of that weekday), ratio, low and high (95 %, both rates uncertain and
    as unruly as the outlet's days are). NaN, 0 and infinite where less than half of the day was
    observed: nothing is known of it. From stories and known parts (outlets, days) (pure)."""
    enough = known >= SEEN_ENOUGH
    told, spent = np.where(enough, told, 0.0), np.where(enough, known, 0.0)
    before, days = _others(told, spent, weekday)
    rate = before / days
    usual = rate * spent
    unruly = _overdispersion(told, usual, spent / days, enough)[:, None]
    low, high = _interval(told / unruly, before / unruly, spent, days)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(enough & (usual > 0), told / usual, np.nan)
    columns = (told, known, usual, ratio, low, high)
    names = ("stories", "observed", "usual", "ratio", "low", "high")
    lines = dict(zip(names, (np.round(part, 6).ravel() for part in columns), strict=True))
    place = {
        "row": np.repeat(np.array(outlets, dtype=object), len(starts)),
        "bin_at": starts.take(np.tile(np.arange(len(starts)), len(outlets))),
    }
    return pd.DataFrame(place | lines).astype(BASELINE)


def _others(told: Floats, spent: Floats, weekday: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Stories and days on the other days of each day's weekday, a day at the mean among them."""
    same = np.equal.outer(weekday, weekday).astype(float)
    np.fill_diagonal(same, 0.0)
    mine, days = (np.einsum("ot,tu->ou", part, same) for part in (told, spent))
    rest = np.maximum(spent.sum(axis=1, keepdims=True) - spent, 0.0)
    every = told.sum(axis=1, keepdims=True) - told
    mean = np.divide(every, rest, out=np.zeros_like(every), where=rest > 0)
    return mine + OWN * mean, days + OWN


def _overdispersion(
    told: Floats, usual: Floats, uncertain: Floats, enough: npt.NDArray[np.bool_]
) -> Floats:
    """How much more an outlet's days vary than chance makes them; at least 1."""
    variance = np.maximum(usual * (1 + uncertain), 1e-9)
    square = np.where(enough & (usual > 0), (told - usual) ** 2 / variance, 0.0)
    count = (enough & (usual > 0)).sum(axis=1)
    found: Floats = np.maximum(square.sum(axis=1) / np.maximum(count, 1), 1.0)
    return found


def _interval(told: Floats, before: Floats, spent: Floats, days: Floats) -> tuple[Floats, Floats]:
    """Of the ratio of two Poisson rates: their sum given, one of them is binomial, and its limits
    are those of Clopper and Pearson."""
    known = spent > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        least = np.where(told > 0, betaincinv(np.maximum(told, 1e-9), before + 1, TAIL), 0.0)
        most = betaincinv(told + 1, np.maximum(before, 1e-9), 1 - TAIL)
        low, high = (part / (1 - part) * days / spent for part in (least, most))
    return np.where(known, low, 0.0), np.where(known & (before > 0), high, np.inf)
