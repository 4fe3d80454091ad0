"""The time axis: evenly elapsed time with ticks in the reader's zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from dashboard import tongue
from dashboard.tongue import tell

STEPS = {
    "hour": pd.DateOffset(hours=1),
    "day": pd.DateOffset(days=1),
    "week": pd.DateOffset(weeks=1),
}


class Cell(NamedTuple):
    """One bin as it is drawn and told: its middle as wall clock, milliseconds, start, words."""

    middle: str
    long: float
    iso: str
    label: str


@dataclass(frozen=True)
class Clockface:
    """Bins in the zone, drawn with a constant offset so that clock changes distort nothing.

    Plotly draws wall-clock time; on the day clocks go back two hours would fall on one
    place, so every instant is shifted by the offset of the first bin and ticks say the rest.
    """

    bins: Sequence[pd.Timestamp]
    bin: str
    lang: str = "en"

    def x(self, at: pd.Timestamp | datetime) -> datetime:
        """An instant as the naive time that is drawn."""
        offset = self.bins[0].utcoffset() or timedelta(0)
        drawn = pd.Timestamp(at).tz_convert("UTC").tz_localize(None) + offset
        return pd.Timestamp(drawn).to_pydatetime()

    def end(self, start: pd.Timestamp) -> pd.Timestamp:
        """Where a bin ends."""
        return pd.Timestamp(start + STEPS[self.bin])

    def middle(self, start: pd.Timestamp) -> datetime:
        """The middle of a bin as it is drawn."""
        return self.x(start + (self.end(start) - start) / 2)

    def width(self, start: pd.Timestamp, gap: float = 0.12) -> float:
        """Milliseconds a bar takes, a gap left free."""
        return float((self.end(start) - start).total_seconds() * 1000 * (1 - gap))

    @cached_property
    def cells(self) -> dict[pd.Timestamp, Cell]:
        """Every bin by its start, computed once: a picture draws each many times."""
        return {
            at: Cell(self.middle(at).isoformat(), self.width(at, 0), at.isoformat(), self.label(at))
            for at in self.bins
        }

    @property
    def range(self) -> list[datetime]:
        """The axis from the first bin's start to the last one's end."""
        return [self.x(self.bins[0]), self.x(self.end(self.bins[-1]))]

    def edges(self) -> list[datetime]:
        """Starts of all bins and the last end, for heat maps."""
        return [*(self.x(at) for at in self.bins), self.x(self.end(self.bins[-1]))]

    def axis(self, most: int = 9) -> dict[str, Any]:
        """A Plotly axis with at most about `most` ticks, the year where it changes."""
        ticked = _ticked(self.bins, self.bin, most)
        at_start = self.bin == "hour"
        return {
            "range": self.range,
            "type": "date",
            "tickmode": "array",
            "tickvals": [self.x(at) if at_start else self.middle(at) for at in ticked],
            "ticktext": [
                tick(at, None if i == 0 else ticked[i - 1], self.bin, self.lang)
                for i, at in enumerate(ticked)
            ],
            "showgrid": False,
            "tickangle": 0,
        }

    def label(self, at: pd.Timestamp) -> str:
        """A bin in words."""
        if self.bin == "hour":
            hours = f"{at:%H:%M}–{self.end(at):%H:%M}"
            return tell(self.lang, "figure.hours", day=tongue.day(self.lang, at), hours=hours)
        if self.bin == "week":
            return tell(self.lang, "figure.week_of", day=tongue.day(self.lang, at))
        return tongue.weekday(self.lang, at)


def _ticked(bins: Sequence[pd.Timestamp], bin_: str, most: int) -> list[pd.Timestamp]:
    if bin_ == "hour":
        for every in (1, 2, 3, 6, 12, 24):
            found = [at for at in bins if at.hour % every == 0]
            if len(found) <= most:
                return found
        bins = [at for at in bins if at.hour == 0]
    for every in (1, 2, 3, 7, 14, 28, 91):
        if len(bins) <= most * every:
            return list(bins[::-1][::every][::-1])
    return list(bins[:: max(1, len(bins) // most)])


def tick(at: pd.Timestamp, before: pd.Timestamp | None, bin_: str, lang: str = "en") -> str:
    """A tick's text; the second line tells day or year where it is new."""
    if bin_ == "hour":
        new = before is None or before.date() != at.date()
        return f"{at:%H:%M}" + (f"<br>{day(at, lang)}" if new else "")
    new = before is None or before.year != at.year
    return day(at, lang) + (f"<br>{at.year}" if new else "")


def day(at: pd.Timestamp | datetime, lang: str = "en") -> str:
    """`6 Jan`."""
    return tongue.month_day(lang, at)


def span(from_at: pd.Timestamp, to_at: pd.Timestamp, *, lang: str = "en") -> str:
    """A span that ends before `to_at`, in days: `15 Dec 2025 – 11 Jan 2026`."""
    last = to_at - pd.Timedelta(microseconds=1)
    end = tongue.day(lang, last)
    if from_at.date() == last.date():
        return end
    if (from_at.year, from_at.month) == (last.year, last.month):
        return f"{from_at.day}–{end}"
    same = from_at.year == last.year
    return f"{day(from_at, lang) if same else tongue.day(lang, from_at)} – {end}"
