"""What is written on the bars: the headline of the event behind each burst."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard.figures.notes import Note
from dashboard.figures.tables import each
from feeds.coverage.selection import Selection

NOTED = ("topic", "event", "name", "place")  # rows in which bursts are found


def burst(selection: Selection) -> bool:
    """Whether bursts can be told of these rows."""
    return selection.measure == "count" and selection.rows in NOTED


def strongest(table: pd.DataFrame) -> pd.DataFrame:
    """Bursts that an event explains, of equal spans the highest level, heaviest first, each
    event once a row (pure)."""
    named = table[table["event_id"] != ""].sort_values(
        ["weight", "level"], ascending=[False, False], kind="stable"
    )
    apart = named.drop_duplicates(["row", "start_at", "end_at"])
    return apart.drop_duplicates(["row", "event_id"])


def notes(
    table: pd.DataFrame, volume: pd.DataFrame, called: Mapping[str, str], zone: str
) -> list[Note]:
    """A note at the tallest bar of each burst from coverage.bursts and volume (pure)."""
    sums = volume.groupby(["row", "bin_at"], observed=True)["value"].sum().reset_index()
    found = []
    for line in each(strongest(table)):
        start, end = line.start_at.tz_convert(zone), line.end_at.tz_convert(zone)
        inside = (sums["row"] == line.row) & (sums["bin_at"] >= start) & (sums["bin_at"] < end)
        if inside.any() and line.event_id in called:
            at = sums.loc[sums.loc[inside, "value"].idxmax(), "bin_at"]
            name = called[line.event_id]
            found.append(Note(str(line.row), pd.Timestamp(at), name, str(line.event_id)))
    return found
