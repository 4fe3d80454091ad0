"""Who was first with each event among the watched feeds, and how long the others took.

Times are intervals, from the dates and from what was observed; nobody is ranked before another
whose interval overlaps. See `leading` for the method.
"""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pandas as pd

from feeds.coverage.evidence import evidence, places
from feeds.coverage.gaps import Stretches
from feeds.coverage.kept import Memory, kept
from feeds.coverage.leading import Behind, Lines, behind, foremost
from feeds.coverage.led import Led, led, with_followers
from feeds.coverage.medians import MINUTE, hours_down, hours_up
from feeds.coverage.numbered import Numbered, Whole
from feeds.coverage.ordering import order
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


_held = Memory[Led](MOST_LINES, lambda found: len(found.own.event))


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
    if not len(found.own.event):
        return typed(pd.DataFrame(), FIRST)
    some, high = foremost(found.own)
    held = found.own.of(some)
    by = order(held.event, high, held.to_us, held.row)
    held, high = held.of(by), high[by]
    facts = {
        "rank_low": np.ones(len(high), dtype=np.int64),
        "rank_high": high,
        "place": places(high),
        "observed": held.since_us == held.from_us,
        "earliest_at": _instants(held.since_us),
        "latest_at": _instants(held.to_us),
    }
    return _table(found.told, held, facts, FIRST, zone)


def _table(
    told: Numbered, held: Lines, facts: dict[str, Any], columns: dict[str, str], zone: str
) -> pd.DataFrame:
    """The columns of lines: what they are of, what their first stories are, and more facts."""
    named = {"event_id": held.event, told.key: held.row, "outlet_id": held.outlet}
    parts: dict[str, Any] = {
        name: pd.Categorical.from_codes(cast(Any, number), told.names(name), validate=False)
        for name, number in named.items()
    }
    parts |= facts | {"row": parts[told.key], "evidence": evidence(told, held, zone)}
    parts |= {"story_id": _of(told, "id", held)}
    left = [name for name in columns if name not in parts]
    parts |= {name: _of(told, name, held) for name in left}
    return typed(pd.DataFrame({name: parts[name] for name in columns}, copy=False), columns)


def _of(told: Numbered, column: str, held: Lines) -> pd.Series:
    """A column of the lines' first stories."""
    return told.table[column].take(held.story).reset_index(drop=True)


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
    if not len(found.own.event):
        return typed(pd.DataFrame(), LAGS)
    held, leads = with_followers(found)
    late = behind(held, leads, found.own)
    by = order(held.event, late.low_us // MINUTE, -(-late.high_us // MINUTE), held.row)
    held, leads, late = held.of(by), leads[by], Behind(*(part[by] for part in late))
    facts = {
        "reprint": (_of(found.told, "origin", held) != "").to_numpy(),
        "may_lead": leads,
        "low_hours": hours_down(late.low_us),
        "high_hours": hours_up(late.high_us),
        "dated_low_hours": hours_down(late.dated_low_us),
    }
    return _table(found.told, held, facts, LAGS, zone)


def _instants(micros: Whole) -> pd.Series:
    return pd.Series(micros.view("datetime64[us]")).dt.tz_localize("UTC")


def typed(table: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    """The columns with their types, also where there is no line."""
    found = table.reindex(columns=list(columns))
    return found.astype({name: kind for name, kind in columns.items() if found[name].dtype != kind})
