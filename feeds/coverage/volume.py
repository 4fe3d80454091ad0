"""How many stories, by topic, outlet or group and bin: count, share and attention."""

from __future__ import annotations

import pandas as pd

from feeds.coverage.bins import bins, floor, whole_hours, whole_span
from feeds.coverage.groups import groups_by_bin
from feeds.coverage.selection import Selection
from feeds.store.protocol import Store

EVERYTHING = 10_000_000
COLUMNS = ["row", "series", "bin_at", "count", "total", "value"]


def volume(store: Store, selection: Selection) -> pd.DataFrame:
    """row, series (the outlet's group), bin_at, count, total, value.

    `value` is the count, the share (0..1) of the topic's stories in that bin, or the
    attention (0..1): stories on the topics ÷ all stories. It adds up over series. A bin
    without stories has no line: whether that is silence only the exposure can tell.
    """
    counts, totals = _counts(store, selection), _totals(store, selection)
    groups = groups_by_bin(store.outlets(), selection.grouping, bins(selection))
    return measured(counts, totals, groups, selection)


def measured(
    counts: pd.DataFrame, totals: pd.DataFrame, groups: pd.DataFrame, selection: Selection
) -> pd.DataFrame:
    """The measure from counts (outlet_id, topic_id, bin_at, n), totals (outlet_id, bin_at, n)
    and groups (outlet_id, bin_at, group) (pure)."""
    if counts.empty:
        return pd.DataFrame(columns=COLUMNS)
    grouped = counts.merge(groups, on=["outlet_id", "bin_at"])
    totals = totals.merge(groups, on=["outlet_id", "bin_at"])
    key = {"topic": "topic_id", "outlet": "outlet_id", "group": "group"}[selection.rows]
    lines = grouped.assign(row=grouped[key], series=grouped["group"])
    table = lines.groupby(["row", "series", "bin_at"])["n"].sum().reset_index(name="count")
    table["total"] = _whole(table, totals, selection)
    table["value"] = _value(table, selection)
    return table[COLUMNS].sort_values(["row", "series", "bin_at"], ignore_index=True)


def _whole(table: pd.DataFrame, totals: pd.DataFrame, selection: Selection) -> pd.Series:
    """All stories, whatever their topic, of the outlets a line is measured against."""
    if selection.rows == "topic":
        return table["bin_at"].map(totals.groupby("bin_at")["n"].sum()).astype("int64")
    key = "outlet_id" if selection.rows == "outlet" else "group"
    sums = totals.groupby([key, "bin_at"])["n"].sum()
    lines = pd.MultiIndex.from_frame(table[["row", "bin_at"]])
    return pd.Series(sums.reindex(lines).to_numpy(), index=table.index).astype("int64")


def _value(table: pd.DataFrame, selection: Selection) -> pd.Series:
    if selection.measure == "count":
        return table["count"].astype(float)
    if selection.measure == "attention":
        return table["count"] / table["total"]
    scope = ["row", "bin_at"] if selection.rows == "topic" else ["bin_at"]
    return table["count"] / table.groupby(scope)["count"].transform("sum")


def _counts(store: Store, selection: Selection) -> pd.DataFrame:
    """outlet_id, topic_id ("" where rows are not topics), bin_at, n: each story once a line."""
    by_topic = selection.rows == "topic"
    if by_topic and not selection.events and whole_hours(selection):
        hours = _hours(store, selection)
        wanted = hours["topic_id"].isin(selection.topics) if selection.topics else True
        return _sum(hours[(hours["topic_id"] != "") & wanted])
    table = _stories(store, selection)
    table = table[table["topic_ids"] != ""] if not selection.events else table
    if not by_topic:
        return _sum(table.assign(topic_id=""))
    table = table.assign(topic_id=table["topic_ids"].str.split()).explode("topic_id")
    return _sum(table[table["topic_id"].isin(selection.topics)] if selection.topics else table)


def _totals(store: Store, selection: Selection) -> pd.DataFrame:
    if whole_hours(selection):
        hours = _hours(store, selection)
        return _sum(hours[hours["topic_id"] == ""])
    everything = store.story_table(
        *whole_span(selection), selection.clock, outlets=selection.outlets, limit=EVERYTHING
    )
    return _sum(_countable(everything, selection).assign(topic_id=""))


def _hours(store: Store, selection: Selection) -> pd.DataFrame:
    hours = store.rollup(*whole_span(selection), selection.clock)
    if selection.outlets:
        hours = hours[hours["outlet_id"].isin(selection.outlets)]
    return hours.assign(n=hours[selection.counting], bin_at=floor(hours["hour_at"], selection))


def _stories(store: Store, selection: Selection) -> pd.DataFrame:
    table = store.story_table(
        *whole_span(selection),
        selection.clock,
        topics=selection.topics,
        outlets=selection.outlets,
        events=selection.events,
        limit=EVERYTHING,
    )
    return _countable(table, selection)


def _countable(table: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    at = table["published_at" if selection.clock == "published" else "first_seen_at"]
    table = table.assign(bin_at=floor(at, selection), n=1)
    return table[table["copy_of"] == ""] if selection.counting == "reporting" else table


def _sum(table: pd.DataFrame) -> pd.DataFrame:
    found = table.groupby(["outlet_id", "topic_id", "bin_at"])["n"].sum().reset_index(name="n")
    return found.loc[found["n"] > 0]
