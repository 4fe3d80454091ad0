"""Small hand-made tables that read like sentences."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd


def at(text: str) -> datetime:
    """An instant in UTC from `2026-03-01 06:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def polls(*rows: tuple[str, str, str, str | None, bool]) -> pd.DataFrame:
    """Polls of one outlet: feed, started, outcome, observed from (or None), overran."""
    table = pd.DataFrame(
        [
            {
                "feed_id": feed,
                "outlet_id": "herald",
                "started_at": at(started),
                "outcome": outcome,
                "overran": overran,
                "observed_from_at": at(start) if start else None,
                "error": "",
            }
            for feed, started, outcome, start, overran in rows
        ],
        columns=[
            "feed_id",
            "outlet_id",
            "started_at",
            "outcome",
            "overran",
            "observed_from_at",
            "error",
        ],
    )
    for name in ("started_at", "observed_from_at"):
        table[name] = pd.to_datetime(table[name], utc=True).astype("datetime64[us, UTC]")
    return table


def hours(start: str, count: int) -> list[pd.Timestamp]:
    """Edges of `count` hours from an instant."""
    return [pd.Timestamp(at(start)) + pd.Timedelta(hours=n) for n in range(count + 1)]
