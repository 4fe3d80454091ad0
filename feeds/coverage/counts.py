"""Stories counted by outlet, row and bin: from rollups where they serve, else one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from feeds.coverage.asked import everything, wanted
from feeds.coverage.bins import edges, whole_hours, whole_span
from feeds.coverage.places import governorates
from feeds.coverage.selection import Selection
from feeds.errors import SelectionError
from feeds.model import ON_SUBJECT
from feeds.store.protocol import Store, TallyBy
from feeds.store.wanted import Wanted

MOST_EVENTS = 50
NO_LIMIT = 2**62
COUNTED_APART = ("event", "name", "place")  # rows that no rollup holds
BY: Mapping[str, TallyBy] = {"topic": "topic", "event": "event", "name": "name", "place": "name"}
COLUMNS = ["outlet_id", "row", "bin_at", "n"]


def counts(store: Store, selection: Selection) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The selection's stories, and all stories that they are a part of: each outlet_id, row,
    bin_at, n; `row` is "" where rows are groups. A story counts once a row."""
    asked = replace(selection, events=_events(store, selection))
    if _rolled(asked):
        return _from_rollup(store, asked)
    told = wanted(asked)
    if selection.rows in ("name", "place"):
        told = replace(told, rows=_names(store, selection))
    by = BY.get(selection.rows, "story")
    return _lines(store, asked, by, told), _totals(store, asked)


def _events(store: Store, selection: Selection) -> tuple[str, ...]:
    """The events that are asked for; where rows are events, those of most stories else."""
    if selection.events or selection.rows != "event":
        return selection.events
    start, end = whole_span(selection)
    if selection.as_of is not None:
        table = store.story_table(
            start, end, selection.clock, limit=NO_LIMIT, wanted=wanted(selection),
            as_of=selection.as_of,
        )  # fmt: skip
        sizes = table.loc[table["event_id"] != "", "event_id"].value_counts()
        named = sorted(sizes.items(), key=lambda item: (-item[1], str(item[0])))
        return tuple(str(name) for name, _ in named[:MOST_EVENTS]) or ("",)
    return tuple(store.event_table(start, end, selection.topics, MOST_EVENTS)["event_id"]) or ("",)


def _names(store: Store, selection: Selection) -> tuple[tuple[str, str], ...]:
    """(id of a name, the row that it counts in)."""
    if selection.rows == "place":
        return tuple(sorted(governorates(store).items()))
    if not selection.names:
        raise SelectionError(
            "Rows by name need the names to count.", "`coverline names` lists those there are."
        )
    return tuple((name, name) for name in selection.names)


def _rolled(selection: Selection) -> bool:
    """Whether the rollups tell all that is asked: they count a story once a topic, and once on
    any topic, not once on any of several."""
    several = selection.rows != "topic" and len(selection.topics) > 1
    apart = selection.rows in COUNTED_APART or selection.events or selection.names
    return not (several or apart or selection.as_of) and whole_hours(selection)


def _from_rollup(store: Store, selection: Selection) -> tuple[pd.DataFrame, pd.DataFrame]:
    topics = selection.topics
    if selection.rows != "topic":
        topics = topics or (ON_SUBJECT,)
    hours = _hours(store, selection, ("", *topics) if topics else ())
    whole = hours["key"] == ""
    return _summed(store, hours[~whole], selection), _summed(store, hours[whole], selection)


def _hours(store: Store, selection: Selection, topics: tuple[str, ...]) -> pd.DataFrame:
    """The rollup's lines on the topics, with `at` and `key`."""
    span = whole_span(selection)
    hours = store.rollup(*span, selection.clock, selection.compared, topics)
    for column, values in (
        ("outlet_id", selection.outlets),
        ("language", selection.languages),
        ("form", selection.forms),
    ):
        hours = hours[hours[column].isin(values)] if values else hours
    return hours.rename(columns={"topic_id": "key", "hour_at": "at"})


def _totals(store: Store, selection: Selection) -> pd.DataFrame:
    """All stories; rollups hold them even where they cannot tell the rows apart."""
    if selection.as_of is None and whole_hours(selection):
        return _summed(store, _hours(store, selection, ("",)), selection)
    return _lines(store, selection, "story", everything(selection))


def _lines(store: Store, selection: Selection, by: TallyBy, told: Wanted) -> pd.DataFrame:
    """Stories one by one: by an index, or as they were known then."""
    start, end = whole_span(selection)
    if selection.as_of is None:
        table = store.tally(start, end, selection.clock, by, told)
    else:
        held = store.story_table(
            start, end, selection.clock, limit=NO_LIMIT, wanted=told, as_of=selection.as_of
        )
        at = held["published_at" if selection.clock == "published" else "first_seen_at"]
        original = (held["copy_of"] == "").astype("int64")
        held = held.assign(at=at, reach=1, reporting=original, key="")
        table = _keyed(store, held, by, told)
    if by == "topic" and selection.topics:
        table = table[table["key"].isin(selection.topics)]
    return _summed(store, table, selection)


def _keyed(store: Store, stories: pd.DataFrame, by: TallyBy, told: Wanted) -> pd.DataFrame:
    """The stories once for each of their topics or names, or their event."""
    if by == "event":
        return stories.assign(key=stories["event_id"])
    if by == "topic":
        topics = stories.assign(key=stories["topic_ids"].str.split()).explode("key")
        return topics[topics["key"].notna()]
    if by == "name":
        rows, uses = dict(told.rows), store.names_of(list(stories["id"]))
        of = {
            story: sorted({rows[use.name_id] for use in found if use.name_id in rows})
            for story, found in uses.items()
        }
        rows_of = pd.Series([of.get(story, []) for story in stories["id"]], index=stories.index)
        named = stories.assign(key=rows_of).explode("key")
        return named[named["key"].notna()]
    return stories


def _summed(store: Store, table: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """outlet_id, row, bin_at, n of lines with `at`: added up by whole numbers, since a month's
    hours are a million lines."""
    cut = pd.DatetimeIndex(edges(selection)).as_unit("us")
    at = table["at"].dt.as_unit("us").astype("int64").to_numpy()
    place = np.searchsorted(cut.tz_convert("UTC").asi8, at, side="right") - 1
    outlet, row = pd.Categorical(table["outlet_id"]), _rows(store, table, selection)
    shape = (len(outlet.categories), len(row.categories), len(cut) - 1)
    numbers = table[selection.counting].to_numpy()
    if not len(numbers):
        empty = {"outlet_id": "str", "row": "str", "bin_at": cut.dtype, "n": "int64"}
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in empty.items()})
    codes = np.ravel_multi_index((outlet.codes, row.codes, place), shape)
    sums = np.bincount(codes, weights=numbers, minlength=int(np.prod(shape)))
    held = np.flatnonzero(sums)
    outlets, rows, bins = np.unravel_index(held, shape)
    return pd.DataFrame(
        {
            "outlet_id": outlet.categories.take(outlets),
            "row": row.categories.take(rows),
            "bin_at": cut.take(bins),
            "n": sums[held].astype("int64"),
        }
    )


def _rows(store: Store, table: pd.DataFrame, selection: Selection) -> pd.Categorical[str]:
    """The row of each line."""
    if selection.rows == "country":
        countries = {outlet.id: outlet.country for outlet in store.outlets()}
        return pd.Categorical(table["outlet_id"].map(countries))
    if selection.rows == "group":
        return pd.Categorical(np.full(len(table), ""))
    name = {"outlet": "outlet_id", "language": "language", "form": "form"}
    return pd.Categorical(table[name.get(selection.rows, "key")])
