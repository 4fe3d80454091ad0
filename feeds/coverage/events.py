"""The events of a span: how many stories and outlets, who may have been first, the lag."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from feeds.coverage.bins import whole_span
from feeds.coverage.counts import NO_LIMIT
from feeds.coverage.selection import Selection
from feeds.coverage.stories import LONG_AGO
from feeds.store.protocol import Store
from feeds.store.wanted import Wanted

ABOUT = ["event_id", "label", "label_language", "first_at", "last_at", "stories", "outlets"]
EXTRA = ["first_outlets", "first_outlet", "lag_hours", "topic_ids"]


def events(store: Store, selection: Selection, limit: int = 50) -> pd.DataFrame:
    """Events with a story in the span, most stories first, as `Store.event_table` plus
    first_outlets (ids that may be first: their intervals overlap the earliest),
    first_outlet (the one, "" where it cannot be known), lag_hours (median hours from the
    first story to each other outlet's first) and topic_ids."""
    start, end = whole_span(selection)
    if selection.as_of is not None:
        return _then(store, selection, selection.as_of, limit)
    table = store.event_table(start, end, selection.topics, limit)
    if table.empty:
        return table.assign(**{name: pd.Series(dtype=object) for name in EXTRA})
    # From the very first story on: an event may have begun before the span.
    told = store.story_table(
        LONG_AGO, end, "published", events=tuple(table["event_id"]), limit=10_000_000
    )
    return _led(table, told)


def _then(store: Store, selection: Selection, as_of: datetime, limit: int) -> pd.DataFrame:
    """The same from the stories as they were known at an instant."""
    start, end = whole_span(selection)
    asked = Wanted(topics=selection.topics)
    told = store.story_table(start, end, "published", limit=NO_LIMIT, wanted=asked, as_of=as_of)
    counted = told[told["event_id"] != ""].groupby("event_id")["outlet_id"]
    table = counted.agg(stories="size", outlets="nunique").reset_index()
    whole = Wanted(events=tuple(table["event_id"]) or ("",))
    told = store.story_table(LONG_AGO, end, "published", limit=NO_LIMIT, wanted=whole, as_of=as_of)
    spans = told.groupby("event_id")["published_at"].agg(first_at="min", last_at="max")
    table = table.merge(spans.reset_index(), on="event_id")
    by = ["stories", "first_at", "event_id"]
    table = table.sort_values(by, ascending=[False, True, True], ignore_index=True).head(limit)
    return _led(_called(store, table, told, as_of)[ABOUT], told)


def _called(store: Store, table: pd.DataFrame, told: pd.DataFrame, as_of: datetime) -> pd.DataFrame:
    """The events with the names that they bore; one that is gone bears its first headline."""
    ids = list(table["event_id"])
    now, then = store.events(ids), store.labels_then(ids, as_of)
    first = told.sort_values(["published_at", "id"]).drop_duplicates("event_id")
    first = first.set_index("event_id")
    labels, languages = [], []
    for name in ids:
        held = now.get(name)
        labels.append(then.get(name, held.label if held else first.at[name, "title"]))
        languages.append(held.label_language if held else first.at[name, "language"])
    called = {"label": labels, "label_language": languages}
    return table.assign(**{key: pd.Series(value, dtype="str") for key, value in called.items()})


def _led(table: pd.DataFrame, told: pd.DataFrame) -> pd.DataFrame:
    facts = {event: lead(group) for event, group in told.groupby("event_id")}
    for name in EXTRA:
        values = [facts.get(event, _UNKNOWN)[name] for event in table["event_id"]]
        table[name] = pd.Series(values, index=table.index, dtype=None if values else object)
    return table


_UNKNOWN: dict[str, object] = {
    "first_outlets": (),
    "first_outlet": "",
    "lag_hours": float("nan"),
    "topic_ids": "",
}


def lead(stories: pd.DataFrame) -> dict[str, object]:
    """Who was first among an event's stories and how far behind the others were (pure).

    Opinion, live blogs, round-ups and reprints do not lead. An outlet may be first where
    its interval begins before the earliest certain end.
    """
    able = stories[(stories["form"] == "news") & (stories["copy_of"] == "")]
    topics = " ".join(sorted({t for ids in stories["topic_ids"] for t in ids.split()}))
    if able.empty:
        return {**_UNKNOWN, "topic_ids": topics}
    opened = able.groupby("outlet_id").agg(
        earliest=("earliest_at", "min"), latest=("latest_at", "min"), at=("published_at", "min")
    )
    maybe = opened[opened["earliest"] <= opened["latest"].min()].sort_values("at")
    behind = (opened["at"] - opened["at"].min()).dt.total_seconds() / 3600
    others = behind.drop(index=maybe.index[:1])
    return {
        "first_outlets": tuple(maybe.index),
        "first_outlet": maybe.index[0] if len(maybe) == 1 else "",
        "lag_hours": float(others.median()) if len(others) else float("nan"),
        "topic_ids": topics,
    }
