"""Events written in a line: `A 08:00, B 08:30~09:10 live, C 09:00 =A`, on 1 March 2026."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pandas as pd

from feeds.coverage.gaps import Stretches, micros, stretches
from tests.coverage.tables import at

DAY = at("2026-03-01 00:00")


def instant(clock: str) -> datetime:
    """A time of day, `08:00` or `08:00:30`; 24:00 is the end of the day."""
    parts = [int(part) for part in clock.split(":")]
    return DAY + timedelta(hours=parts[0], minutes=parts[1], seconds=sum(parts[2:]))


def told(text: str, event: str = "e") -> pd.DataFrame:
    """The stories of an event as coverage reads them."""
    lines = [line.split() for line in text.split(", ")]
    table = pd.DataFrame([_story(n, event, *line) for n, line in enumerate(lines)])
    for name in ("published_at", "earliest_at", "latest_at", "first_seen_at"):
        table[name] = pd.to_datetime(table[name], utc=True).astype("datetime64[us, UTC]")
    return table


def _story(
    number: int, event: str, outlet: str, when: str, kind: str = "news"
) -> dict[str, object]:
    start, _, end = when.partition("~")
    latest = instant(end or start)
    return {
        "event_id": event,
        "outlet_id": outlet,
        "group": outlet.lower(),
        "id": f"{event}-{number:02}",
        "feed_id": f"{outlet}-feed",
        "form": "news" if kind.startswith("=") else kind,
        "origin": kind.removeprefix("=") if kind.startswith("=") else "",
        "date_basis": "polled" if end else "published",
        "published_at": latest,
        "earliest_at": instant(start),
        "latest_at": latest,
        "first_seen_at": latest,
    }


def watched(stories: pd.DataFrame, dark: str = "") -> Stretches:
    """Every outlet observed all day but for its gaps: `B 09:00-10:00, C 00:00-24:00`."""
    gaps = {line.split()[0]: line.split()[1].split("-") for line in dark.split(", ") if line}
    found = []
    for outlet in sorted(set(stories["outlet_id"])):
        cut = [DAY, *(instant(clock) for clock in gaps.get(outlet, [])), DAY + timedelta(days=1)]
        edges = micros(pd.Series(pd.to_datetime(cut, utc=True)))
        found += [(outlet, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]
    outlets, start, end = zip(*found, strict=True)
    return stretches(np.array(outlets, dtype=object), np.array(start), np.array(end))


def hours(clock: str) -> float:
    """`1:30` or `-0:30` in hours."""
    whole, minutes = clock.lstrip("-").split(":")
    value = int(whole) + int(minutes) / 60
    return float(np.negative(value)) if clock.startswith("-") else value
