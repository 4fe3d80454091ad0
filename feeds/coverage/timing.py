"""Who was first with each event among the watched feeds, and how long the others took.

Times are intervals, from the dates and from what was observed; nobody is ranked before another
whose interval overlaps. See `leading` for the method.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from feeds.coverage.evidence import evidence, place
from feeds.coverage.gaps import Flags, Instants, Stretches
from feeds.coverage.kept import kept
from feeds.coverage.leading import (
    NEWS,
    NOBODY,
    begun,
    behind,
    codes,
    leading,
    lines,
    numbered,
    own_news,
    ranked,
    reached_back,
    rows,
)
from feeds.coverage.medians import hours_down, hours_up
from feeds.coverage.selection import Selection
from feeds.coverage.telling import told
from feeds.store.protocol import Store

FIRST = {
    "event_id": "str",
    "row": "str",
    "outlet_id": "str",
    "group": "str",
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
    "event_id": "str",
    "row": "str",
    "outlet_id": "str",
    "group": "str",
    "story_id": "str",
    "form": "str",
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
    found = told(store, selection)
    return candidates(found.stories, key_of(selection), found.stretches, selection.zone)


@kept
def lags(store: Store, selection: Selection) -> pd.DataFrame:
    """How long after the first story of each event each outlet, or group, told of it; as
    `delays` below."""
    found = told(store, selection)
    return delays(found.stories, key_of(selection), found.stretches, selection.zone)


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
    own, _ = _own_lines(numbered(stories, key), key, stretches)
    if own.empty:
        return typed(pd.DataFrame(), FIRST)
    table = ranked(own)
    table = table[table["rank_low"] == 1]
    table = table.assign(
        story_id=table["id"],
        observed=table["since_us"] == table["from_us"],
        earliest_at=_instants(table["since_us"]),
        latest_at=_instants(table["to_us"]),
        place=[place(1, high) for high in table["rank_high"]],
        evidence=evidence(table, zone),
    )
    order = ["event_id", "rank_high", "latest_at", "row"]
    return typed(table.sort_values(order, ignore_index=True), FIRST)


def delays(
    stories: pd.DataFrame, key: str, stretches: Stretches | None, zone: str = "UTC"
) -> pd.DataFrame:
    """event_id, row, outlet_id, group, story_id, form, reprint (both of that story), may_lead,
    low_hours, high_hours (after the event's first story, rounded outward to minutes; the low end
    runs into gaps of the outlet's exposure), dated_low_hours (by the dates alone) and evidence
    (pure). Negative where a text that does not lead came before the first that can. Events that
    nobody can have led are left out. By event, then low_hours."""
    stories = numbered(stories, key)
    own, since = _own_lines(stories, key, stretches)
    if own.empty:
        return typed(pd.DataFrame(), LAGS)
    table = behind(_with_followers(stories, own, since, key, stretches), own)
    table = table.assign(
        story_id=table["id"],
        reprint=table["origin"] != "",
        low_hours=hours_down(table["low_us"]),
        high_hours=hours_up(table["high_us"]),
        dated_low_hours=hours_down(table["dated_low_us"]),
        evidence=evidence(table, zone),
    )
    order = ["event_id", "low_hours", "high_hours", "row"]
    return typed(table.sort_values(order, ignore_index=True), LAGS)


def _own_lines(
    stories: pd.DataFrame, key: str, stretches: Stretches | None
) -> tuple[pd.DataFrame, Instants]:
    """The line of every row that can lead, in its event, and when events began; `stories` are
    numbered."""
    own = lines(own_news(stories))
    since = begun(own)
    return rows(reached_back(own, since, stretches), key), since


def _with_followers(
    stories: pd.DataFrame,
    own: pd.DataFrame,
    since: Instants,
    key: str,
    stretches: Stretches | None,
) -> pd.DataFrame:
    """The leaders and the first line of every other row: its news, reprints among them; another
    form only where it has no news."""
    begun_ones = np.concatenate([since, [NOBODY]])[np.minimum(stories["event"], len(since))]
    known = stories[begun_ones < NOBODY]
    news = (known["form"] == NEWS).to_numpy()
    pair = _pairs(known["event"], known[key])
    known = known[news | ~_among(pair, pair[news])]
    table = rows(reached_back(lines(known), since, stretches), key).assign(may_lead=False)
    leaders = own[leading(own)].assign(may_lead=True)
    led = _pairs(leaders["event"], leaders["row"])
    others = table[~_among(_pairs(table["event"], table["row"]), led)]
    return pd.concat([leaders, others], ignore_index=True)


def _pairs(event: pd.Series, row: pd.Series) -> Instants:
    """A number for each event and row."""
    return event.to_numpy() * len(row.cat.categories) + codes(row)


def _among(pairs: Instants, some: Instants) -> Flags:
    """Which numbers of pairs are among some others."""
    held = np.zeros(int(max(pairs.max(initial=-1), some.max(initial=-1))) + 1, dtype=bool)
    held[some] = True
    found: Flags = held[pairs]
    return found


def _instants(micros: pd.Series) -> pd.Series:
    return pd.to_datetime(micros, unit="us", utc=True).astype("datetime64[us, UTC]")


def typed(table: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    """The columns with their types, also where there is no line."""
    return table.reindex(columns=list(columns)).astype(columns)
