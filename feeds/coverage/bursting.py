"""Which event explains a burst: the one with most stories in it beyond its usual."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from feeds.coverage.asked import wanted
from feeds.coverage.bins import whole_span
from feeds.coverage.counts import counts
from feeds.coverage.places import governorates
from feeds.coverage.selection import Selection
from feeds.store.protocol import Store

FEWEST = 2  # stories: one alone explains nothing
CANDIDATES = 50  # events of most stories in the burst


def explained(store: Store, selection: Selection, bursts: pd.DataFrame) -> pd.DataFrame:
    """The bursts with event_id, event, event_stories and event_usual."""
    picked = [_of_burst(store, selection, line) for line in bursts.to_dict("records")]
    labels = store.events({str(name) for name, _, _ in picked if name})
    named = [labels[name].label if name in labels else "" for name, _, _ in picked]
    return bursts.assign(
        event_id=pd.Series([name for name, _, _ in picked], dtype="str"),
        event=pd.Series(named, dtype="str"),
        event_stories=pd.Series([n for _, n, _ in picked], dtype="int64"),
        event_usual=pd.Series([usual for _, _, usual in picked], dtype="float64"),
    )


def _of_burst(store: Store, wider: Selection, line: dict[Any, Any]) -> tuple[str, int, float]:
    start, end = (line[name].to_pydatetime() for name in ("start_at", "end_at"))
    asked = replace(_narrowed(store, wider, str(line["row"])), rows="event")
    inside = _sizes(store, replace(asked, from_at=start, to_at=end))
    if inside.empty:
        return "", 0, 0.0
    inside = inside.sort_index().sort_values(ascending=False, kind="stable").head(CANDIDATES)
    ever = _sizes(store, replace(asked, events=tuple(sorted(map(str, inside.index)))))
    rest = (wider.to_at - wider.from_at) - (end - start)
    return chosen(inside, ever, (end - start) / rest if rest else 0.0)


def chosen(inside: pd.Series, ever: pd.Series, bins: float) -> tuple[str, int, float]:
    """(event id, its stories in the burst, how many as long a time outside it has), from stories
    by event id in the burst and in all; `bins` is the burst's length over that of the rest. An
    empty id where no event has more than its usual (pure)."""
    usual = (ever.reindex(inside.index, fill_value=0) - inside).clip(lower=0) * bins
    beyond = (inside - usual).sort_index()
    if beyond.empty or beyond.max() <= 0:
        return "", 0, 0.0
    best = str(beyond.idxmax())
    told = int(inside[best])
    return (best, told, round(float(usual[best]), 3)) if told >= FEWEST else ("", 0, 0.0)


def _sizes(store: Store, selection: Selection) -> pd.Series:
    """Stories by event id."""
    if selection.as_of is None:
        span = whole_span(selection)
        told = store.tally(*span, selection.clock, "event", wanted(selection))
        told = told.rename(columns={"key": "row", selection.counting: "n"})
    else:
        told, _ = counts(store, selection)
    return told.groupby(told["row"].astype("str"))["n"].sum().drop("", errors="ignore")


def _narrowed(store: Store, selection: Selection, row: str) -> Selection:
    """The selection of one row's stories."""
    if selection.rows == "topic":
        return replace(selection, topics=(row,))
    if selection.rows == "event":
        return replace(selection, events=(row,))
    if selection.rows == "name":
        return replace(selection, names=(row,))
    places = governorates(store)
    return replace(selection, names=tuple(sorted(n for n, place in places.items() if place == row)))
