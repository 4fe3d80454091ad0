"""What part of each bin's stories a row usually takes, outlet by outlet (pure)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from feeds.coverage.automaton import (
    Flags,
    Floats,
    Rates,
    Run,
    Whole,
    costs,
    dispersed,
    runs,
    states,
)

SEEN_ENOUGH = 0.5  # of an outlet's bin; less of it tells of the bin too little to count
PRIOR = 20.0  # stories at the row's mean that an outlet's own habit has to outweigh
ROUNDS = 5
CALM = 1 / 3  # of the bins at least, in stories, make what is usual


@dataclass(frozen=True, slots=True)
class Cube:
    """Counts by row, outlet and bin: of the rows, and of all stories (outlets, bins). What was
    not observed counts nothing."""

    rows: tuple[str, ...]
    relevant: Whole
    whole: Whole
    known: Floats  # (outlets, bins): the part of each bin that was observed

    def seen(self) -> Floats:
        """(bins,): the part that each bin saw of what the outlets usually bring."""
        pace = (self.whole.sum(axis=1) + 1e-9) / np.maximum(self.known.sum(axis=1), 1e-9)
        weight = np.where(self.known.sum(axis=1) > 0, pace, np.median(pace) if len(pace) else 1)
        found: Floats = np.einsum("o,ot->t", weight, self.known) / max(float(weight.sum()), 1e-9)
        return found


def cube(
    told: pd.DataFrame,
    whole: pd.DataFrame,
    seen: pd.DataFrame,
    starts: pd.DatetimeIndex,
    rows: tuple[str, ...] = (),
) -> Cube:
    """From stories (outlet_id, row, bin_at, n), all stories (the same) and the known part of each
    bin (outlet_id, bin_at, known); `rows` adds those that may have no story."""
    outlets = pd.Index(sorted(set(seen["outlet_id"])), dtype=object)
    starts = starts.tz_convert("UTC").as_unit("us")
    names = tuple(sorted({*map(str, told["row"]), *rows}))
    shape = (len(outlets), len(starts))
    known = _filled(seen, (outlets, starts), seen["known"].to_numpy(dtype=float), shape)
    enough: Flags = known >= SEEN_ENOUGH
    sums = _filled(whole, (outlets, starts), whole["n"].to_numpy(dtype=float), shape)
    parts = np.zeros((len(names), *shape))
    place = _places(pd.Index(names, dtype=object), told["row"])
    _add(parts, told, (outlets, starts), told["n"].to_numpy(dtype=float), place)
    return Cube(
        names,
        (parts * enough).astype(np.int64),
        np.maximum(sums * enough, (parts * enough).max(axis=0, initial=0)).astype(np.int64),
        known,
    )


def _filled(
    table: pd.DataFrame, axes: tuple[pd.Index, pd.Index], values: Floats, shape: tuple[int, ...]
) -> Floats:
    found = np.zeros((1, *shape))
    _add(found, table, axes, values, np.zeros(len(table), dtype=np.int64))
    result: Floats = found[0]
    return result


def _add(
    into: Floats,
    table: pd.DataFrame,
    axes: tuple[pd.Index, pd.Index],
    values: Floats,
    place: Whole,
) -> None:
    """Add the values where their row, outlet and bin are; those of unknown ones are left out."""
    outlet = _places(axes[0], table["outlet_id"])
    at = axes[1].get_indexer(pd.DatetimeIndex(table["bin_at"]).tz_convert("UTC"))
    known = (outlet >= 0) & (at >= 0) & (place >= 0)
    np.add.at(into, (place[known], outlet[known], at[known]), values[known])


def _places(index: pd.Index, values: pd.Series) -> Whole:
    """Where each value is in an index; -1 where it is not."""
    found: Whole = index.get_indexer(pd.Index(values.astype(object)))
    return found


def expected(held: Cube, calm: Flags) -> Floats:
    """(rows, bins): the part of each bin's stories that the row usually takes: each outlet's own
    part over its calm bins (rows, bins), leaning on the row's mean where it has few stories."""
    own = _over(held.relevant, calm)
    every = np.einsum("ot,rt->ro", held.whole, calm).astype(float)
    # One story more: a topic that nobody has told of is rare, not impossible.
    mean = (own.sum(axis=1) + 1.0) / np.maximum(every.sum(axis=1), 1.0)
    part = (own + PRIOR * mean[:, None]) / (every + PRIOR)
    likely = np.einsum("ro,ot->rt", part, held.whole)
    found: Floats = likely / np.maximum(held.whole.sum(axis=0), 1)
    return found


def _over(relevant: Whole, calm: Flags) -> Floats:
    found: Floats = np.einsum("rot,rt->ro", relevant, calm).astype(float)
    return found


def detect(held: Cube, rates: Rates) -> tuple[list[Run], Floats]:
    """The bursts of every row and the part that was usual, (rows, bins). What is usual is read
    outside the bursts, which depend on it in turn: a few rounds settle both."""
    relevant, whole = held.relevant.sum(axis=1), held.whole.sum(axis=0)
    every = np.broadcast_to(whole, relevant.shape)
    seen = every > 0
    calm, quiet = seen, np.zeros_like(seen)  # at first nothing is known to be quiet
    for _ in range(ROUNDS):
        usual = expected(held, calm)
        spread = dispersed(relevant, every, usual, quiet)
        cost = costs(relevant, every, usual, rates, spread)
        found = states(cost, rates, seen.sum(axis=1))
        settled = seen & (found == 0)
        few = (settled * every).sum(axis=1) < CALM * every.sum(axis=1)
        after = np.where(few[:, None], calm, settled)
        if (after == calm).all() and (settled == quiet).all():
            break
        calm, quiet = after, settled
    return runs(found, cost, seen), usual
