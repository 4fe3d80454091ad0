"""The events of a span: how many stories and outlets, who may have been first, the lag."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime

import pandas as pd

from feeds.coverage.bins import whole_span
from feeds.coverage.counts import NO_LIMIT
from feeds.coverage.numbered import NEWS
from feeds.coverage.selection import Selection
from feeds.coverage.stories import LONG_AGO
from feeds.coverage.telling import told
from feeds.coverage.timing import candidates, delays
from feeds.store.protocol import Store
from feeds.store.wanted import Wanted

ABOUT = ["event_id", "label", "label_language", "first_at", "last_at", "stories", "outlets"]
EXTRA = ["first_outlets", "first_outlet", "lag_hours", "topic_ids"]


def events(store: Store, selection: Selection, limit: int = 50) -> pd.DataFrame:
    """Events with a story in the span, most stories first, as `Store.event_table` plus
    first_outlets (ids that may be first: their intervals overlap the earliest),
    first_outlet (the one, "" where it cannot be known), lag_hours (median hours from the
    first story to each other outlet's first) and topic_ids (those of most stories first)."""
    start, end = whole_span(selection)
    if selection.as_of is not None:
        return _then(store, selection, selection.as_of, limit)
    table = store.event_table(start, end, selection.topics, limit)
    return _led(store, selection, table)


def _then(store: Store, selection: Selection, as_of: datetime, limit: int) -> pd.DataFrame:
    """The same from the stories as they were known at an instant."""
    start, end = whole_span(selection)
    asked = Wanted(topics=selection.topics)
    known = store.story_table(start, end, "published", limit=NO_LIMIT, wanted=asked, as_of=as_of)
    counted = known[known["event_id"] != ""].groupby("event_id")["outlet_id"]
    table = counted.agg(stories="size", outlets="nunique").reset_index()
    whole = Wanted(events=tuple(table["event_id"]) or ("",))
    known = store.story_table(LONG_AGO, end, "published", limit=NO_LIMIT, wanted=whole, as_of=as_of)
    spans = known.groupby("event_id")["published_at"].agg(first_at="min", last_at="max")
    table = table.merge(spans.reset_index(), on="event_id")
    by = ["stories", "first_at", "event_id"]
    table = table.sort_values(by, ascending=[False, True, True], ignore_index=True).head(limit)
    return _led(store, selection, _called(store, table, known, as_of)[ABOUT])


def _called(
    store: Store, table: pd.DataFrame, known: pd.DataFrame, as_of: datetime
) -> pd.DataFrame:
    """The events with the names that they bore; one that is gone bears its first headline."""
    ids = list(table["event_id"])
    now, then = store.events(ids), store.labels_then(ids, as_of)
    first = known.sort_values(["published_at", "id"]).drop_duplicates("event_id")
    first = first.set_index("event_id")
    labels, languages = [], []
    for name in ids:
        held = now.get(name)
        labels.append(then.get(name, held.label if held else first.at[name, "title"]))
        languages.append(held.label_language if held else first.at[name, "language"])
    called = {"label": labels, "label_language": languages}
    return table.assign(**{key: pd.Series(value, dtype="str") for key, value in called.items()})


def _led(store: Store, selection: Selection, table: pd.DataFrame) -> pd.DataFrame:
    """With who led each event, as `first` and `lags` tell it, and its topics."""
    if table.empty:
        return table.assign(**{name: pd.Series(dtype=object) for name in EXTRA})
    asked = Selection(
        selection.from_at, selection.to_at, selection.zone, selection.bin,
        rows="outlet", events=tuple(sorted(table["event_id"])), as_of=selection.as_of,
        week_start=selection.week_start,
    )  # fmt: skip
    found = told(store, asked)
    firsts = candidates(found.stories, "outlet_id", found.stretches).groupby("event_id")["row"]
    late = medians(delays(found.stories, "outlet_id", found.stretches))
    topics = topics_of(found.stories)
    may = {str(event): tuple(rows) for event, rows in firsts}
    first = [may.get(event, ()) for event in table["event_id"]]
    return table.assign(
        first_outlets=pd.Series(first, index=table.index, dtype=object),
        first_outlet=[outlets[0] if len(outlets) == 1 else "" for outlets in first],
        lag_hours=table["event_id"].map(late).astype("float64"),
        topic_ids=[topics.get(event, "") for event in table["event_id"]],
    )


def medians(lags: pd.DataFrame) -> pd.Series:
    """By event the median hours by which outlets that surely did not lead it came after its
    first story, with news of their own: the middle of what their dates allow (pure)."""
    others = lags[~lags["may_lead"] & ~lags["reprint"] & (lags["form"] == NEWS)]
    hours = (others["dated_low_hours"] + others["high_hours"]) / 2
    return hours.groupby(others["event_id"]).median()


def topics_of(stories: pd.DataFrame) -> dict[str, str]:
    """The topics of each event's stories, space-separated, those of most stories first (pure)."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    pairs = stories.groupby(["event_id", "topic_ids"], observed=True).size().reset_index(name="n")
    for event, ids, count in pairs.itertuples(index=False, name=None):
        found[str(event)].update(dict.fromkeys(str(ids).split(), int(count)))
    return {
        event: " ".join(sorted(held, key=lambda topic: (-held[topic], topic)))
        for event, held in found.items()
    }
