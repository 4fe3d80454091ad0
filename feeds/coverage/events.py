"""The events of a span: how many stories and outlets, who may have been first, the lag."""

from __future__ import annotations

import pandas as pd

from feeds.coverage.bins import whole_span
from feeds.coverage.selection import Selection
from feeds.coverage.stories import LONG_AGO
from feeds.store.protocol import Store

EXTRA = ["first_outlets", "first_outlet", "lag_hours", "topic_ids"]


def events(store: Store, selection: Selection, limit: int = 50) -> pd.DataFrame:
    """Events with a story in the span, most stories first, as `Store.event_table` plus
    first_outlets (ids that may be first: their intervals overlap the earliest),
    first_outlet (the one, "" where it cannot be known), lag_hours (median hours from the
    first story to each other outlet's first) and topic_ids."""
    start, end = whole_span(selection)
    table = store.event_table(start, end, selection.topics, limit)
    if table.empty:
        return table.assign(**{name: pd.Series(dtype=object) for name in EXTRA})
    # From the very first story on: an event may have begun before the span.
    told = store.story_table(
        LONG_AGO, end, "published", events=tuple(table["event_id"]), limit=10_000_000
    )
    facts = {event: lead(group) for event, group in told.groupby("event_id")}
    for name in EXTRA:
        values = [facts.get(event, _UNKNOWN)[name] for event in table["event_id"]]
        table[name] = pd.Series(values, index=table.index)
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
