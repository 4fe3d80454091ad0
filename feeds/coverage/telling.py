"""Who told of each event, as a selection asks: the clock, the outlets, what was observed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pandas as pd

from feeds.coverage.asked import wanted
from feeds.coverage.bins import whole_span
from feeds.coverage.gaps import Stretches, known, micros
from feeds.coverage.groups import change_hands, on_its_day
from feeds.coverage.kept import kept_within
from feeds.coverage.leading import least
from feeds.coverage.numbered import categories, codes
from feeds.coverage.roster import outlets_of
from feeds.coverage.selection import ONE_GROUP, Selection
from feeds.coverage.stories import LONG_AGO
from feeds.store.protocol import Store
from feeds.store.types import instant
from feeds.store.wanted import Wanted

MOST = 10_000_000
MOST_KEPT = 2_000_000  # lines of all tables that are kept, about 100 bytes each
MARGIN = timedelta(hours=1)
TIMES = ("earliest_at", "latest_at", "first_seen_at")
UNKNOWN = pd.Timedelta(days=30)  # as far back as a feed's first poll leaves a story's time open


@dataclass(frozen=True, slots=True)
class Told:
    """The stories of the selection's events, with the groups of their outlets on their days, and
    the time in which each outlet was observed (None where there is no story)."""

    stories: pd.DataFrame
    stretches: Stretches | None


def _size(found: Told) -> int:
    return len(found.stories)


def told(store: Store, selection: Selection) -> Told:
    """Every story up to the span's end of the events that have one in the span; read once for
    all tables that rest on it, whatever their rows and groups."""
    plain = replace(selection, rows="outlet", grouping=ONE_GROUP, scope=selection.compared)
    plain = replace(plain, measure="count", counting="reach")
    outlets, found = outlets_of(store), _told(store, plain)
    gathered = "last_at" in found.stories and not found.stories.empty
    if gathered and selection.rows == "group" and change_hands(outlets, found.stories):
        found = _each(store, plain)
    groups = on_its_day(found.stories, outlets, selection.grouping, selection.zone)
    return Told(found.stories.assign(group=groups), found.stretches)


@kept_within(MOST_KEPT, _size)
def _told(store: Store, selection: Selection) -> Told:
    return _watched(store, selection, _read(store, selection))


@kept_within(MOST_KEPT, _size)
def _each(store: Store, selection: Selection) -> Told:
    """The same, each story by itself: those of one line may be of two groups."""
    table = store.told_table(*whole_span(selection), selection.clock, _wanted(selection))
    return _watched(store, selection, _of_several(table))


def _watched(store: Store, selection: Selection, table: pd.DataFrame) -> Told:
    """The stories with what was observed at the time."""
    if table.empty:
        return Told(table, None)
    around = _around(table)
    if selection.clock == "seen":
        table = seen_clock(table, store.vouched(*around))
    seen = _observed(store, selection.as_of, *around)
    feeds = {feed.id: outlet.id for outlet in outlets_of(store) for feed in outlet.feeds}
    return Told(table, known(seen, feeds))


def _around(stories: pd.DataFrame) -> tuple[datetime, datetime]:
    """What holds all times of stories, and a little more."""
    times = [micros(stories[name]) for name in TIMES if name in stories]
    first, last = min(at.min() for at in times), max(at.max() for at in times)
    return instant(int(first)) - MARGIN, instant(int(last)) + MARGIN


def _read(store: Store, selection: Selection) -> pd.DataFrame:
    """As `Store.told_table`; what one outlet alone tells of only where it is selected."""
    (start, end), asked = whole_span(selection), _wanted(selection)
    if selection.as_of is not None:
        table = _read_then(store, selection, selection.as_of)
    elif selection.clock != "published" or asked.events or asked.names or asked.rows:
        table = store.told_table(start, end, selection.clock, asked)
    else:
        table = store.told_lines(start, end, asked)
    return table if selection.events else _of_several(table)


def _observed(
    store: Store, as_of: datetime | None, from_at: datetime, to_at: datetime
) -> pd.DataFrame:
    """What is vouched for; of an instant only by the polls that were made by then."""
    if as_of is None:
        return store.spans(from_at, to_at)
    polls = store.vouched(from_at, to_at)
    return polls[polls["until_at"] <= as_of]


def _of_several(stories: pd.DataFrame) -> pd.DataFrame:
    """The stories of the events that two outlets or more told of."""
    if stories.empty:
        return stories
    event, outlet = (codes(categories(stories[name])) for name in ("event_id", "outlet_id"))
    several = (least(event, outlet) < -least(event, -outlet))[event]
    return stories if several.all() else stories[several].reset_index(drop=True)


def _read_then(store: Store, selection: Selection, as_of: datetime) -> pd.DataFrame:
    """The same as it was known at an instant."""
    (start, end), clock, asked = whole_span(selection), selection.clock, _wanted(selection)
    within = store.story_table(start, end, clock, limit=MOST, wanted=asked, as_of=as_of)
    events = tuple(sorted(set(within["event_id"]) - {""}))
    if not events:
        return within.head(0).assign(origin=pd.Series(dtype="str"))
    whole = replace(asked, topics=(), names=(), events=events, on_topic=False)
    table = store.story_table(LONG_AGO, end, clock, limit=MOST, wanted=whole, as_of=as_of)
    return table.assign(origin=_origins(store, table)).sort_values(
        ["event_id", "published_at", "id"], ignore_index=True
    )


def _origins(store: Store, stories: pd.DataFrame) -> pd.Series:
    """The outlet whose story each reprints, "" for none, "?" where it is not kept."""
    copied = sorted(set(stories["copy_of"]) - {""})
    outlets = {story.id: story.outlet_id for story in store.stories(copied).values()}
    found = ["" if not origin else outlets.get(origin, "?") for origin in stories["copy_of"]]
    return pd.Series(found, index=stories.index, dtype="str")


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
