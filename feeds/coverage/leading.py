"""Who can have been first in each event, as far as dates and exposure let one know (pure).

An outlet's first story of an event lies in an interval: it is not before the earliest and not
after the latest instant that any of its stories allows. Where the outlet was not observed at
some time since the event began, it may have told of it then: its interval runs into that gap.
Nobody is put before another whose interval overlaps. Opinion, live blogs, round-ups and
reprints do not lead; they may follow. All instants are microseconds since 1970.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from feeds.coverage.gaps import Stretches, micros, unseen_from

NEWS = "news"
SPAN = ["from_us", "to_us"]  # of an outlet's first story, by the dates alone
NOBODY = np.iinfo(np.int64).max


def own_news(stories: pd.DataFrame) -> pd.DataFrame:
    """The stories that can lead: news that is no reprint."""
    return stories[(stories["form"] == NEWS) & (stories["copy_of"] == "")]


def lines(stories: pd.DataFrame) -> pd.DataFrame:
    """One line an event and outlet: from_us and to_us, stories (how many) and all columns of
    its first by published_at; by event and outlet."""
    keys = ["event_id", "outlet_id"]
    spans = {"from_us": micros(stories["earliest_at"]), "to_us": micros(stories["latest_at"])}
    table = stories.assign(**spans, stories=1)
    sums = table.groupby(keys, as_index=False).agg(
        {"from_us": "min", "to_us": "min", "stories": "sum"}
    )
    first = table.sort_values([*keys, "published_at", "id"]).drop_duplicates(keys)
    return sums.merge(first.drop(columns=[*SPAN, "stories"]), on=keys)


def begun(own: pd.DataFrame) -> pd.Series:
    """By event the earliest instant at which it can have been told of first."""
    return own.groupby("event_id")["from_us"].min()


def reached_back(
    table: pd.DataFrame, since: pd.Series, stretches: Stretches | None
) -> pd.DataFrame:
    """`lines` with since_us: from_us, run into the first gap of the outlet's exposure since the
    event began; a gap that ended before is excluded. Exposure is not asked where None."""
    until = table["from_us"].to_numpy()
    start = table["event_id"].map(since).to_numpy()
    if stretches is None:
        return table.assign(since_us=until)
    return table.assign(since_us=unseen_from(table["outlet_id"], start, until, stretches))


def rows(table: pd.DataFrame, key: str) -> pd.DataFrame:
    """The lines of outlets joined to lines of `row`, the values of a column: a group is as early
    as its earliest outlet. What is said of a story is that outlet's."""
    keys = ["event_id", "row"]
    table = table.assign(row=table[key])
    if key == "outlet_id":
        return table
    least = {"from_us": "min", "to_us": "min", "since_us": "min", "stories": "sum"}
    sums = table.groupby(keys, as_index=False).agg(least)
    first = table.sort_values([*keys, "to_us", "published_at", "id"]).drop_duplicates(keys)
    return sums.merge(first.drop(columns=list(least)), on=keys)


def ranked(table: pd.DataFrame) -> pd.DataFrame:
    """The lines with rank_low and rank_high in their event: 1 plus those that were surely
    before, and that can have been before or at the same time."""
    events = pd.factorize(table["event_id"], sort=True)[0].astype(np.int64)
    steps = np.unique(table[["since_us", "to_us"]].to_numpy())
    since = events * len(steps) + np.searchsorted(steps, table["since_us"])
    to = events * len(steps) + np.searchsorted(steps, table["to_us"])
    earlier = np.searchsorted(np.sort(events), events)  # lines of events before this one
    low = np.searchsorted(np.sort(to), since, "left") - earlier + 1
    high = np.searchsorted(np.sort(since), to, "right") - earlier
    return table.assign(rank_low=low, rank_high=high)


def behind(table: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """The lines with low_us, high_us and dated_low_us: how long after the first story of its
    event, which one of `own` told; dated_low_us leaves gaps aside."""
    at = own.sort_values(["event_id", "from_us", "row"])
    earliest = at.drop_duplicates("event_id").set_index("event_id")
    second = at[at.duplicated("event_id")].drop_duplicates("event_id").set_index("event_id")
    event = table["event_id"]
    first_to = event.map(own.groupby("event_id")["to_us"].min()).to_numpy()
    itself = (event.map(earliest["row"]) == table["row"]).to_numpy()
    other = event.map(second["from_us"]).fillna(NOBODY).astype("int64").to_numpy()
    first_from = np.where(itself, other, event.map(earliest["from_us"]).to_numpy())
    leads = table["may_lead"].to_numpy()
    low, dated = (table[name].to_numpy() - first_to for name in ("since_us", "from_us"))
    high = table["to_us"].to_numpy() - np.minimum(first_from, NOBODY // 2)
    return table.assign(
        low_us=np.where(leads, 0, low),
        high_us=np.where(leads, np.maximum(high, 0), high),
        dated_low_us=np.where(leads, np.maximum(dated, 0), dated),
    )
