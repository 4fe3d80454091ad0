"""The week's events for the briefing: which were told by several, who was first, how far behind."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dashboard import sentences
from dashboard.figures.tables import each
from dashboard.grids import who_first
from dashboard.show import Table
from dashboard.words import Names
from feeds import coverage
from feeds.coverage import Selection
from feeds.model import Subject
from feeds.store.protocol import Store

MOST, PRINTED = 1000, 10


def shared_events(store: Store, subject: Subject, selection: Selection) -> pd.DataFrame:
    """`coverage.events` on the subject's topics, told by two outlets or more, with `earlier`:
    begun before the span, so that who led it is not among these stories."""
    topics = selection.topics or tuple(topic.id for topic in subject.topics)
    table = coverage.events(store, replace(selection, topics=topics), MOST)
    if table.empty:
        return table.assign(earlier=pd.Series(dtype=bool))
    table = table.assign(earlier=table["first_at"] < pd.Timestamp(selection.from_at))
    return table[table["outlets"].astype(int) > 1].reset_index(drop=True)


def table(events: pd.DataFrame, names: Names, zone: str) -> Table:
    """The events with most stories."""
    rows = [
        (
            str(event.label),
            f"{event.first_at.tz_convert(zone):%-d %b %H:%M}",
            f"{int(event.stories):,}",
            f"{int(event.outlets):,}",
            "began before this week" if event.earlier else who_first(event.first_outlets, names),
            "" if event.earlier or pd.isna(event.lag_hours) else f"{float(event.lag_hours):.1f} h",
        )
        for event in each(events.head(PRINTED))
    ]
    columns = ("Event", "First story", "Stories", "Outlets", "First among watched", "Median lag")
    right = frozenset({"Stories", "Outlets", "Median lag"})
    return Table(columns, tuple(rows), right, "No event was told by two outlets.")


def biggest(events: pd.DataFrame, names: Names) -> str:
    """The event with most stories in a sentence."""
    for event in each(events.head(1)):
        first = "" if event.earlier else who_first(event.first_outlets, names)
        lag = float("nan") if event.earlier else float(event.lag_hours)
        return sentences.biggest(
            str(event.label), int(event.stories), int(event.outlets), first, lag
        )
    return ""


def firsts(events: pd.DataFrame, names: Names) -> str:
    """Who led most often among the events that began in the week."""
    begun = events[~events["earlier"].astype(bool)]
    known = begun.loc[begun["first_outlet"] != "", "first_outlet"]
    counts = known.map(lambda outlet: names.outlets.get(outlet, outlet)).value_counts()
    leads = [(str(outlet), int(number)) for outlet, number in counts.items()]
    return sentences.firsts(
        sorted(leads, key=lambda lead: (-lead[1], lead[0])), len(known), len(begun)
    )
