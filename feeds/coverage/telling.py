"""Who told of each event, as a selection asks: the clock, the outlets, what was observed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from feeds.coverage.asked import wanted
from feeds.coverage.bins import whole_span
from feeds.coverage.gaps import Stretches, known, micros
from feeds.coverage.kept import kept_within
from feeds.coverage.leading import least
from feeds.coverage.numbered import categories, codes
from feeds.coverage.roster import outlets_of
from feeds.coverage.selection import Selection
from feeds.coverage.stories import LONG_AGO
from feeds.model import Grouping, Outlet
from feeds.store.protocol import Store
from feeds.store.types import instant
from feeds.store.wanted import Wanted

MOST = 10_000_000
MOST_KEPT = 2_000_000  # lines of all tables that are kept, about 100 bytes each
MARGIN = timedelta(hours=1)
DAY = timedelta(days=1)
QUARTER = 900_000_000  # of an hour, in microseconds
TIMES = ("earliest_at", "latest_at", "first_seen_at")
UNKNOWN = pd.Timedelta(days=30)  # as far back as a feed's first poll leaves a story's time open


@dataclass(frozen=True, slots=True)
class Told:
    """The stories of the selection's events, each with its outlet's group on its day, and the
    time in which each outlet was observed (None where there is no story)."""

    stories: pd.DataFrame
    stretches: Stretches | None


def _size(found: Told) -> int:
    return len(found.stories)


def told(store: Store, selection: Selection) -> Told:
    """Every story up to the span's end of the events that have one in the span; read once for
    all tables that rest on it."""
    rows = selection.rows if selection.rows == "group" else "outlet"
    plain = replace(selection, rows=rows, scope=selection.compared, measure="count")
    return _told(store, replace(plain, counting="reach"))


@kept_within(MOST_KEPT, _size)
def _told(store: Store, selection: Selection) -> Told:
    table = _read(store, selection)
    if table.empty:
        return Told(table.assign(group=pd.Series(dtype="str")), None)
    outlets = outlets_of(store)
    around = _around(table)
    if selection.clock == "seen":
        table = seen_clock(table, store.vouched(*around))
    seen = _observed(store, selection.as_of, *around)
    groups = on_its_day(table, outlets, selection.grouping, selection.zone)
    feeds = {feed.id: outlet.id for outlet in outlets for feed in outlet.feeds}
    return Told(table.assign(group=groups), known(seen, feeds))


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
        if selection.rows == "group" and _changes_hands(outlets_of(store), table):
            table = store.told_table(start, end, selection.clock, asked)
    if selection.events or table.empty:
        return table
    several = _by_several(table)
    return table if several.all() else table[several].reset_index(drop=True)


def _changes_hands(outlets: list[Outlet], lines: pd.DataFrame) -> bool:
    """Whether stories of one line may be of two groups: an outlet's changes on a day of theirs."""
    if lines.empty:
        return False
    first, last = lines["published_at"].min().date(), lines["last_at"].max().date()
    claims = (claim for one in outlets for claim in (*one.alignment, *one.owner))
    days = (claim.valid_from for claim in claims if claim.valid_from)
    return any(first - DAY <= day <= last + DAY for day in days)


def _observed(
    store: Store, as_of: datetime | None, from_at: datetime, to_at: datetime
) -> pd.DataFrame:
    """What is vouched for; of an instant only by the polls that were made by then."""
    if as_of is None:
        return store.spans(from_at, to_at)
    polls = store.vouched(from_at, to_at)
    return polls[polls["until_at"] <= as_of]


def _by_several(stories: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Whether another outlet told of the story's event, too."""
    event, outlet = (codes(categories(stories[name])) for name in ("event_id", "outlet_id"))
    found: npt.NDArray[np.bool_] = (least(event, outlet) < -least(event, -outlet))[event]
    return found


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


def on_its_day(
    stories: pd.DataFrame, outlets: list[Outlet], grouping: Grouping, zone: str
) -> pd.Series:
    """The group of each story's outlet on the day of the story: alignments change hands (pure)."""
    names = sorted({group.id for group in grouping.groups} | {"rest"})
    if not grouping.groups:
        every = pd.Categorical.from_codes(
            np.zeros(len(stories), np.int8), pd.Index(names, dtype="str")
        )
        return pd.Series(every, index=stories.index)
    place, ids = pd.factorize(stories["outlet_id"])
    quarter, days = _days(stories["published_at"], zone)
    known_outlets = {outlet.id: outlet for outlet in outlets}
    pairs, which = np.unique(place * max(len(days), 1) + quarter, return_inverse=True)
    tellers = [known_outlets.get(str(name)) for name in ids]
    groups = [
        grouping.group_of(outlet, days[day]) if (outlet := tellers[teller]) else "rest"
        for teller, day in (divmod(pair, len(days)) for pair in pairs.tolist())
    ]
    codes = pd.Index(names).get_indexer(pd.Index(groups, dtype="str"))[which]
    found = pd.Categorical.from_codes(codes, pd.Index(names, dtype="str"))
    return pd.Series(found, index=stories.index)


def _days(instants: pd.Series, zone: str) -> tuple[npt.NDArray[np.int64], list[date]]:
    """The number of each instant's day of a zone, and the days. Clocks change at quarters of an
    hour, so that only these are looked up."""
    quarters, place = np.unique(micros(instants) // QUARTER, return_inverse=True)
    at = pd.DatetimeIndex(quarters * QUARTER * 1000, tz="UTC").tz_convert(zone)
    number, days = pd.factorize(at.date)
    return number[place].astype(np.int64), list(days)
