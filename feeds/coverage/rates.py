"""Stories a day of observed time, with an interval; never over time that was not observed.

Each outlet's count is divided by its own observed days, and the rates of a row's outlets are
added. The interval is Fay and Feuer's for a weighted sum of Poisson counts (Statistics in
Medicine 16, 1997), widened by how much more the days differ than chance alone would make them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import gammaincinv

from feeds.coverage.bins import edges
from feeds.coverage.counts import counts
from feeds.coverage.exposure import states_of, watched
from feeds.coverage.groups import Grouped, grouped, places
from feeds.coverage.kept import kept
from feeds.coverage.ordering import order
from feeds.coverage.selection import Selection
from feeds.coverage.volume import labels
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


@kept
def rates(store: Store, selection: Selection) -> pd.DataFrame:
    """row, stories (within observed hours), observed_days (of all its outlets), outlets,
    unobserved (outlets of which nothing is known), rate (stories a day of all its outlets
    together), low, high (at 95 %); most stories first. Without a rate where nothing was
    observed. What was published in a dark hour does not count."""
    hourly = replace(selection, bin="hour", measure="count", scope=selection.compared)
    told, _ = counts(store, hourly)
    outlets, cut = watched(store, hourly), edges(hourly)
    groups = grouped(outlets, selection.grouping, cut[:-1])
    seen = states_of(store, hourly, outlets, cut)[:, :, 0]
    countries = [outlet.country for outlet in outlets]
    return rated(told, seen, groups, countries, selection)


def rated(
    told: pd.DataFrame,
    seen: Floats,
    groups: Grouped,
    countries: Sequence[str],
    selection: Selection,
) -> pd.DataFrame:
    """The rates from counts (outlet_id, row, bin_at, n), the observed part (outlets, bins), the
    outlets' groups and countries, all by hour (pure)."""
    if told.empty or not seen.size:
        return pd.DataFrame(columns=list(KINDS)).astype(KINDS)
    starts = pd.Series(groups.starts)
    day, _ = pd.factorize(starts.dt.normalize())
    lit = seen >= LEAST
    days = _by_day(np.where(lit, seen, 0.0), day) / 24.0
    lines = []
    for row, counted in _days_told(told, lit, day, groups, selection):
        able = _able(row, groups, countries, selection)
        lines.append((row, *_rate(counted[able], days[able])))
    table = pd.DataFrame(lines, columns=list(KINDS)).astype(KINDS)
    return table.sort_values(["stories", "row"], ascending=[False, True], ignore_index=True)


def _by_day(hours: Floats, day: npt.NDArray[np.intp]) -> Floats:
    """(outlets, days) sums of (outlets, hours)."""
    first = np.flatnonzero(np.diff(day, prepend=-1))
    found: Floats = np.add.reduceat(hours, first, axis=1)
    return found


def _days_told(
    told: pd.DataFrame,
    lit: npt.NDArray[np.bool_],
    day: npt.NDArray[np.intp],
    groups: Grouped,
    selection: Selection,
) -> Iterator[tuple[str, Floats]]:
    """The stories (outlets, days) of each row in the hours that are `lit`."""
    outlet, hour = places(told["outlet_id"], groups.outlets), groups.at(told["bin_at"])
    grouped_rows = selection.rows == "group"
    rows = groups.groups if grouped_rows else labels(told)
    row = groups.codes[outlet, hour] if grouped_rows else places(told["row"], rows)
    some = np.flatnonzero(outlet >= 0)
    some = some[order(row[some])]
    shape = (len(groups.outlets), int(day.max()) + 1)
    at, n = (outlet * shape[1] + day[hour])[some], (told["n"].to_numpy() * lit[outlet, hour])[some]
    edge = np.searchsorted(row[some], np.arange(len(rows) + 1))
    there = np.bincount(row[row >= 0], minlength=len(rows)) > 0
    for place, name in enumerate(rows):
        held = slice(edge[place], edge[place + 1])
        if held.stop > held.start or (there[place] and not grouped_rows):
            sums = np.bincount(at[held], n[held], shape[0] * shape[1])
            yield str(name), sums.astype(np.float64).reshape(shape)


def _able(
    row: str, groups: Grouped, countries: Sequence[str], selection: Selection
) -> npt.NDArray[np.intp]:
    """The places of the watched outlets whose stories would count in a row."""
    if selection.rows == "outlet":
        return np.flatnonzero(groups.outlets == row)
    if selection.rows == "country":
        return np.flatnonzero(np.array(countries, dtype=object) == row)
    if selection.rows == "group":
        return np.flatnonzero((groups.codes == groups.groups.get_loc(row)).any(axis=1))
    return np.arange(len(groups.outlets))


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
    low = spread / (2 * total) * _quantile(tail, 2 * total**2 / spread) if total else 0.0
    above, wide = total + most, spread + most**2
    high = wide / (2 * above) * _quantile(1 - tail, 2 * above**2 / wide)
    return float(low), float(high)


def _quantile(part: float, degrees: float) -> float:
    """Of the chi-squared distribution, without what scipy.stats checks of each number."""
    return 2.0 * float(gammaincinv(degrees / 2.0, part))
