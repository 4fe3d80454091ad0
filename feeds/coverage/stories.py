"""The stories behind a bar, a row or an event."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd

from feeds.coverage.asked import wanted
from feeds.coverage.bins import bins, floor, whole_span
from feeds.coverage.counts import NO_LIMIT
from feeds.coverage.groups import groups_by_bin
from feeds.coverage.places import governorates
from feeds.coverage.roster import outlets_of
from feeds.coverage.selection import Selection
from feeds.store.protocol import Store
from feeds.store.wanted import Wanted

NOBODY = ""  # no outlet has this id
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
FAR_AHEAD = datetime(2200, 1, 1, tzinfo=UTC)


def stories(
    store: Store,
    selection: Selection,
    row: str | None = None,
    bin_at: pd.Timestamp | None = None,
    series: str | None = None,
    limit: int = 5000,
) -> pd.DataFrame:
    """Stories of the selection, newest first, with outlet (name) and group.

    `row`, `bin_at` and `series` narrow it to what one bar of `volume` counts.
    """
    start, end = whole_span(selection)
    apart = bin_at is not None or series is not None or (row and selection.rows == "group")
    table = store.story_table(
        start,
        end,
        selection.clock,
        limit=NO_LIMIT if apart else limit,
        wanted=_narrowed(store, selection, row),
        as_of=selection.as_of,
    )
    table = _with_groups(store, table, selection)
    if bin_at is not None:
        table = table[table["bin_at"] == bin_at]
    group = row if selection.rows == "group" and row else series
    if group is not None:
        table = table[table["group"] == group]
    return table.drop(columns="bin_at").head(limit).reset_index(drop=True)


def _narrowed(store: Store, selection: Selection, row: str | None) -> Wanted:
    """What the selection asks for, of one row where one is given."""
    asked = wanted(selection)
    if row is None or selection.rows == "group":
        return asked
    if selection.rows == "country":
        named = {outlet.id for outlet in outlets_of(store) if outlet.country == row}
        kept = sorted(named & set(asked.outlets)) if asked.outlets else sorted(named)
        return replace(asked, outlets=tuple(kept) or (NOBODY,))
    if selection.rows == "place":
        named = {name for name, where in governorates(store).items() if where == row}
        return replace(asked, rows=tuple((name, row) for name in sorted(named)))
    one = (row,)
    return {
        "topic": replace(asked, topics=one),
        "outlet": replace(asked, outlets=one),
        "event": replace(asked, events=one),
        "language": replace(asked, languages=one),
        "form": replace(asked, forms=one),
        "name": replace(asked, names=one),
    }[selection.rows]


def event_stories(store: Store, event_id: str, as_of: datetime | None = None) -> pd.DataFrame:
    """Every story of an event, as known at an instant where one is given, oldest first, with
    outlet (name)."""
    table = store.story_table(LONG_AGO, FAR_AHEAD, "published", events=(event_id,), as_of=as_of)
    names = {outlet.id: outlet.name for outlet in outlets_of(store)}
    table = table.assign(outlet=table["outlet_id"].map(names))
    return table.sort_values(["published_at", "id"], ignore_index=True)


def _with_groups(store: Store, table: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    outlets = outlets_of(store)
    names = {outlet.id: outlet.name for outlet in outlets}
    at = table["published_at" if selection.clock == "published" else "first_seen_at"]
    table = table.assign(bin_at=floor(at, selection), outlet=table["outlet_id"].map(names))
    groups = groups_by_bin(outlets, selection.grouping, bins(selection))
    return table.merge(groups, on=["outlet_id", "bin_at"], how="left")
