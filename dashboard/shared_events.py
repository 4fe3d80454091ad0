"""The events that two outlets or more told of in a span."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from feeds import coverage
from feeds.coverage import Selection
from feeds.model import Subject
from feeds.store.protocol import Store

MOST = 1000


def shared_events(store: Store, subject: Subject, selection: Selection) -> pd.DataFrame:
    """`coverage.events` on the subject's topics, told by two outlets or more, with `earlier`:
    begun before the span, so that who led it is not among these stories."""
    topics = selection.topics or tuple(topic.id for topic in subject.topics)
    table = coverage.events(store, replace(selection, topics=topics), MOST)
    if table.empty:
        return table.assign(earlier=pd.Series(dtype=bool))
    table = table.assign(earlier=table["first_at"] < pd.Timestamp(selection.from_at))
    return table[table["outlets"].astype(int) > 1].reset_index(drop=True)
