"""Lanes of very many stories: a mark for all of a kind within some hours, none left out (pure)."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

STEPS = (1, 2, 3, 6, 12, 24, 48, 168, 336, 672, 2184)  # hours that a mark may stand for
ACROSS = 40  # marks of one kind side by side, at most


@dataclass(frozen=True, slots=True)
class Crowd:
    """The outlets whose stories are counted within so many `hours`; none where there are few."""

    outlets: frozenset[str] = frozenset()
    hours: int = 0


NOBODY = Crowd()


def crowd(stories: pd.DataFrame, most: int) -> Crowd:
    """The outlets that tell more than `most` stories of the event."""
    counts = stories["outlet_id"].value_counts()
    many = frozenset(map(str, counts.index[counts > most]))
    if not many:
        return NOBODY
    told = stories["published_at"]
    span = (told.max() - told.min()).total_seconds() / 3600
    return Crowd(many, next((step for step in STEPS if span / step <= ACROSS), STEPS[-1]))


def counted(stories: pd.DataFrame, hours: int) -> pd.DataFrame:
    """outlet_id, published_at (the middle of these hours), from_at, many, id (of the first), in
    order of outlet and time; `stories` are oldest first."""
    start = stories["published_at"].dt.floor(f"{hours}h")
    found = stories.assign(from_at=start).groupby(["outlet_id", "from_at"], sort=True)["id"]
    table = found.agg(many="size", id="first").reset_index()
    return table.assign(published_at=table["from_at"] + pd.Timedelta(hours=hours) / 2)
