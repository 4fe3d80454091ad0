"""Stories counted by outlet, row and bin: from the packed counts, or from the stories behind them
where events, names or an earlier instant are asked for."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from feeds.coverage import asking, then
from feeds.coverage.bins import edge_index, whole_span
from feeds.coverage.picking import Held, flags
from feeds.coverage.selection import Selection
from feeds.coverage.summing import summed
from feeds.coverage.tallying import Tally, both, tallied
from feeds.store.counts.facts import QUARTER
from feeds.store.counts.hour_rows import Whole
from feeds.store.protocol import Store

NO_LIMIT = 2**62
COLUMNS = ["outlet_id", "row", "bin_at", "n"]


def counts(store: Store, selection: Selection) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The selection's stories, and all stories that they are a part of: each outlet_id, row,
    bin_at, n; `row` is "" where rows are groups. A story counts once a row."""
    cut = edge_index(selection)
    odd = bool((cut.asi8 % QUARTER).any())  # a local time of long ago, minutes and seconds off
    held = _held(store, selection, asking.by_story(selection) or odd)
    if selection.rows == "event" and not selection.events:
        selection = replace(selection, events=_largest(store, selection, held))
    if odd:
        return then.listed(store, selection, cut)
    told, whole = _tallied(store, selection, held, cut.asi8 // QUARTER)
    found = framed(told, cut), framed(whole, cut)
    return found if selection.as_of is None else then.joined(store, selection, cut, found)


def each_once(store: Store, selection: Selection) -> tuple[int, int]:
    """The selection's stories, each once: with reprints and without."""
    if selection.as_of is not None:
        plain = replace(selection, rows="outlet", measure="count")
        told = (counts(store, replace(plain, counting=how))[0] for how in ("reach", "reporting"))
        reach, reporting = (int(table["n"].sum()) for table in told)
        return reach, reporting
    held = _held(store, selection, bool(selection.events or selection.names))
    reach_asked = asking.asked(store, replace(selection, counting="reach"), held)
    return both(held, reach_asked)


def _held(store: Store, selection: Selection, each: bool) -> Held:
    """Each story, or the counts by bin."""
    if not each:
        return summed(store, selection)
    return store.counted(*whole_span(selection), selection.clock, each)


def _largest(store: Store, selection: Selection, held: Held) -> tuple[str, ...]:
    """The events of most stories; one that there is not where there are none."""
    if selection.as_of is not None:
        return then.largest_events(store, selection) or ("",)
    return asking.largest_events(store, selection, held) or ("",)


def _tallied(
    store: Store, selection: Selection, held: Held, quarters: Whole
) -> tuple[Tally, Tally]:
    """The same, as known today but for those that were not known, or otherwise, at `as_of`."""
    unlike = None if selection.as_of is None else flags(store.unlike(selection.as_of))
    asked = replace(asking.asked(store, selection, held), but=unlike)
    told = tallied(held, asked, asking.rowed(store, selection, held), quarters)
    plain = held.stories and not selection.as_of
    parts = _held(store, selection, each=False) if plain else held
    every = replace(asking.everything(selection, parts), but=unlike)
    return told, tallied(parts, every, asking.whole_rows(store, selection, parts), quarters)


def framed(tally: Tally, cut: pd.DatetimeIndex) -> pd.DataFrame:
    """outlet_id, row, bin_at, n of a tally in bins between edges."""
    return pd.DataFrame(
        {
            "outlet_id": pd.Categorical.from_codes(tally.outlet, _labels(tally.outlets)),
            "row": pd.Categorical.from_codes(tally.row, _labels(tally.rows)),
            "bin_at": cut.take(tally.bin),
            "n": tally.n,
        }
    )


def _labels(names: tuple[str, ...]) -> pd.Index:
    return pd.Index(list(names), dtype="str")
