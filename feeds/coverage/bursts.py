"""Bursts: spans in which a topic, name or place took an unusual part of what was published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pandas as pd

from feeds.coverage.automaton import Floats, Rates, Run
from feeds.coverage.bins import edges
from feeds.coverage.bursting import explained
from feeds.coverage.counts import counts
from feeds.coverage.kept import kept
from feeds.coverage.selection import ONE_GROUP, Bin, Selection
from feeds.coverage.usual import Cube, cube, detect
from feeds.coverage.vouching import utc, vouched
from feeds.errors import SelectionError
from feeds.store.protocol import Store

# Fitted on made streams with known bursts; tests/bench/bursts.py prints what they reach.
RATES = Rates(scale=2.5, rise=1.5)
BEFORE: dict[Bin, timedelta] = {  # what is usual is read from there on
    "hour": timedelta(days=14), "day": timedelta(days=56), "week": timedelta(weeks=26),
}  # fmt: skip
ROWS = ("topic", "event", "name", "place")
BURSTS = {
    "row": "str",
    "level": "int64",
    "start_at": "datetime64[us, UTC]",
    "end_at": "datetime64[us, UTC]",
    "earliest_at": "datetime64[us, UTC]",
    "latest_at": "datetime64[us, UTC]",
    "ongoing": "bool",
    "weight": "float64",
    "stories": "int64",
    "usual": "float64",
    "observed": "float64",
}
EVENT = {
    "event_id": "str",
    "event": "str",
    "event_stories": "int64",
    "event_usual": "float64",
}


@kept
def bursts(store: Store, selection: Selection) -> pd.DataFrame:
    """Bursts that touch the span, of each row: `found` below and the event that explains each:
    event_id, event (its headline), event_stories (in the burst) and event_usual (as many bins of
    it outside the burst have); empty where no event has a fifth of what is beyond the usual.

    Kleinberg's automaton on the part that the row takes of all stories, bin by bin, against the
    part that each outlet usually gives it; usual is eight weeks before the span and the span
    itself (two weeks by hour, half a year by week), bursts left out.
    """
    if selection.rows not in ROWS:
        raise SelectionError(
            f"Bursts are found by {', '.join(ROWS)}, not by {selection.rows}.",
            "Outlets are too sparse for it: ask for their ratio to their own weekdays.",
        )
    wider = replace(
        selection, from_at=selection.from_at - BEFORE[selection.bin], grouping=ONE_GROUP
    )
    told, whole = counts(store, wider)
    starts = utc(edges(wider))
    held = cube(told, whole, vouched(store, wider), starts[:-1])
    table = found(held, starts)
    table = table[table["end_at"] > selection.from_at].reset_index(drop=True)
    return _ordered(explained(store, wider, table))


def found(held: Cube, starts: pd.DatetimeIndex) -> pd.DataFrame:
    """row, level (1 and up; a higher one lies within a lower: of those that take the same span
    only the highest is given, its weight that of all of them), start_at, end_at (of its first and
    last observed bin), earliest_at, latest_at (how far back and on it may reach where the bins
    around it were not observed), ongoing (nothing was observed after it), weight (how much more
    likely its counts are at this level than below, in natural logarithms), stories, usual (how
    many would be), observed (0..1, of what
    the outlets usually bring) (pure). `starts` has the end of the last bin, too."""
    runs, usual = detect(held, RATES)
    seen = held.seen()
    lines = [_line(run, held, starts, usual, seen) for run in highest(runs)]
    return pd.DataFrame(lines, columns=list(BURSTS)).astype(BURSTS)


def highest(runs: Sequence[Run]) -> list[Run]:
    """Runs of one row and span as one of the highest level, whose weight is the sum of theirs:
    the reader sees one burst (pure)."""
    held: dict[tuple[int, int, int], Run] = {}
    for run in runs:
        span = (run.row, run.first, run.last)
        below = held.get(span, run)
        weight = run.weight + (below.weight if span in held else 0.0)
        held[span] = replace(run, level=max(run.level, below.level), weight=weight)
    return list(held.values())


def _line(
    run: Run, held: Cube, starts: pd.DatetimeIndex, usual: Floats, seen_part: Floats
) -> dict[str, object]:
    inside = slice(run.first, run.last + 1)
    every = held.whole.sum(axis=0)
    seen = np.flatnonzero(every > 0)
    before, after = seen[seen < run.first], seen[seen > run.last]
    return {
        "row": held.rows[run.row],
        "level": run.level,
        "start_at": starts[run.first],
        "end_at": starts[run.last + 1],
        "earliest_at": starts[before[-1] + 1] if len(before) else starts[0],
        "latest_at": starts[after[0]] if len(after) else starts[-1],
        "ongoing": not len(after),
        "weight": run.weight,
        "stories": int(held.relevant[run.row, :, inside].sum()),
        "usual": round(float((usual[run.row] * every)[inside].sum()), 3),
        "observed": round(float(seen_part[inside].mean()), 6),
    }


def _ordered(table: pd.DataFrame) -> pd.DataFrame:
    by = ["start_at", "row", "level"]
    return table.sort_values(by, ignore_index=True).astype(BURSTS | EVENT)
