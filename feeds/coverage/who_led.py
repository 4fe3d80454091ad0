"""Who leads whom over all events of a selection, beside what chance gives."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from feeds.coverage.bins import whole_span
from feeds.coverage.chance import (
    FEW,
    HOUR,
    HOURS,
    Floats,
    at_least,
    at_least_in_all,
    beyond,
    corrected,
    day_shape_of,
)
from feeds.coverage.contests import Contests, contests
from feeds.coverage.kept import Memory, kept
from feeds.coverage.leading import behind, foremost, leading, least
from feeds.coverage.medians import Whole, hours_down, hours_up, median_hours, medians
from feeds.coverage.numbered import categories, codes
from feeds.coverage.selection import Selection
from feeds.coverage.telling import told
from feeds.coverage.timing import key_of, typed
from feeds.store.protocol import Store

COUNTED = {
    "events": "int64",
    "certain": "int64",
    "possible": "int64",
    "expected": "float64",
    "p": "float64",
    "p_corrected": "float64",
    "median_low_hours": "float64",
    "median_high_hours": "float64",
}
ENDS = ["leader", "follower"]
LEADERS = {"row": "str", **COUNTED, "ahead": "float64", "ahead_expected": "float64"}
WHO_LED = {"leader": "str", "follower": "str", **COUNTED, "reprints": "int64"}


@kept
def who_led(store: Store, selection: Selection) -> pd.DataFrame:
    """Which outlet, or group, was ahead of which, as `matrix` below, over the events that began
    in the span."""
    held, stories = _read(store, selection)
    return matrix(held, reprints(stories, key_of(selection)))


@kept
def leaders(store: Store, selection: Selection) -> pd.DataFrame:
    """How often each outlet, or group, was first, as `tally` below, over the events that began
    in the span."""
    return tally(_read(store, selection)[0])


MOST_LINES = 2_000_000  # of contests and pairs that are kept, some 60 bytes each
_held = Memory[Contests](MOST_LINES, lambda found: len(found.lines.event) + len(found.met.leader))


def _read(store: Store, selection: Selection) -> tuple[Contests, pd.DataFrame]:
    """Made once for leaders and the matrix."""
    found = told(store, selection)

    def read() -> Contests:
        start, end = whole_span(selection)
        shape = day_shape_of(store.counted(start, end, selection.clock, each=False))
        key, from_at = key_of(selection), pd.Timestamp(start)
        return contests(found.stories, key, found.stretches, shape, from_at)

    return _held.get(store, repr(selection), read), found.stories


def tally(held: Contests) -> pd.DataFrame:
    """row, events (that another row told of, too), certain and possible (how many of them it was
    first with, surely and at most), expected (certain ones by chance), ahead (the part of the
    others in an event that it surely came before, 0 to 1, the mean of its events),
    ahead_expected (by chance), p (of being so far ahead by chance: at most), p_corrected (for the
    number of rows; NaN below five events), median_low_hours and median_high_hours (after the
    first story). Most certain first (pure)."""
    lines = held.lines
    if not len(lines.event):
        return typed(pd.DataFrame(), LEADERS)
    ids, place = _numbered(lines.row, len(held.names))
    may, (some, high) = leading(lines), foremost(lines)
    sure = np.zeros(len(may), dtype=bool)
    sure[some[high == 1]] = True
    late = behind(lines, may, lines)
    events = np.bincount(place).astype(float)

    def summed(values: npt.NDArray[Any]) -> Floats:
        return np.bincount(place, values).astype(np.float64)

    ahead, chance = map(summed, _ahead(held))
    p = at_least_in_all(ahead, events, chance)
    least, most = median_hours(place, late.low_us, late.high_us, len(ids))
    found = pd.DataFrame(
        {
            "row": held.names.take(ids).astype("str"),
            "events": events,
            "certain": summed(sure),
            "possible": summed(may),
            "expected": summed(_chances(held)),
            "ahead": ahead / events,
            "ahead_expected": chance / events,
            "p": p,
            "p_corrected": corrected(p, events >= FEW),
            "median_low_hours": least,
            "median_high_hours": most,
        }
    )
    by = found.sort_values(["certain", "possible", "row"], ascending=[False, False, True])
    return typed(by.reset_index(drop=True), LEADERS)


def _ahead(held: Contests) -> tuple[Floats, Floats]:
    """Of each line: the part of the others in its event that it surely came before, and by
    chance. To be before many says more of an outlet than to be first, which few events show."""
    number, met = len(held.lines.event), held.met
    others = (np.bincount(held.lines.event)[held.lines.event] - 1).astype(float)
    ways = (
        (met.leader, met.low_us > 0, met.chance),
        (met.follower, met.high_us < 0, met.other_chance),
    )
    ahead = sum(np.bincount(line[first], minlength=number) for line, first, _ in ways)
    chance = sum(np.bincount(line, chance, number) for line, _, chance in ways)
    return ahead / others, chance / others


def _chances(held: Contests) -> Floats:
    """Each line's chance of being surely first with its event: its part of the pace in that
    hour, and all others further behind than the times leave open."""
    lines, event = held.lines, held.lines.event
    first_at = least(event, lines.at_us) // HOUR % HOURS
    own = held.pace.at(np.arange(len(event)), first_at[event])
    whole = np.bincount(event, own)[event]
    width = (lines.to_us - lines.since_us).astype(float)
    late = np.log(beyond(own, width))
    others_late = np.exp(np.bincount(event, late)[event] - late)
    return own / whole * others_late * beyond(whole - own, width)


def matrix(held: Contests, copied: pd.DataFrame) -> pd.DataFrame:
    """leader, follower, events (both told of in news of their own), certain and possible (how
    many of them the leader was ahead in, surely and at most), expected (certain ones by chance),
    p (of so many by chance), p_corrected (for the number of pairs; NaN below five events),
    median_low_hours and median_high_hours (how long after the leader the follower came, over all
    of these events; below 0 where it mostly came before) and reprints (stories of the follower
    that reprint one of the leader; from `reprints`). By leader and follower (pure)."""
    number = {name: held.names.get_indexer(pd.Index(copied[name])) for name in ENDS}
    found = _both_ways(held).merge(copied.assign(**number), on=ENDS, how="outer")
    counts = {"events": 0, "certain": 0, "possible": 0, "expected": 0.0, "p": 1.0, "reprints": 0}
    found = found.fillna(counts).sort_values(ENDS, ignore_index=True)
    names = {name: held.names.take(found[name].to_numpy()).astype("str") for name in ENDS}
    return typed(found.assign(**names), WHO_LED)


def reprints(stories: pd.DataFrame, key: str) -> pd.DataFrame:
    """leader, follower, reprints: how many stories of one reprint one of the other; an outlet
    that is reprinted is in the group of its last story (pure)."""
    copied = np.flatnonzero(stories["origin"] != "")
    held_by, origins = categories(stories[key]), categories(stories["origin"])
    rows, row = _numbered(codes(held_by), len(held_by.cat.categories))
    names, follower = held_by.cat.categories.take(rows), row[copied]
    leaders_of = _row_of_each(stories, key, names, row, origins.cat.categories)
    leader = leaders_of[codes(origins)[copied]]
    held = (leader >= 0) & (leader != follower)
    number = stories["stories"].to_numpy()[copied] if "stories" in stories else np.ones(len(copied))
    pairs_of = (leader * len(names) + follower)[held]
    sums = np.bincount(pairs_of, number[held], len(names) ** 2).astype(np.int64)
    some = np.flatnonzero(sums)
    one, other = (names.take(part).astype("str") for part in np.divmod(some, max(len(names), 1)))
    return pd.DataFrame({"leader": one, "follower": other, "reprints": sums[some]})


def _row_of_each(
    stories: pd.DataFrame, key: str, names: pd.Index, row: Whole, outlets: pd.Index
) -> Whole:
    """The number of the row of each outlet, by its last story; -1 where it has none."""
    if key == "outlet_id":
        return names.get_indexer(outlets).astype(np.int64)
    tellers = categories(stories["outlet_id"])
    last = np.full(len(tellers.cat.categories) + 1, -1, dtype=np.int64)
    last[codes(tellers)] = row  # the last of each is kept
    found: Whole = last[tellers.cat.categories.get_indexer(outlets)]
    return found


def _both_ways(held: Contests) -> pd.DataFrame:
    """The matrix without reprints, rows by number: each two, one as the leader and then the
    other."""
    rows, row = _numbered(held.lines.row, len(held.names))
    count, met = len(rows), held.met
    ids, place = _numbered(row[met.leader] * count + row[met.follower], count**2)
    low, high = (medians(place, lag, len(ids)) for lag in (met.low_us, met.high_us))
    one, other = (rows[part] for part in np.divmod(ids, max(count, 1)))
    ways = (
        (one, other, met.low_us > 0, met.high_us >= 0, met.chance, low, high),
        (other, one, met.high_us < 0, met.low_us <= 0, met.other_chance, -high, -low),
    )
    tables = [_one_way(place, len(ids), *way) for way in ways]
    return _corrected(pd.concat(tables, ignore_index=True))


def _numbered(values: Whole, count: int) -> tuple[Whole, Whole]:
    """The different values, all below `count`, and the place of each among them."""
    ids = np.flatnonzero(np.bincount(values, minlength=count))
    place = np.zeros(count, dtype=np.int64)
    place[ids] = np.arange(len(ids))
    return ids, place[values]


def _one_way(
    place: Whole,
    count: int,
    leader: Whole,
    follower: Whole,
    certain: npt.NDArray[np.bool_],
    possible: npt.NDArray[np.bool_],
    chance: Floats,
    low: Floats,
    high: Floats,
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "leader": leader,
            "follower": follower,
            "events": np.bincount(place, minlength=count),
            "certain": np.bincount(place, certain, count).astype(np.int64),
            "possible": np.bincount(place, possible, count).astype(np.int64),
            "expected": np.bincount(place, chance, count),
            "median_low_hours": hours_down(low),
            "median_high_hours": hours_up(high),
        }
    )


def _corrected(found: pd.DataFrame) -> pd.DataFrame:
    counts = (found[name].to_numpy(dtype=float) for name in ("certain", "events", "expected"))
    p = at_least(*counts)
    tested = (found["events"] >= FEW).to_numpy()
    return found.assign(p=p, p_corrected=corrected(p, tested))
