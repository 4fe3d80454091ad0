"""What became of each feed's time, day by day: the strip that stands beside it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from feeds.coverage.exposure import each_alone, exposed
from feeds.coverage.observed import STATES
from feeds.coverage.roster import outlets_of
from feeds.store.protocol import Store


def feed_days(store: Store, until: datetime, zone: str, days: int = 28) -> pd.DataFrame:
    """feed_id, bin_at, observed, captured, overran, failed, unpolled: the fractions of each of
    the `days` local days up to that of `until`, which is taken as far as it had come."""
    cut = _days(until, zone, days)
    feeds = each_alone(outlets_of(store))
    spans = store.spans(cut[0].to_pydatetime(), cut[-1].to_pydatetime())
    parts = exposed(spans, feeds, cut).reshape(-1, len(STATES))
    table = pd.DataFrame(parts, columns=list(STATES))
    ids = np.array([feed.id for feed in feeds], dtype=object)
    table.insert(0, "feed_id", np.repeat(ids, days))
    starts = pd.DatetimeIndex(cut[:-1])
    table.insert(1, "bin_at", starts.take(np.tile(np.arange(days), len(feeds))))
    return table


def _days(until: datetime, zone: str, days: int) -> list[pd.Timestamp]:
    """The starts of local days, the last bounded by `until`."""
    tz = ZoneInfo(zone)
    last = until.astimezone(tz).date()
    starts = [
        pd.Timestamp(datetime.combine(last - timedelta(days=n), time(), tzinfo=tz))
        for n in range(days - 1, -1, -1)
    ]
    return [*starts, max(pd.Timestamp(until).tz_convert(zone), starts[-1] + timedelta(minutes=1))]
