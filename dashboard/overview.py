"""What the overview says of a period, decided from the tables of coverage (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

import pandas as pd

from dashboard.figures.tables import each
from feeds.coverage import Selection

ENOUGH = 0.5  # of both periods observed: below it two rates are not compared
MOST_BURSTS, MOST_SILENCES, MOST_EVENTS, MOST_LEADERS = 4, 5, 6, 3
Told = Literal["more", "less", "even", "unwatched", "outlets", "dark"]


@dataclass(frozen=True, slots=True)
class Rate:
    """Stories a day of all outlets together, with its interval at 95 %, and what it rests on.

    `seen` is the part (0..1) of the outlets' time that was observed, `outlets` how many of them
    were observed at all.
    """

    stories: int
    rate: float
    low: float
    high: float
    seen: float
    outlets: int


@dataclass(frozen=True, slots=True)
class Change:
    """A period against the one before: `told` says whether they may be compared, and how."""

    told: Told
    ratio: float = float("nan")
    before: Rate | None = None


def period_before(selection: Selection, first_poll_at: datetime) -> Selection | None:
    """As long a period right before; None where it began before anything was polled."""
    length = selection.to_at - selection.from_at
    start = selection.from_at - length
    if start < first_poll_at:
        return None
    return replace(selection, from_at=start, to_at=selection.from_at)


def rates_of(table: pd.DataFrame, selection: Selection) -> dict[str, Rate]:
    """The lines of coverage.rates by row."""
    days = (selection.to_at - selection.from_at).total_seconds() / 86400
    return {
        str(line.row): Rate(
            int(line.stories),
            float(line.rate),
            float(line.low),
            float(line.high),
            float(line.observed_days) / max(1e-9, days * (line.outlets + line.unobserved)),
            int(line.outlets),
        )
        for line in each(table)
    }


def change(now: Rate | None, before: Rate | None, watched_before: bool) -> Change:
    """How a rate changed, or why that cannot be told.

    Only where the same number of outlets was observed for at least half of both periods, and a
    step is told only where the intervals do not touch.
    """
    if not watched_before:
        return Change("unwatched")
    if now is None or before is None or min(now.seen, before.seen) < ENOUGH:
        return Change("dark", before=before)
    if now.outlets != before.outlets:
        return Change("outlets", before=before)
    ratio = now.rate / before.rate if before.rate else float("inf")
    if now.low > before.high:
        return Change("more", ratio, before)
    return Change("less" if now.high < before.low else "even", ratio, before)


def chosen_bursts(table: pd.DataFrame) -> pd.DataFrame:
    """Of each row the burst that says most: of the highest level, then the weightiest."""
    order = table.sort_values(["level", "weight"], ascending=False, kind="stable")
    single = order.drop_duplicates("row")
    return single.sort_values("weight", ascending=False, kind="stable").head(MOST_BURSTS)


def chosen_silences(table: pd.DataFrame) -> pd.DataFrame:
    """Those that the evidence bears, the most unexpected first."""
    held = table[table["verdict"] == "none found"]
    return held.sort_values(["expected", "row"], ascending=[False, True]).head(MOST_SILENCES)


def chosen_leaders(table: pd.DataFrame) -> pd.DataFrame:
    """Outlets that were surely first of an event, most often first."""
    held = table[table["certain"] > 0]
    return held.sort_values(["certain", "row"], ascending=[False, True]).head(MOST_LEADERS)


def health(states: Mapping[str, int]) -> tuple[int, int]:
    """(feeds that need a look, all feeds) from the number of feeds in each state."""
    calm = sum(number for state, number in states.items() if state in ("observed", "off"))
    return sum(states.values()) - calm, sum(states.values())
