"""Who was first with each event among the watched feeds, and how long the others took.

Times are intervals, from the dates and from what was observed; nobody is ranked before another
whose interval overlaps. See `leading` for the method.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from feeds.coverage.evidence import evidence, places
from feeds.coverage.gaps import Stretches
from feeds.coverage.kept import Memory, kept
from feeds.coverage.leading import behind, foremost
from feeds.coverage.led import Led, led, ordered, with_followers
from feeds.coverage.medians import hours_down, hours_up
from feeds.coverage.selection import Selection
from feeds.coverage.telling import told
from feeds.store.protocol import Store

MOST_LINES = 1_000_000  # of leading lines that are kept, about 150 bytes each
FIRST = {
    "event_id": "category",
    "row": "category",
    "outlet_id": "category",
    "group": "category",
    "story_id": "str",
    "rank_low": "int64",
    "rank_high": "int64",
    "place": "str",
    "observed": "bool",
    "earliest_at": "datetime64[us, UTC]",
    "latest_at": "datetime64[us, UTC]",
    "evidence": "str",
}
LAGS = {
    "event_id": "category",
    "row": "category",
    "outlet_id": "category",
    "group": "category",
    "story_id": "str",
    "form": "category",
    "reprint": "bool",
    "may_lead": "bool",
    "low_hours": "float64",
    "high_hours": "float64",
    "dated_low_hours": "float64",
    "evidence": "str",
}


@kept
def first(store: Store, selection: Selection) -> pd.DataFrame:
    """Who may have been first with each event, as `candidates` below; by event and rank.

    Rows are groups where the selection's rows are, else outlets. Events told by one outlet
    only are left out unless they are selected.
    """
    return firsts(_led(store, selection), selection.zone)


@kept
def lags(store: Store, selection: Selection) -> pd.DataFrame:
    """How long after the first story of each event each outlet, or group, told of it; as
    `delays` below."""
    return followers(_led(store, selection), selection.zone)


_held = Memory[Led](MOST_LINES, lambda found: len(found.own))


def _led(store: Store, selection: Selection) -> Led:
    """Read once for the first stories and the lags."""

    def read() -> Led:
        found = told(store, selection)
        return led(found.stories, key_of(selection), found.stretches)

    return _held.get(store, repr(selection), read)


def key_of(selection: Selection) -> str:
    """The column of the rows that are compared: groups where asked for, else outlets."""
    return "group" if selection.rows == "group" else "outlet_id"


def candidates(
    stories: pd.DataFrame, key: str, stretches: Stretches | None, zone: str = "UTC"
) -> pd.DataFrame:
    """event_id, row (value of `key`), outlet_id, group, story_id, rank_low, rank_high, place
    (`first`, `first or second`, …), observed (its feeds, since the event began), earliest_at,
    latest_at (of its first story, gaps included) and evidence, of all that may be first: rank_low
    is 1 (pure). `stretches` from `gaps.known`; None leaves exposure out."""
    return firsts(led(stories, key, stretches), zone)


def firsts(found: Led, zone: str = "UTC") -> pd.DataFrame:
    """The same of what is read already (pure)."""
    if found.own.empty:
        return typed(pd.DataFrame(), FIRST)
    table = foremost(found.own)
    line, event, to, high = (table[n].to_numpy() for n in ("line", "event", "to_us", "rank_high"))
    table = table.take(np.lexsort((line, to, high, event))).reset_index(drop=True)
    table = table.assign(
        story_id=_ids(found.stories, table),
        observed=table["since_us"] == table["from_us"],
        earliest_at=_instants(table["since_us"]),
        latest_at=_instants(table["to_us"]),
        place=places(table["rank_high"]),
        evidence=evidence(table, zone),
    )
    return typed(table, FIRST)


def _ids(stories: pd.DataFrame, table: pd.DataFrame) -> pd.Series:
    """The ids of the lines' stories."""
    return stories["id"].take(table["story"].to_numpy()).reset_index(drop=True)


def delays(
    stories: pd.DataFrame, key: str, stretches: Stretches | None, zone: str = "UTC"
) -> pd.DataFrame:
    """event_id, row, outlet_id, group, story_id, form, reprint (both of that story), may_lead,
    low_hours, high_hours (after the event's first story, rounded outward to minutes; the low end
    runs into gaps of the outlet's exposure), dated_low_hours (by the dates alone) and evidence
    (pure). Negative where a text that does not lead came before the first that can. Events that
    nobody can have led are left out. By event, then low_hours."""
    return followers(led(stories, key, stretches), zone)


def followers(found: Led, zone: str = "UTC") -> pd.DataFrame:
    """The same of what is read already (pure)."""
    if found.own.empty:
        return typed(pd.DataFrame(), LAGS)
    table = behind(with_followers(found), found.own)
    low, high, dated = (
        hours_down(table["low_us"]),
        hours_up(table["high_us"]),
        table["dated_low_us"],
    )
    order = ordered(*(table[name].to_numpy() for name in ("event", "low_us", "high_us", "line")))
    table = table.take(order).reset_index(drop=True)
    table = table.assign(
        story_id=_ids(found.stories, table),
        reprint=table["origin"] != "",
        low_hours=low[order],
        high_hours=high[order],
        dated_low_hours=hours_down(dated)[order],
        evidence=evidence(table, zone),
    )
    return typed(table, LAGS)


def _instants(micros: pd.Series) -> pd.Series:
    return pd.to_datetime(micros, unit="us", utc=True).astype("datetime64[us, UTC]")


def typed(table: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    """The columns with their types, also where there is no line."""
    found = table.reindex(columns=list(columns))
    return found.astype({name: kind for name, kind in columns.items() if found[name].dtype != kind})
