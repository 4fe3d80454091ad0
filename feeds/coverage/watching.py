"""Which feeds a table watched, by name: what it says of an outlet it says of these."""

from __future__ import annotations

import pandas as pd

from feeds.coverage.exposure import watched
from feeds.coverage.selection import Selection
from feeds.store.protocol import Store
from feeds.urls import without_credentials

COLUMNS = ["outlet_id", "feed_id", "url", "language", "scope"]


def feeds(store: Store, selection: Selection) -> pd.DataFrame:
    """outlet_id, feed_id, url, language, scope (all, front, section or query) of the feeds that
    the selection's counts and exposure rest on: all, or those of like scope; by outlet."""
    rows = [
        (outlet.id, feed.id, without_credentials(feed.url), feed.language, feed.scope)
        for outlet in watched(store, selection)
        for feed in outlet.feeds
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype("str")
