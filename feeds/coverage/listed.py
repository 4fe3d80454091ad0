"""The events of a span as a list to choose from, and when each outlet told of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from feeds.coverage.bins import edge_index, whole_span
from feeds.coverage.events import events, medians, topics_of
from feeds.coverage.gaps import Instants, micros
from feeds.coverage.leading import NOBODY
from feeds.coverage.selection import Selection
from feeds.coverage.telling import told
from feeds.coverage.timing import candidates, delays
from feeds.coverage.volume import volume
from feeds.store.protocol import Store

LISTED = {
    "event_id": "str",
    "label": "str",
    "label_language": "str",
    "first_at": "datetime64[us, UTC]",
    "last_at": "datetime64[us, UTC]",
    "stories": "int64",
    "reprints": "int64",
    "outlets": "int64",
    "counts": "object",
    "first_outlets": "object",
    "lag_hours": "float64",
    "topic_ids": "str",
}


def listed(
    store: Store, selection: Selection, chosen: Sequence[str] = (), limit: int = 200
) -> pd.DataFrame:
    """The events with most stories of the selected outlets and topics in the span, by the
    selection's clock, or the `chosen` ones among them: event_id, label, label_language, first_at
    and last_at (of the stories in the span), stories, reprints (of these), outlets, counts
    (stories in each bin of the selection), first_outlets (ids that may be first among all
    watched feeds), lag_hours (median, as in `events`), topic_ids
    (those of most stories first)."""
    ids = tuple(chosen) or _largest(store, selection, limit)
    if not ids:
        return _typed([])
    every = replace(selection, rows="outlet", topics=(), outlets=(), events=tuple(sorted(ids)))
    found = told(store, every)
    if found.stories.empty:
        return _typed([])
    first = candidates(found.stories, "outlet_id", found.stretches).groupby("event_id")["row"]
    may = {str(event): tuple(map(str, rows)) for event, rows in first}
    late = medians(delays(found.stories, "outlet_id", found.stretches))
    lines = counted(found.stories, selection)
    held = store.events([str(line["event_id"]) for line in lines])
    for line in lines:
        event = held[str(line["event_id"])]
        line |= {"label": event.label, "label_language": event.label_language}
        line |= {"first_outlets": may.get(event.id, ()), "lag_hours": late.get(event.id, np.nan)}
    return _typed(lines).head(limit)


def _largest(store: Store, selection: Selection, limit: int) -> tuple[str, ...]:
    """By the packed events where they tell it; counted where outlets or a clock are chosen."""
    if not selection.outlets and selection.clock == "published":
        if selection.as_of is not None:
            return tuple(events(store, selection, limit)["event_id"])
        table = store.event_table(*whole_span(selection), selection.topics, limit)
        return tuple(table["event_id"])
    asked = replace(selection, rows="event", measure="count", counting="reach")
    sums = volume(store, asked).groupby("row")["count"].sum()
    return tuple(map(str, sums.sort_values(ascending=False, kind="stable").index[:limit]))


def counted(stories: pd.DataFrame, selection: Selection) -> list[dict[str, object]]:
    """By event what the selection counts of its stories, most stories first (pure)."""
    start, end = (pd.Timestamp(at) for at in whole_span(selection))
    at, topics = stories["published_at"], set(selection.topics)
    kept = (at >= start) & (at < end)
    if selection.outlets:
        kept &= stories["outlet_id"].isin(selection.outlets)
    if topics:
        on = {ids: bool(topics & set(str(ids).split())) for ids in stories["topic_ids"].unique()}
        kept &= stories["topic_ids"].map(on).astype(bool)
    cut = edge_index(selection).asi8[:-1]
    lines = _lines(stories[kept], np.asarray(cut, dtype=np.int64))
    return sorted(lines, key=lambda line: (-int(str(line["stories"])), line["event_id"]))


def _lines(stories: pd.DataFrame, starts: Instants) -> list[dict[str, object]]:
    """A line an event, its stories counted in bins that start then."""
    event, names = pd.factorize(stories["event_id"])
    at, number, bins = micros(stories["published_at"]), len(names), len(starts)
    place = np.clip(np.searchsorted(starts, at, "right") - 1, 0, bins - 1)
    counts = np.bincount(event * bins + place, minlength=number * bins).reshape(number, bins)
    first, last = np.full(number, NOBODY), np.full(number, -NOBODY)
    np.minimum.at(first, event, at)
    np.maximum.at(last, event, at)
    reprints = np.bincount(event, stories["origin"] != "", number).astype(np.int64)
    outlets = [len(held) for held in _each(event, stories["outlet_id"], number)]
    topics = topics_of(stories)
    columns: dict[str, Iterable[object]] = {
        "event_id": map(str, names),
        "first_at": _instants(first),
        "last_at": _instants(last),
        "stories": counts.sum(axis=1).tolist(),
        "reprints": reprints.tolist(),
        "outlets": outlets,
        "counts": map(tuple, counts.tolist()),
        "topic_ids": (topics.get(str(name), "") for name in names),
    }
    return [dict(zip(columns, line, strict=True)) for line in zip(*columns.values(), strict=True)]


def _each(event: npt.NDArray[np.intp], values: pd.Series, number: int) -> list[list[str]]:
    """The different values of each event's stories."""
    code, held = pd.factorize(values)
    found: list[list[str]] = [[] for _ in range(number)]
    names = list(map(str, held))
    for pair in np.unique(event * max(len(names), 1) + code).tolist():
        place, value = divmod(pair, len(names))
        found[place].append(names[value])
    return found


def _instants(at: Instants) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(at.view("datetime64[us]"), tz="UTC")


def _typed(lines: Sequence[dict[str, object]]) -> pd.DataFrame:
    return pd.DataFrame(list(lines), columns=list(LISTED)).astype(LISTED)


def when(store: Store, selection: Selection) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What `first` and `lags` tell of the selected events, by outlet, read once."""
    found = told(store, replace(selection, rows="outlet"))
    given = found.stories, "outlet_id", found.stretches, selection.zone
    return candidates(*given), delays(*given)
