"""How much of each bin is known of an outlet, from what its polls and copies vouch for."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from feeds.coverage.bins import edges, whole_span
from feeds.coverage.exposure import watched
from feeds.coverage.gaps import VOUCHED, micros
from feeds.coverage.selection import Selection
from feeds.coverage.unions import fractions as fractions
from feeds.coverage.unions import utc as utc
from feeds.store.protocol import Store


def vouched(store: Store, selection: Selection) -> pd.DataFrame:
    """outlet_id, bin_at (UTC), known (0..1): the part of each bin that polls or copies of any of
    the outlet's feeds of like scope vouch for."""
    feeds = {feed.id: outlet.id for outlet in watched(store, selection) for feed in outlet.feeds}
    return by_bin(store, selection, feeds)


def by_bin(store: Store, selection: Selection, feeds: Mapping[str, str]) -> pd.DataFrame:
    """The same for whatever the feeds are mapped to, as outlet_id."""
    starts, ids = utc(edges(selection)), sorted(set(feeds.values()))
    spans = store.spans(*whole_span(selection))
    spans = spans[spans["state"].isin(VOUCHED)]
    owner = pd.Index(ids, dtype=object).get_indexer(pd.Index(spans["feed_id"].map(feeds)))
    start, end = micros(spans["from_at"]), micros(spans["until_at"])
    return pd.DataFrame(
        {
            "outlet_id": np.repeat(np.array(ids, dtype=object), len(starts) - 1),
            "bin_at": starts[:-1].take(np.tile(np.arange(len(starts) - 1), len(ids))),
            "known": fractions(owner.astype(np.int64), start, end, len(ids), starts).ravel(),
        }
    )
