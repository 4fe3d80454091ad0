"""Who was first with each event among the watched feeds, and how long the others took.

Times are intervals, from the dates and from what was observed; nobody is ranked before another
whose interval overlaps. See `leading` for the method.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from feeds.coverage.evidence import evidence, places
from feeds.coverage.gaps import Flags, Instants, Stretches
from feeds.coverage.kept import kept
from feeds.coverage.leading import (
    NEWS,
    NOBODY,
    begun,
    behind,
    chosen,
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
    stories = numbered(stories, key)
    own, _ = _own_lines(stories, key, stretches)
    if own.empty:
        return typed(pd.DataFrame(), FIRST)
    table = ranked(own)
    table = table[table["rank_low"] == 1]
    line, event, to, high = (table[n].to_numpy() for n in ("line", "event", "to_us", "rank_high"))
    table = table.take(np.lexsort((line, to, high, event))).reset_index(drop=True)
    table = table.assign(
        story_id=_ids(stories, table),
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
    stories = numbered(stories, key)
    own, since = _own_lines(stories, key, stretches)
    if own.empty:
        return typed(pd.DataFrame(), LAGS)
    table = behind(_with_followers(stories, own, since, key, stretches), own)
    low, high, dated = (
        hours_down(table["low_us"]),
        hours_up(table["high_us"]),
        table["dated_low_us"],
    )
    order = np.lexsort((table["line"].to_numpy(), high, low, table["event"].to_numpy()))
    table = table.take(order).reset_index(drop=True)
    table = table.assign(
        story_id=_ids(stories, table),
        reprint=table["origin"] != "",
        low_hours=low[order],
        high_hours=high[order],
        dated_low_hours=hours_down(dated)[order],
        evidence=evidence(table, zone),
    )
    return typed(table, LAGS)


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
    news = (stories["form"] == NEWS).to_numpy()
    pair = _pairs(stories["event"], stories[key])
    kept = (begun_ones < NOBODY) & (news | ~_among(pair, pair[news]))
    known = chosen(stories, kept)
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
