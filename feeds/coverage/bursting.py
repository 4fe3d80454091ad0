"""Which event explains a burst: the one with most stories in it beyond its usual, if they are a
fair part of what the whole burst has beyond its usual; floods of many small events have none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from feeds.coverage import asking
from feeds.coverage.bins import whole_span
from feeds.coverage.counts import counts
from feeds.coverage.places import governorates
from feeds.coverage.selection import Selection
from feeds.coverage.tallying import sizes
from feeds.store.counts.counted import Counted
from feeds.store.protocol import Store

FEWEST = 2  # stories: one alone explains nothing
PART = 0.2  # of what is beyond the usual
CANDIDATES = 50  # events of most stories in the burst


def explained(store: Store, selection: Selection, bursts: pd.DataFrame) -> pd.DataFrame:
    """The bursts with event_id, event, event_stories and event_usual."""
    read = _Read(store, selection)
    picked = [_of_burst(store, read, line) for line in bursts.to_dict("records")]
    labels = store.events({str(name) for name, _, _ in picked if name})
    named = [labels[name].label if name in labels else "" for name, _, _ in picked]
    return bursts.assign(
        event_id=pd.Series([name for name, _, _ in picked], dtype="str"),
        event=pd.Series(named, dtype="str"),
        event_stories=pd.Series([n for _, n, _ in picked], dtype="int64"),
        event_usual=pd.Series([usual for _, _, usual in picked], dtype="float64"),
    )


class _Read:
    """The stories of the wider span, read once for all of its bursts."""

    def __init__(self, store: Store, wider: Selection) -> None:
        self._store, self.wider = store, wider
        self._held: Counted | None = None

    def inside(self, selection: Selection) -> pd.Series:
        """Stories by event id, of a burst."""
        span = whole_span(selection)
        held = self._store.counted(*span, selection.clock, each=True)
        return _sizes(self._store, selection, held)

    def ever(self, selection: Selection) -> pd.Series:
        """The same of the wider span."""
        if self._held is None:
            span = whole_span(self.wider)
            self._held = self._store.counted(*span, self.wider.clock, each=True)
        return _sizes(self._store, selection, self._held)


def _of_burst(store: Store, read: _Read, line: dict[Any, Any]) -> tuple[str, int, float]:
    wider = read.wider
    start, end = (line[name].to_pydatetime() for name in ("start_at", "end_at"))
    asked = replace(_narrowed(store, wider, str(line["row"])), rows="event")
    inside = read.inside(replace(asked, from_at=start, to_at=end))
    if inside.empty:
        return "", 0, 0.0
    ever = read.ever(replace(asked, events=tuple(sorted(map(str, inside.index)))))
    rest = (wider.to_at - wider.from_at) - (end - start)
    least = PART * (float(line["stories"]) - float(line["usual"]))
    return chosen(inside, ever, (end - start) / rest if rest else 0.0, least)


def chosen(
    inside: pd.Series, ever: pd.Series, bins: float, least: float = 0.0
) -> tuple[str, int, float]:
    """(event id, its stories in the burst, how many as long a time outside it has), from stories
    by event id in the burst and in all; `bins` is the burst's length over that of the rest. An
    empty id where no event has more than its usual by `least` stories (pure)."""
    usual = (ever.reindex(inside.index, fill_value=0) - inside).clip(lower=0) * bins
    beyond = (inside - usual).sort_index()
    if beyond.empty or beyond.max() <= 0 or beyond.max() < least:
        return "", 0, 0.0
    best = str(beyond.idxmax())
    told = int(inside[best])
    return (best, told, round(float(usual[best]), 3)) if told >= FEWEST else ("", 0, 0.0)


def _sizes(store: Store, selection: Selection, held: Counted) -> pd.Series:
    """Stories by event id, of the events of most of them."""
    if selection.as_of is not None:
        told, _ = counts(store, selection)
        found = told.groupby(told["row"].astype("str"))["n"].sum().drop("", errors="ignore")
        return _most(found)
    n = sizes(held, asking.asked(store, selection, held))
    n[0] = 0  # the stories of no event
    least = max(1, int(np.sort(n)[-CANDIDATES:][0]))
    ids = store.numbered(np.flatnonzero(n >= least).tolist())
    by_id = {name.partition(":")[2]: int(n[number]) for number, name in ids.items()}
    return _most(pd.Series(by_id, dtype="int64"))


def _most(found: pd.Series) -> pd.Series:
    return found.sort_index().sort_values(ascending=False, kind="stable").head(CANDIDATES)


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
