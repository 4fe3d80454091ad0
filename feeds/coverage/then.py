"""Counts of stories as they were known at an instant: those changed since are read one by one."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from feeds.coverage.asked import everything, wanted
from feeds.coverage.asking import BY_STORY, MOST_EVENTS, wanted_names
from feeds.coverage.bins import whole_span
from feeds.coverage.roster import outlets_of
from feeds.coverage.selection import Selection
from feeds.store.protocol import Store
from feeds.store.wanted import Wanted

NO_LIMIT = 2**62
KEYS = ["outlet_id", "row", "bin_at"]
PLAIN = {"outlet": "outlet_id", "language": "language", "form": "form", "event": "event_id"}
Pair = tuple[pd.DataFrame, pd.DataFrame]


def joined(store: Store, selection: Selection, cut: pd.DatetimeIndex, found: Pair) -> Pair:
    """Counts (outlet_id, row, bin_at, n) with the stories that have changed since, as they
    were."""
    told, whole = found
    moved = _moved(store, selection, wanted(selection))
    every = _moved(store, selection, everything(selection))
    more = _summed(_rowed(store, selection, moved), selection, cut)
    others = _summed(_whole(store, selection, every), selection, cut)
    return _added(told, more), _added(whole, others)


def listed(store: Store, selection: Selection, cut: pd.DatetimeIndex) -> Pair:
    """The same from all stories one by one."""
    told = _all(store, selection, wanted(selection))
    every = _all(store, selection, everything(selection))
    return (
        _summed(_rowed(store, selection, told), selection, cut),
        _summed(_whole(store, selection, every), selection, cut),
    )


def largest_events(store: Store, selection: Selection) -> tuple[str, ...]:
    """The events of most stories as they were known then."""
    table = _all(store, selection, wanted(selection))
    sizes = table.loc[table["event_id"] != "", "event_id"].value_counts()
    named = sorted(sizes.items(), key=lambda item: (-item[1], str(item[0])))
    return tuple(str(name) for name, _ in named[:MOST_EVENTS])


def _all(store: Store, selection: Selection, asked: Wanted) -> pd.DataFrame:
    span, clock = whole_span(selection), selection.clock
    return store.story_table(
        *span, clock, limit=NO_LIMIT, wanted=asked, as_of=selection.as_of
    )  # fmt: skip


def _moved(store: Store, selection: Selection, asked: Wanted) -> pd.DataFrame:
    assert selection.as_of is not None
    return store.moved_table(*whole_span(selection), selection.clock, asked, selection.as_of)


def _rowed(store: Store, selection: Selection, stories: pd.DataFrame) -> pd.DataFrame:
    """The stories with `row`, once for each that they count in."""
    if selection.rows in PLAIN:
        return stories.assign(row=stories[PLAIN[selection.rows]])
    if selection.rows == "topic":
        return _exploded(stories, stories["topic_ids"].str.split(), set(selection.topics))
    if selection.rows in BY_STORY:
        return _named(store, wanted_names(store, selection), stories)
    return _whole(store, selection, stories)


def _whole(store: Store, selection: Selection, stories: pd.DataFrame) -> pd.DataFrame:
    """The stories with `row` where that parts all stories, or none."""
    if selection.rows == "country":
        countries = {outlet.id: outlet.country for outlet in outlets_of(store)}
        return stories.assign(row=stories["outlet_id"].map(countries))
    if selection.rows in PLAIN and selection.rows != "event":
        return stories.assign(row=stories[PLAIN[selection.rows]])
    return stories.assign(row="")


def _named(store: Store, rows: Mapping[str, list[str]], stories: pd.DataFrame) -> pd.DataFrame:
    of = {name: row for row, names in rows.items() for name in names}
    uses = store.names_of(list(stories["id"]))
    told = {s: sorted({of[u.name_id] for u in held if u.name_id in of}) for s, held in uses.items()}
    lists = pd.Series([told.get(story, []) for story in stories["id"]], index=stories.index)
    return _exploded(stories, lists, set())


def _exploded(stories: pd.DataFrame, rows: pd.Series, some: set[str]) -> pd.DataFrame:
    table = stories.assign(row=rows).explode("row")
    table = table[table["row"].notna()]
    return table[table["row"].isin(some)] if some else table


def _summed(stories: pd.DataFrame, selection: Selection, cut: pd.DatetimeIndex) -> pd.DataFrame:
    at = stories["published_at" if selection.clock == "published" else "first_seen_at"]
    place = cut.tz_convert("UTC").searchsorted(pd.DatetimeIndex(at).as_unit("us"), side="right") - 1
    table = stories[["outlet_id", "row"]].astype("str").assign(bin_at=cut.take(place))
    if selection.counting == "reporting":
        table = table[stories["copy_of"] == ""]
    return table.assign(n=1).groupby(KEYS, as_index=False)[["n"]].sum()


def _added(counts: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    if more.empty:
        return counts
    table = pd.concat([counts.astype({"outlet_id": "str", "row": "str"}), more])
    return table.groupby(KEYS, as_index=False)[["n"]].sum()
