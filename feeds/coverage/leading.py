"""Who can have been first in each event, as far as dates and exposure let one know (pure).

An outlet's first story of an event lies in an interval: it is not before the earliest and not
after the latest instant that any of its stories allows. Where the outlet was not observed at
some time since the event began, it may have told of it then: its interval runs into that gap.
Nobody is put before another whose interval overlaps. Opinion, live blogs, round-ups and
reprints do not lead; they may follow. All instants are microseconds since 1970.

Events, outlets and rows are compared by number: a month holds half a million lines.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from feeds.coverage.gaps import Flags, Instants, Stretches, micros, unseen_from

NEWS = "news"
NOBODY = np.iinfo(np.int64).max
UNASKED = ("id", "feed_id", "language", "topic_ids", "first_seen_at")  # of stories that lead
LEFT = ("published_at", "last_at", "earliest_at", "latest_at")


def codes(values: pd.Series) -> Instants:
    """The number of each value of a numbered column."""
    found: Instants = values.cat.codes.to_numpy().astype(np.int64)
    return found


def own_news(stories: pd.DataFrame) -> Flags:
    """Which stories can lead: news that is no reprint."""
    found: Flags = ((stories["form"] == NEWS) & (stories["origin"] == "")).to_numpy(dtype=bool)
    return found


def numbered(stories: pd.DataFrame, key: str) -> pd.DataFrame:
    """The stories by event, published_at and id, with `event`, the number of their event, and
    `story`, their place in `stories` as ordered; events, outlets and rows (values of `key`) are
    categories, in order, so that their numbers hold in all that is made of them."""
    found = stories.assign(
        **{
            name: values.cat.reorder_categories(sorted(values.cat.categories))
            if isinstance(values.dtype, pd.CategoricalDtype)
            and not values.cat.categories.is_monotonic_increasing
            else values.astype("category")
            for name in ("event_id", "outlet_id", key)
            for values in (stories[name],)
        }
    )
    if "stories" not in found:  # each line is one
        found = found.assign(stories=1, last_at=found["published_at"])
    found = found.assign(event=codes(found["event_id"]))
    if not _in_order(found):
        names = ["event", "published_at", *(["id"] if "id" in found else [])]
        found = found.sort_values(names, kind="stable", ignore_index=True)
    return found.assign(story=np.arange(len(found)))


def _in_order(stories: pd.DataFrame) -> bool:
    """Whether stories are by event, published_at and id (where they have one)."""
    event, at = stories["event"].to_numpy(), micros(stories["published_at"])
    same, step = event[1:] == event[:-1], np.diff(at)
    tied = np.flatnonzero(same & (step == 0))
    if (np.diff(event) < 0).any() or (same & (step < 0)).any():
        return False
    if "id" not in stories or not len(tied):
        return True
    one, other = (stories["id"].take(tied + after).to_numpy(dtype=object) for after in (0, 1))
    return bool((one <= other).all())


def lines(stories: pd.DataFrame, which: Flags) -> pd.DataFrame:
    """One line an event and outlet of some of the stories: from_us and to_us, at_us and last_us
    (first and last published_at), stories (how many) and the other columns of its first by
    published_at; by event and outlet. `stories` are numbered."""
    held = np.flatnonzero(which)
    outlet, at = codes(stories["outlet_id"])[held], micros(stories["published_at"])[held]
    pair = stories["event"].to_numpy()[held] * (outlet.max(initial=0) + 1) + outlet
    order = np.argsort(pair, kind="stable")  # the first of each is the first by its time
    starts, order = _starts(pair[order]), held[order]
    number = stories["stories"].to_numpy()[order]
    left = [name for name in (*LEFT, *UNASKED) if name in stories]
    table = stories.drop(columns=left).take(order[starts])
    least = (np.minimum, np.minimum, np.maximum)
    names = ("earliest_at", "latest_at", "last_at")
    low, high, last = (
        reach.reduceat(micros(stories[name])[order], starts) if len(starts) else at
        for reach, name in zip(least, names, strict=True)
    )
    return table.reset_index(drop=True).assign(
        from_us=low, to_us=high, at_us=micros(stories["published_at"])[order[starts]],
        last_us=last, stories=np.add.reduceat(number, starts) if len(starts) else number,
    )  # fmt: skip


def _starts(sorted_keys: Instants) -> Instants:
    """Where each run of one key begins."""
    return np.flatnonzero(np.diff(sorted_keys, prepend=-1))


def least(event: Instants, values: Instants) -> Instants:
    """The smallest value of each event, by its number; NOBODY where it has none."""
    found = np.full(int(event.max(initial=-1)) + 1, NOBODY)
    np.minimum.at(found, event, values)
    return found


def begun(own: pd.DataFrame) -> Instants:
    """By event number the earliest instant at which it can have been told of first."""
    return least(own["event"].to_numpy(), own["from_us"].to_numpy())


def reached_back(table: pd.DataFrame, since: Instants, stretches: Stretches | None) -> pd.DataFrame:
    """`lines` with since_us: from_us, run into the first gap of the outlet's exposure since the
    event began; a gap that ended before is excluded. Exposure is not asked where None."""
    until = table["from_us"].to_numpy()
    if stretches is None:
        return table.assign(since_us=until)
    start = since[table["event"].to_numpy()]
    return table.assign(since_us=unseen_from(table["outlet_id"], start, until, stretches))


def rows(table: pd.DataFrame, key: str) -> pd.DataFrame:
    """The lines of outlets joined to lines of `row`, the values of a column, with the number of
    it, `line`: a group is as early as its earliest outlet. What is said of a story is that
    outlet's. By event and row."""
    table = table.assign(row=table[key], line=codes(table[key]))
    if key == "outlet_id":
        return table
    keys = ["event", "line"]
    least_of = {"from_us": "min", "to_us": "min", "since_us": "min", "stories": "sum"}
    sums = table.groupby(keys, as_index=False).agg(least_of)
    first = table.sort_values([*keys, "to_us", "at_us", "story"]).drop_duplicates(keys)
    return sums.merge(first.drop(columns=list(least_of)), on=keys)


def ranked(table: pd.DataFrame) -> pd.DataFrame:
    """The lines with rank_low and rank_high in their event: 1 plus those that were surely
    before, and that can have been before or at the same time."""
    event = table["event"].to_numpy()
    since, to = _in_one_row(event, *(table[name].to_numpy() for name in ("since_us", "to_us")))
    counts = np.bincount(event)
    earlier = (np.cumsum(counts) - counts)[event]  # lines of events before this one
    low = np.searchsorted(np.sort(to), since, "left") - earlier + 1
    high = np.searchsorted(np.sort(since), to, "right") - earlier
    return table.assign(rank_low=low, rank_high=high)


def foremost(table: pd.DataFrame) -> pd.DataFrame:
    """Those of the lines that `ranked` gives a rank_low of 1, with their ranks."""
    event, some = table["event"].to_numpy(), np.flatnonzero(leading(table))
    since, to = _in_one_row(event, *(table[name].to_numpy() for name in ("since_us", "to_us")))
    counts = np.bincount(event)
    earlier = (np.cumsum(counts) - counts)[event[some]]
    high = np.searchsorted(np.sort(since), to[some], "right") - earlier
    return table.take(some).assign(rank_low=1, rank_high=high)


def _in_one_row(event: Instants, since: Instants, to: Instants) -> tuple[Instants, Instants]:
    """Instants as numbers that are in order within events, those of an event before the next's."""
    first = min(since.min(initial=NOBODY), to.min(initial=NOBODY))
    width = max(since.max(initial=first), to.max(initial=first)) - first + 1
    if (int(event.max(initial=0)) + 1) * int(width) < NOBODY:
        return event * width + (since - first), event * width + (to - first)
    steps = np.sort(np.concatenate([since, to]))
    return tuple(event * len(steps) + np.searchsorted(steps, at) for at in (since, to))  # type: ignore[return-value]


def leading(table: pd.DataFrame) -> Flags:
    """Which lines can have been first: none of their event was surely before."""
    event = table["event"].to_numpy()
    found: Flags = table["since_us"].to_numpy() <= least(event, table["to_us"].to_numpy())[event]
    return found


def behind(table: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """The lines with low_us, high_us and dated_low_us: how long after the first story of its
    event, which one of `own` told; dated_low_us leaves gaps aside. `table` and `own` share the
    numbers of events and rows."""
    event, line = (table[name].to_numpy() for name in ("event", "line"))
    teller, first_from, second_from = _two_first(own)
    first_to = least(own["event"].to_numpy(), own["to_us"].to_numpy())[event]
    earliest = np.where(teller[event] == line, second_from[event], first_from[event])
    leads = table["may_lead"].to_numpy()
    low, dated = (table[name].to_numpy() - first_to for name in ("since_us", "from_us"))
    high = table["to_us"].to_numpy() - np.minimum(earliest, NOBODY // 2)
    return table.assign(
        low_us=np.where(leads, 0, low),
        high_us=np.where(leads, np.maximum(high, 0), high),
        dated_low_us=np.where(leads, np.maximum(dated, 0), dated),
    )


def _two_first(own: pd.DataFrame) -> tuple[Instants, Instants, Instants]:
    """By event number: the row that can have been earliest, when, and when any other can."""
    event, line, since = (own[name].to_numpy() for name in ("event", "line", "from_us"))
    first = least(event, since)
    teller = least(event, np.where(since == first[event], line, NOBODY))
    second = least(event, np.where(line == teller[event], NOBODY, since))
    return teller, first, second
