"""Which part of each bin was really observed, by outlet, by group and for what a row brings.

Captured time is known from copies that others made: it is not missing, nor is it observed.
Sums weigh outlets by their usual rate: an outage of a busy outlet hides more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pandas as pd

from feeds.coverage.asking import outlet_totals, topics_told
from feeds.coverage.bins import edges, whole_span
from feeds.coverage.gaps import micros
from feeds.coverage.groups import groups_by_bin
from feeds.coverage.kept import Memory, kept
from feeds.coverage.observed import ASKED, STATES, outlet_exposure
from feeds.coverage.roster import asked_of, outlets_of
from feeds.coverage.selection import Selection
from feeds.coverage.unions import Floats, fractions, utc
from feeds.model import Feed, Outlet
from feeds.store.protocol import Store
from feeds.store.wanted import Wanted

RATE_DAYS = 28
SPANS = 8  # of time, whose polls are kept
CHOICES = 32  # of outlets that are kept
NO_LIMIT = 2**62
RANKS = {"dated": 0, "undated": 0, "captured": 1, "overran": 2, "failed": 3}  # places in STATES


@kept
def exposure(store: Store, selection: Selection) -> pd.DataFrame:
    """outlet_id, group, bin_at, observed, captured, overran, failed, unpolled: fractions that
    sum to 1, of the feeds of like scope that `watched` gives."""
    outlets, cut = watched(store, selection), edges(selection)
    parts = states_of(store, selection, outlets, cut)
    table = groups_by_bin(outlets, selection.grouping, cut[:-1])
    for place, name in enumerate(STATES):
        table.insert(2 + place, name, parts[:, :, place].ravel())
    return table


def exposed(spans: pd.DataFrame, outlets: Sequence[Outlet], cut: Sequence[pd.Timestamp]) -> Floats:
    """(outlets, bins, STATES): the part of each bin in each state, from `Store.spans`; a state
    holds where no better one does for any of the outlet's feeds (pure)."""
    places = {feed.id: n for n, outlet in enumerate(outlets) for feed in outlet.feeds}
    owner = np.array([places.get(feed, -1) for feed in spans["feed_id"]], dtype=np.int64)
    start, end = micros(spans["from_at"]), micros(spans["until_at"])
    rank = np.array([RANKS[state] for state in spans["state"]], dtype=np.int64)
    points = utc(cut)
    known = [np.zeros((len(outlets), len(points) - 1))]  # in a state as good at least
    for better in range(len(STATES) - 1):
        held = rank <= better
        known.append(fractions(owner[held], start[held], end[held], len(outlets), points))
    levels = np.stack([*known, np.ones_like(known[0])], axis=2)
    found: Floats = np.diff(levels, axis=2)
    return found


def each_alone(outlets: Sequence[Outlet]) -> list[Outlet]:
    """Every feed as an outlet of its own, so that `exposed` tells of it alone."""
    return [replace(one, id=feed.id, feeds=(feed,)) for one in outlets for feed in one.feeds]


_outlets = Memory[list[Outlet]](CHOICES, lambda found: 1)
_spans = Memory[pd.DataFrame](SPANS, lambda found: 1)


def states_of(
    store: Store, selection: Selection, outlets: Sequence[Outlet], cut: Sequence[pd.Timestamp]
) -> Floats:
    """`exposed` of what had been polled by the selection's instant, where it has one: a later
    poll may vouch back for time of which nothing was known then."""
    start, end = cut[0].to_pydatetime(), cut[-1].to_pydatetime()
    if selection.as_of is None:
        spans = _spans.get(store, (start, end), lambda: store.spans(start, end))
        return exposed(spans, outlets, cut)
    feeds = [feed.id for outlet in outlets for feed in outlet.feeds]
    polls = ledger(store, start, end)
    polls = polls[(polls["started_at"] <= selection.as_of) & polls["feed_id"].isin(feeds)]
    table = outlet_exposure(polls, [outlet.id for outlet in outlets], cut)
    shape = (len(outlets), len(cut) - 1, len(STATES))
    found: Floats = table[list(STATES)].to_numpy(dtype=float).reshape(shape)
    return found


def ledger(store: Store, from_at: datetime, to_at: datetime) -> pd.DataFrame:
    """`Store.observations` of a span and of the day before: a failure stands since then."""
    return store.observations(from_at - ASKED, to_at)


def watched(store: Store, selection: Selection) -> list[Outlet]:
    """The selected outlets that have been polled, or whose history was fetched, with those of
    their feeds that are compared: all, or those of like scope; not to be written into."""
    asked = (selection.outlets, selection.compared)
    return _outlets.get(store, asked, lambda: _polled(store, selection))


def _polled(store: Store, selection: Selection) -> list[Outlet]:
    known = asked_of(store)
    alike = [
        replace(outlet, feeds=tuple(f for f in outlet.feeds if _alike(f, selection)))
        for outlet in outlets_of(store)
        if not selection.outlets or outlet.id in selection.outlets
    ]
    return [outlet for outlet in alike if any(feed.id in known for feed in outlet.feeds)]


def _alike(feed: Feed, selection: Selection) -> bool:
    return selection.compared in ("", feed.scope_class)


@kept
def usual_rates(store: Store, selection: Selection) -> dict[str, float]:
    """Stories an observed hour of each watched outlet, over four weeks up to the span's end.

    An outlet never observed in that time gets the median of the others.
    """
    _, end = whole_span(selection)
    held = watched(store, selection)
    start = min(end - timedelta(days=RATE_DAYS), whole_span(selection)[0])
    cut = [pd.Timestamp(start), pd.Timestamp(end)]
    parts = states_of(store, selection, held, cut)[:, 0]
    known = parts[:, :2].sum(axis=1) * (end - start).total_seconds() / 3600
    hours = dict(zip((outlet.id for outlet in held), known.tolist(), strict=True))
    return rates(_made(store, selection, (start, end)), hours)


def _made(store: Store, selection: Selection, span: tuple[datetime, datetime]) -> dict[str, int]:
    """All stories of a span by outlet, each reprint too, as they were known."""
    if selection.as_of is None:
        return outlet_totals(store, replace(selection, counting="reach"), span[0])
    asked = Wanted(scope=selection.compared)
    table = store.story_table(
        *span, selection.clock, limit=NO_LIMIT, wanted=asked, as_of=selection.as_of
    )
    return {str(outlet): int(n) for outlet, n in table["outlet_id"].value_counts().items()}


def rates(made: dict[str, int], hours: dict[str, float]) -> dict[str, float]:
    """Stories an observed hour; the median of the known ones where nothing was observed (pure)."""
    known = {o: made.get(o, 0) / h for o, h in hours.items() if h >= 1.0}
    fallback = float(np.median(list(known.values()))) if known else 1.0
    return {outlet: known.get(outlet, fallback) for outlet in hours}


def missing(store: Store, selection: Selection) -> pd.DataFrame:
    """row, bin_at, captured, missing: the parts of what the row usually brings that only copies
    tell of, and that was neither observed nor captured."""
    table = exposure(store, selection)
    weights = usual_rates(store, selection)
    if selection.rows in ("topic", "name"):  # any outlet may tell of them
        whole = _weighted(table.assign(row=""), weights)
        named = selection.rows == "name"
        rows = selection.names if named else selection.topics or _topics(store, selection)
        return pd.concat([whole.assign(row=row) for row in rows]) if rows else whole
    key = "outlet_id" if selection.rows == "outlet" else "group"
    return _weighted(table.assign(row=table[key]), weights)


def group_exposure(store: Store, selection: Selection) -> pd.DataFrame:
    """group, bin_at, observed, captured: outlets of a group weighted by their usual rates."""
    table = exposure(store, selection)
    weights = usual_rates(store, selection)
    return _means(table.assign(row=table["group"]), weights).rename(columns={"row": "group"})


def _topics(store: Store, selection: Selection) -> tuple[str, ...]:
    return tuple(topics_told(store, selection))


def _weighted(table: pd.DataFrame, weights: dict[str, float]) -> pd.DataFrame:
    """row, bin_at, captured, missing (neither observed nor captured)."""
    found = _means(table, weights)
    known = found.pop("observed") + found["captured"]
    return found.assign(missing=(1.0 - known).clip(0, 1))


def _means(table: pd.DataFrame, weights: dict[str, float]) -> pd.DataFrame:
    """row, bin_at, observed, captured: averaged by weight, evenly where all weigh nothing."""
    weight = table["outlet_id"].map(weights).astype(float) + 1e-9
    parts = {name: weight * table[name].astype(float) for name in ("observed", "captured")}
    work = table[["row", "bin_at"]].assign(weight=weight, **parts)
    sums = work.groupby(["row", "bin_at"], as_index=False)[["weight", *parts]].sum()
    for name in parts:
        sums[name] = (sums[name] / sums["weight"]).clip(0, 1)
    return sums.drop(columns="weight")
