"""The balanced panel: only outlets observed through the whole span, beside the raw line.

A raw line rises where an outlet is added and falls where a feed goes dark. The panel's line
cannot: its outlets are the same from end to end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd

from feeds.coverage.exposure import exposure
from feeds.coverage.gaps import Instants
from feeds.coverage.kept import kept
from feeds.coverage.roster import outlets_of
from feeds.coverage.selection import Selection
from feeds.coverage.volume import volume
from feeds.store.protocol import Store

WHOLE = 0.95  # of the span: what an outlet of the panel was observed
LIT = 0.5  # of an hour
AWAY = timedelta(days=2)  # a feed is asked daily at least: longer in the dark, and it has left
MICROSECOND = timedelta(microseconds=1)
HOUR = 3_600_000_000  # microseconds
COLUMNS = ["row", "bin_at", "raw", "balanced"]
SEAMS = ["outlet", "at", "change"]


def panel(store: Store, selection: Selection) -> pd.DataFrame:
    """row, bin_at, raw, balanced: the measure of all watched outlets and of the panel alone, its
    series added up. Bins without a story of either have no line. `balanced` is missing where
    the panel holds no outlet that could tell of the row: it is unknown, not zero."""
    steady = panel_outlets(store, selection)
    raw = _line(volume(store, selection), "raw")
    if not steady:
        return raw.assign(balanced=float("nan"))[COLUMNS]
    same = _line(volume(store, replace(selection, outlets=steady)), "balanced")
    table = raw.merge(same, on=["row", "bin_at"], how="outer").fillna({"raw": 0.0, "balanced": 0.0})
    if able := _able(store, selection, steady):
        table["balanced"] = table["balanced"].where(table["row"].isin(able))
    return table[COLUMNS].sort_values(["row", "bin_at"], ignore_index=True)


def _able(store: Store, selection: Selection, steady: tuple[str, ...]) -> set[str]:
    """The rows that outlets of the panel can count in; empty where each can count in any."""
    if selection.rows == "outlet":
        return set(steady)
    if selection.rows == "country":
        return {outlet.country for outlet in outlets_of(store) if outlet.id in steady}
    if selection.rows == "group":
        seen = exposure(store, selection)
        return set(seen.loc[seen["outlet_id"].isin(steady), "group"])
    return set()


def _line(table: pd.DataFrame, name: str) -> pd.DataFrame:
    sums = table.groupby(["row", "bin_at"])["value"].sum()
    return sums.rename(name).reset_index()


def panel_outlets(store: Store, selection: Selection) -> tuple[str, ...]:
    """Ids of the outlets of which at least 95 % of the whole span was observed."""
    return tuple(steady(_hours(store, selection)))


def seams(store: Store, selection: Selection) -> pd.DataFrame:
    """outlet, at, change (joined or left): where an outlet's observed time begins after the
    span does, ends before it, or stops for long: two days, or more of a shorter span than the
    panel forgives; by time."""
    return seamed(_hours(store, selection))


@kept
def _hours(store: Store, selection: Selection) -> pd.DataFrame:
    return exposure(store, replace(selection, bin="hour"))


def steady(seen: pd.DataFrame) -> list[str]:
    """The outlets of the panel from exposure (outlet_id, bin_at, observed) in even bins (pure)."""
    means = seen.groupby("outlet_id", observed=True)["observed"].mean()
    return sorted(str(outlet) for outlet, part in means.items() if part >= WHOLE)


def seamed(seen: pd.DataFrame) -> pd.DataFrame:
    """The seams from exposure by hour (outlet_id, bin_at, observed) (pure)."""
    if seen.empty:
        return _seam_table([], seen["bin_at"].dtype)
    at = seen["bin_at"].dt.as_unit("us")
    lit = (seen["observed"] >= LIT).to_numpy()
    owner, names = pd.factorize(seen["outlet_id"], sort=True)
    hours = at.astype("int64").to_numpy()
    ends = int(hours.min()), int(hours.max()) + HOUR
    order = np.lexsort((hours, owner))
    order = order[lit[order]]
    parts = np.split(hours[order], np.searchsorted(owner[order], np.arange(1, len(names))))
    found = [
        (str(outlet), instant, change)
        for outlet, mine in zip(names, parts, strict=True)
        for instant, change in _seams(mine, *ends)
    ]
    return _seam_table(found, seen["bin_at"].dtype)


def _seam_table(found: list[tuple[str, int, str]], dtype: Any) -> pd.DataFrame:
    outlets, instants, changes = zip(*found, strict=True) if found else ((), (), ())
    at = pd.Series(pd.DatetimeIndex(np.array(instants, dtype="datetime64[us]"), tz="UTC"))
    table = pd.DataFrame(
        {
            "outlet": pd.Series(outlets, dtype="str"),
            "at": at.astype(dtype),
            "change": pd.Series(changes, dtype="str"),
        }
    )
    return table.sort_values(["at", "outlet"], kind="stable", ignore_index=True)


def _seams(lit: Instants, begin: int, end: int) -> Iterator[tuple[int, str]]:
    """Where the observed hours of an outlet, ascending, join and leave the span."""
    away = min(AWAY // MICROSECOND, (end - begin) * (1 - WHOLE))
    last, at = np.append(begin, lit + HOUR), np.append(lit, end)
    for place in np.flatnonzero(at - last > away).tolist():
        if last[place] > begin:
            yield int(last[place]), "left"
        if at[place] < end:
            yield int(at[place]), "joined"
