"""Stories a day of observed time, with an interval; never over time that was not observed.

Each outlet's count is divided by its own observed days, and the rates of a row's outlets are
added. The interval is Fay and Feuer's for a weighted sum of Poisson counts (Statistics in
Medicine 16, 1997), widened by how much more the days differ than chance alone would make them.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import chi2

from feeds.coverage.counts import counts
from feeds.coverage.exposure import exposure
from feeds.coverage.selection import Selection
from feeds.store.protocol import Store

LEVEL = 0.95
LEAST = 0.02  # of a bin: below that a count says nothing of a rate
KINDS = {
    "row": "str",
    "stories": "int64",
    "observed_days": "float64",
    "outlets": "int64",
    "unobserved": "int64",
    "rate": "float64",
    "low": "float64",
    "high": "float64",
}
Floats = npt.NDArray[np.float64]


def rates(store: Store, selection: Selection) -> pd.DataFrame:
    """row, stories (within observed hours), observed_days (of all its outlets), outlets,
    unobserved (outlets of which nothing is known), rate (stories a day of all its outlets
    together), low, high (at 95 %); most stories first. Without a rate where nothing was
    observed. What was published in a dark hour does not count."""
    hourly = replace(selection, bin="hour", measure="count", scope=selection.compared)
    told, _ = counts(store, hourly)
    seen = exposure(store, hourly)
    countries = {outlet.id: outlet.country for outlet in store.outlets()}
    seen = seen.assign(country=seen["outlet_id"].map(countries).astype("str"))
    if selection.rows == "group":
        told = told.drop(columns="row").merge(
            seen[["outlet_id", "bin_at", "group"]].rename(columns={"group": "row"}),
            on=["outlet_id", "bin_at"],
        )
    return rated(told, seen, selection)


def rated(told: pd.DataFrame, seen: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """The rates from counts (outlet_id, row, bin_at, n) and exposure (outlet_id, bin_at,
    observed, group, country), both by hour (pure)."""
    known = seen[seen["observed"] >= LEAST]
    if seen.empty or told.empty:
        return pd.DataFrame(columns=list(KINDS)).astype(KINDS)
    known = known.assign(day=known["bin_at"].dt.normalize())
    lit = told.merge(known[["outlet_id", "bin_at", "day"]], on=["outlet_id", "bin_at"])
    lit = lit.astype({"n": "float64"})  # absent days are filled with 0.0
    counted = lit.pivot_table("n", ["row", "outlet_id"], "day", "sum", 0.0, observed=True)
    days = known.pivot_table("observed", "outlet_id", "day", "sum", 0.0, observed=True) / 24.0
    lines = []
    for row in sorted(set(told["row"])):
        able = _able(str(row), seen, selection)
        lasted = days.reindex(able, fill_value=0.0).dropna()
        lines.append((str(row), *_rate(_of(row, counted, lasted), lasted.to_numpy(float))))
    table = pd.DataFrame(lines, columns=list(KINDS)).astype(KINDS)
    return table.sort_values(["stories", "row"], ascending=[False, True], ignore_index=True)


def _able(row: str, seen: pd.DataFrame, selection: Selection) -> list[str]:
    """The watched outlets whose stories would count in a row."""
    column = {"outlet": "outlet_id", "group": "group", "country": "country"}.get(selection.rows)
    held = seen[seen[column] == row] if column else seen
    return sorted(set(held["outlet_id"]))


def _of(row: object, counted: pd.DataFrame, days: pd.DataFrame) -> Floats:
    """(outlets, days) stories of a row."""
    held = counted.index.get_level_values("row") == row
    table = counted[held].droplevel("row")
    return table.reindex(days.index, columns=days.columns, fill_value=0.0).to_numpy(float)


def _rate(told: Floats, days: Floats) -> tuple[int, float, int, int, float, float, float]:
    """(stories, observed_days, outlets, unobserved, rate, low, high) from (outlets, days)."""
    lit = days.sum(axis=1) > 0 if days.size else np.zeros(len(days), dtype=bool)
    facts = int(told.sum()), float(days.sum()), len(days), int((~lit).sum())
    if not lit.any():
        return (*facts, np.nan, np.nan, np.nan)
    told, days = told[lit], days[lit]
    made, lasted = told.sum(axis=1), days.sum(axis=1)
    low, high = interval(made, 1.0 / lasted, clumping(told, days))
    return (*facts, float((made / lasted).sum()), low, high)


def clumping(told: Floats, days: Floats) -> float:
    """How many times the variance of chance the days differ by; never less than once."""
    expected = days * (told.sum(axis=1) / days.sum(axis=1))[:, None]
    held = expected > 0
    free = int(held.sum()) - int((told.sum(axis=1) > 0).sum())
    if free < 1:
        return 1.0
    return max(1.0, float(((told - expected)[held] ** 2 / expected[held]).sum() / free))


def interval(made: Floats, weights: Floats, clumped: float) -> tuple[float, float]:
    """Fay and Feuer's interval of sum(weights * made), counts being `clumped` times as
    variable as chance."""
    total, most = float((weights * made).sum()), clumped * float(weights.max())
    spread = clumped * float((weights**2 * made).sum())
    tail = (1 - LEVEL) / 2
    low = spread / (2 * total) * chi2.ppf(tail, 2 * total**2 / spread) if total else 0.0
    above, wide = total + most, spread + most**2
    high = wide / (2 * above) * chi2.ppf(1 - tail, 2 * above**2 / wide)
    return float(low), float(high)
