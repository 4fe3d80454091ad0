"""Every watched outlet over a span, the silent ones too, with how much of it was observed."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from feeds.coverage.asking import outlet_totals
from feeds.coverage.bins import whole_span
from feeds.coverage.exposure import exposure, watched
from feeds.coverage.selection import Selection
from feeds.coverage.volume import volume
from feeds.store.protocol import Store

COLUMNS = ["outlet_id", "group", "count", "total", "observed"]


def outlets(store: Store, selection: Selection) -> pd.DataFrame:
    """outlet_id, group (on the last day), count (stories on the topics), total (all stories,
    in whole UTC hours), observed (0..1, mean over the bins); most stories first."""
    held = watched(store, selection)
    day = selection.last_day
    counts = volume(store, replace(selection, rows="outlet")).groupby("row")["count"].sum()
    seen = exposure(store, selection).groupby("outlet_id")["observed"].mean()
    totals = outlet_totals(store, selection, whole_span(selection)[0])
    rows = [
        (
            outlet.id,
            selection.grouping.group_of(outlet, day),
            int(counts.get(outlet.id, 0)),
            int(totals.get(outlet.id, 0)),
            float(seen.get(outlet.id, 0.0)),
        )
        for outlet in held
    ]
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.sort_values(["count", "outlet_id"], ascending=[False, True], ignore_index=True)
