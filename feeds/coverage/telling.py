"""Who told of each event, as a selection asks: the clock, the outlets, what was observed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pandas as pd

from feeds.coverage.asked import wanted
from feeds.coverage.bins import whole_span
from feeds.coverage.gaps import Stretches, known
from feeds.coverage.selection import Selection
from feeds.coverage.stories import LONG_AGO
from feeds.model import Grouping, Outlet
from feeds.store.protocol import Store
from feeds.store.wanted import Wanted

MOST = 10_000_000
MARGIN = timedelta(hours=1)
UNKNOWN = pd.Timedelta(days=30)  # as far back as a feed's first poll leaves a story's time open


@dataclass(frozen=True, slots=True)
class Told:
    """The stories of the selection's events, each with its outlet's group on its day, and the
    time in which each outlet was observed (None where there is no story)."""

    stories: pd.DataFrame
    stretches: Stretches | None


def told(store: Store, selection: Selection) -> Told:
    """Every story up to the span's end of the events that have one in the span."""
    table = _read(store, selection)
    if table.empty:
        return Told(table.assign(group=pd.Series(dtype="str")), None)
    outlets = store.outlets()
    first = table[["earliest_at", "first_seen_at"]].min().min().to_pydatetime()
    last = table[["latest_at", "first_seen_at"]].max().max().to_pydatetime()
    polls = store.vouched(first - MARGIN, last + MARGIN)
    if selection.clock == "seen":
        table = seen_clock(table, polls)
    groups = on_its_day(table, outlets, selection.grouping, selection.zone)
    feeds = {feed.id: outlet.id for outlet in outlets for feed in outlet.feeds}
    return Told(table.assign(group=groups).reset_index(drop=True), known(polls, feeds))


def _read(store: Store, selection: Selection) -> pd.DataFrame:
    """As `Store.told_table`; what one outlet alone tells of only where it is selected."""
    start, end = whole_span(selection)
    if selection.as_of is None:
        table = store.told_table(start, end, selection.clock, _wanted(selection))
    else:
        table = _read_then(store, selection, selection.as_of)
    several = table.groupby("event_id")["outlet_id"].transform("nunique") > 1
    return table if selection.events else table[several]


def _read_then(store: Store, selection: Selection, as_of: datetime) -> pd.DataFrame:
    """The same as it was known at an instant."""
    (start, end), clock, asked = whole_span(selection), selection.clock, _wanted(selection)
    within = store.story_table(start, end, clock, limit=MOST, wanted=asked, as_of=as_of)
    events = tuple(sorted(set(within["event_id"]) - {""}))
    if not events:
        return within.head(0)
    whole = replace(asked, topics=(), names=(), events=events, on_topic=False)
    return store.story_table(LONG_AGO, end, clock, limit=MOST, wanted=whole, as_of=as_of)


def _wanted(selection: Selection) -> Wanted:
    """What the selection is about, reprints among it: they follow."""
    return replace(wanted(selection), original=False)


def seen_clock(stories: pd.DataFrame, polls: pd.DataFrame) -> pd.DataFrame:
    """The stories with the times of their first showing for their dates: between the poll that
    brought them and the one before (pure)."""
    before = polls[["feed_id", "until_at", "from_at"]].rename(columns={"until_at": "first_seen_at"})
    before = before.drop_duplicates(["feed_id", "first_seen_at"])
    found = stories.merge(before, on=["feed_id", "first_seen_at"], how="left")
    at = found["first_seen_at"]
    earliest = found.pop("from_at").fillna(at - UNKNOWN)
    return found.assign(published_at=at, earliest_at=earliest, latest_at=at, date_basis="seen")


def on_its_day(
    stories: pd.DataFrame, outlets: list[Outlet], grouping: Grouping, zone: str
) -> pd.Series:
    """The group of each story's outlet on the day of the story: alignments change hands (pure)."""
    days = stories["published_at"].dt.tz_convert(zone).dt.normalize()
    pairs = pd.DataFrame({"outlet_id": stories["outlet_id"], "day": days})
    known_outlets = {outlet.id: outlet for outlet in outlets}
    once = pairs.drop_duplicates()
    names = [
        grouping.group_of(known_outlets[outlet], day.date()) if outlet in known_outlets else "rest"
        for outlet, day in zip(once["outlet_id"], once["day"], strict=True)
    ]
    found = pairs.merge(once.assign(group=names), on=["outlet_id", "day"], how="left")
    return pd.Series(found["group"].to_numpy(), index=stories.index, dtype="str")
