"""Small hand-made tables that read like sentences."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd


def at(text: str) -> datetime:
    """An instant in UTC from `2026-03-01 06:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


INSTANTS = ("started_at", "observed_from_at", "until_at")
COLUMNS = ["feed_id", "outlet_id", "outcome", "overran", "entries_new", "error", "source"]


def polls(*rows: tuple[str, str, str, str | None, bool], new: int = 1) -> pd.DataFrame:
    """Polls of one outlet: feed, started, outcome, observed from (or None), overran; each
    that observed brought `new` entries."""
    return _typed(
        [
            {
                "feed_id": feed,
                "started_at": at(started),
                "outcome": outcome,
                "overran": overran,
                "observed_from_at": at(start) if start else None,
                "entries_new": new if start and outcome == "fresh" else 0,
                "until_at": at(started),
            }
            for feed, started, outcome, start, overran in rows
        ]
    )


def copies(*rows: tuple[str, str, str | None, bool]) -> pd.DataFrame:
    """Copies of one outlet's feeds, fetched long after: feed, captured, from, overran."""
    return _typed(
        [
            {
                "feed_id": feed,
                "started_at": at("2026-12-01 00:00"),
                "outcome": "fresh",
                "overran": overran,
                "observed_from_at": at(start) if start else None,
                "entries_new": 1,
                "until_at": at(captured),
                "source": "wayback",
            }
            for feed, captured, start, overran in rows
        ]
    )


def _typed(rows: list[dict[str, object]]) -> pd.DataFrame:
    common: dict[str, object] = {"outlet_id": "herald", "error": "", "source": ""}
    table = pd.DataFrame([common | row for row in rows], columns=[*COLUMNS, *INSTANTS])
    for name in INSTANTS:
        table[name] = pd.to_datetime(table[name], utc=True).astype("datetime64[us, UTC]")
    return table.astype({"overran": bool})


def hours(start: str, count: int) -> list[pd.Timestamp]:
    """Edges of `count` hours from an instant."""
    return [pd.Timestamp(at(start)) + pd.Timedelta(hours=n) for n in range(count + 1)]
