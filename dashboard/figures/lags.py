"""Who was first and how far behind the others were, with the dates' intervals (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from dashboard.figures.tables import each

EXACT = pd.Timedelta(minutes=10)  # an interval shorter than this reads as one number
BASES = {
    "published": "published",
    "updated": "dated by its update",
    "created": "dated by its creation",
    "page": "dated by its web page",
    "url": "dated by its address",
    "polled": "undated; between two polls",
    "none": "undated",
}


def leaders(stories: pd.DataFrame) -> pd.DataFrame:
    """The story of each outlet that may have been first; reprints and opinion do not lead."""
    able = stories[(stories["copy_of"] == "") & (stories["form"] == "news")]
    able = able if len(able) else stories
    opened = able.sort_values("published_at", kind="stable").drop_duplicates("outlet_id")
    ends = able.groupby("outlet_id")["latest_at"].min()
    starts = able.groupby("outlet_id")["earliest_at"].min()
    maybe = starts[starts <= ends.min()].index
    return opened[opened["outlet_id"].isin(maybe)]


def behind(stories: pd.DataFrame) -> Iterator[tuple[str, str, Any]]:
    """(outlet, lag in words, its first story) of every outlet that was surely not first."""
    lead = leaders(stories)
    led = set(lead["outlet_id"])
    first_from, first_to = lead["earliest_at"].min(), lead["latest_at"].min()
    opened = stories.sort_values("published_at", kind="stable").drop_duplicates("outlet_id")
    for story in each(opened):
        if story.outlet_id not in led:
            low, high = story.earliest_at - first_to, story.latest_at - first_from
            yield str(story.outlet_id), lag(low, high), story


def lag(low: pd.Timedelta, high: pd.Timedelta) -> str:
    """`+3 h 10`, or `+3 to 6 h` where the dates are intervals."""
    low = max(low, pd.Timedelta(0))
    if high - low <= EXACT:
        return f"+{_length(low + (high - low) / 2)}"
    if high < pd.Timedelta(hours=2):
        return f"+{round(low.total_seconds() / 60)} to {round(high.total_seconds() / 60)} min"
    if low >= pd.Timedelta(days=3):
        return f"+{_days(low)} to {_days(high)} d"
    least, most = round(low.total_seconds() / 3600), round(high.total_seconds() / 3600)
    return f"+{least} h" if least == most else f"+{least} to {most} h"


def _days(length: pd.Timedelta) -> int:
    return round(length.total_seconds() / 86400)


def _length(length: pd.Timedelta) -> str:
    minutes = round(length.total_seconds() / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {rest:02d}" if rest else f"{hours} h"
    return f"{hours // 24} d {hours % 24} h" if hours % 24 else f"{hours // 24} d"


def said(story: Any, zone: str) -> str:
    """A story's time with how it is known."""
    at = story.published_at.tz_convert(zone)
    text = f"{at:%-d %b %Y %H:%M}, {BASES.get(str(story.date_basis), str(story.date_basis))}"
    if story.latest_at > story.earliest_at:
        low, high = story.earliest_at.tz_convert(zone), story.latest_at.tz_convert(zone)
        text += f" ({low:%-d %b %H:%M} – {high:%-d %b %H:%M})"
    return text + (", reprint" if story.copy_of else "")
