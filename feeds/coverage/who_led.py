"""Who leads whom over all events of a selection, beside what chance gives."""

from __future__ import annotations

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
from feeds.coverage.leading import behind, codes, ranked
from feeds.coverage.medians import Whole, hours_down, hours_up, median_hours, medians
from feeds.coverage.pairs import pairs
from feeds.coverage.selection import Selection
from feeds.coverage.telling import told
from feeds.coverage.timing import MOST_LINES, key_of, typed
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


_held = Memory[Contests](MOST_LINES, lambda found: len(found.lines))


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
    if held.lines.empty:
        return typed(pd.DataFrame(), LEADERS)
    table = ranked(held.lines)
    table = behind(table.assign(may_lead=table["rank_low"] == 1), table)
    sure = (table["rank_low"] == 1) & (table["rank_high"] == 1)
    ahead, chance = _ahead(held)
    table = table.assign(sure=sure, expected=_chances(held), ahead=ahead, ahead_expected=chance)
    table = table.assign(row=table["row"].cat.remove_unused_categories())
    found = table.groupby("row", observed=False).agg(
        events=("event_id", "size"),
        certain=("sure", "sum"),
        possible=("may_lead", "sum"),
        expected=("expected", "sum"),
        ahead=("ahead", "mean"),
        ahead_expected=("ahead_expected", "mean"),
    )
    found = found.reset_index().astype({"row": "str"})
    events, *parts = (found[n].to_numpy(float) for n in ("events", "ahead", "ahead_expected"))
    p = at_least_in_all(parts[0] * events, events, parts[1] * events)
    spans = (table[name].to_numpy() for name in ("low_us", "high_us"))
    found = _with_medians(found, codes(table["row"]), *spans)
    found = found.assign(p=p, p_corrected=corrected(p, events >= FEW))
    order = found.sort_values(["certain", "possible", "row"], ascending=[False, False, True])
    return typed(order.reset_index(drop=True), LEADERS)


def _ahead(held: Contests) -> tuple[Floats, Floats]:
    """Of each line: the part of the others in its event that it surely came before, and by
    chance. To be before many says more of an outlet than to be first, which few events show."""
    number = len(held.lines)
    met = pairs(held, np.arange(number))
    found = []
    for line, first, chance in (
        (met.leader, met.low_us > 0, met.chance),
        (met.follower, met.high_us < 0, met.other_chance),
    ):
        counts = (None, first.astype(float), chance)
        found.append([np.bincount(line, weights, number) for weights in counts])
    others, ahead, chance = (one + other for one, other in zip(*found, strict=True))
    return ahead / others, chance / others


def _chances(held: Contests) -> pd.Series:
    """Each line's chance of being surely first with its event: its part of the pace in that
    hour, and all others further behind than the times leave open."""
    events = held.lines["event"]
    first_at = held.lines["at_us"].groupby(events).transform("min").to_numpy()
    hour = (first_at // HOUR) % HOURS
    own = held.pace.at(np.arange(len(events)), hour)
    pace = pd.Series(own, index=events.index)
    whole = pace.groupby(events).transform("sum")
    width = (held.lines["to_us"] - held.lines["since_us"]).to_numpy(dtype=float)
    late = pd.Series(np.log(beyond(own, width)), index=events.index)
    others_late = np.exp(late.groupby(events).transform("sum") - late)
    found: pd.Series = pace / whole * others_late * beyond((whole - pace).to_numpy(), width)
    return found


def matrix(held: Contests, copied: pd.DataFrame) -> pd.DataFrame:
    """leader, follower, events (both told of in news of their own), certain and possible (how
    many of them the leader was ahead in, surely and at most), expected (certain ones by chance),
    p (of so many by chance), p_corrected (for the number of pairs; NaN below five events),
    median_low_hours and median_high_hours (how long after the leader the follower came, over all
    of these events; below 0 where it mostly came before) and reprints (stories of the follower
    that reprint one of the leader; from `reprints`). By leader and follower (pure)."""
    found = _both_ways(held)
    found = found.merge(copied, on=["leader", "follower"], how="outer")
    counts = {"events": 0, "certain": 0, "possible": 0, "expected": 0.0, "p": 1.0, "reprints": 0}
    found = found.fillna(counts).sort_values(["leader", "follower"], ignore_index=True)
    return typed(found, WHO_LED)


def reprints(stories: pd.DataFrame, key: str) -> pd.DataFrame:
    """leader, follower, reprints: how many stories of one reprint one of the other; an outlet
    that is reprinted is in the group of its last story (pure)."""
    copied = np.flatnonzero(stories["origin"] != "")
    names, follower = _among(stories[key], copied)
    origins, place = _among(stories["origin"], copied)
    rows_of = {name: name for name in names}
    if key != "outlet_id":
        last = stories.drop_duplicates("outlet_id", keep="last")
        rows_of = dict(zip(last["outlet_id"], last[key].astype("str"), strict=True))
    leader = names.get_indexer(pd.Index([rows_of.get(name, "") for name in origins]))[place]
    held = (leader >= 0) & (leader != follower)
    number = stories["stories"].to_numpy()[copied] if "stories" in stories else np.ones(len(place))
    pairs_of = (leader * len(names) + follower)[held]
    sums = np.bincount(pairs_of, number[held], len(names) ** 2).astype(np.int64)
    some = np.flatnonzero(sums)
    one, other = (names.take(part) for part in np.divmod(some, max(len(names), 1)))
    return pd.DataFrame({"leader": one, "follower": other, "reprints": sums[some]})


def _among(values: pd.Series, places: Whole) -> tuple[pd.Index, Whole]:
    """The different values in order, and the number of that at each of some places."""
    held = values.astype("category").cat.remove_unused_categories()
    names = held.cat.categories.sort_values()
    return names.astype("str"), names.get_indexer(held.cat.categories)[codes(held)[places]]


def _both_ways(held: Contests) -> pd.DataFrame:
    """The matrix without reprints: each two rows, one as the leader and then the other."""
    names = held.lines["row"].cat.categories.to_numpy(dtype=object)
    met = pairs(held, codes(held.lines["row"]))
    ids, place = _numbered(met.leader * len(names) + met.follower, len(names) ** 2)
    low, high = (medians(place, lag, len(ids)) for lag in (met.low_us, met.high_us))
    one, other = names[ids // max(len(names), 1)], names[ids % max(len(names), 1)]
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
    leader: npt.NDArray[np.object_],
    follower: npt.NDArray[np.object_],
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


def _with_medians(found: pd.DataFrame, codes: Whole, low: Whole, high: Whole) -> pd.DataFrame:
    least, most = median_hours(codes, low, high, len(found))
    return found.assign(median_low_hours=least, median_high_hours=most)


def _corrected(found: pd.DataFrame) -> pd.DataFrame:
    counts = (found[name].to_numpy(dtype=float) for name in ("certain", "events", "expected"))
    p = at_least(*counts)
    tested = (found["events"] >= FEW).to_numpy()
    return found.assign(p=p, p_corrected=corrected(p, tested))
