"""Who was first and how far behind the others were, as coverage tells it, in words (pure)."""

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


def timed(stories: pd.DataFrame, lags: pd.DataFrame) -> pd.DataFrame:
    """An event's stories with what `coverage.lags` says of each outlet at its first: may_lead,
    low_hours and high_hours; no number at the others."""
    held = lags.drop_duplicates("story_id").set_index("story_id")
    found = stories.assign(
        **{name: stories["id"].map(held[name]) for name in ("low_hours", "high_hours")}
    )
    leading = set(held.index[held["may_lead"].astype(bool)])
    return found.assign(may_lead=found["id"].isin(leading))


def leaders(stories: pd.DataFrame) -> pd.DataFrame:
    """The story of each outlet that may have been first, oldest first; `stories` are timed."""
    return stories[stories["may_lead"]].sort_values("published_at", kind="stable")


def behind(stories: pd.DataFrame) -> Iterator[tuple[str, str, Any]]:
    """(outlet, lag in words, its first story) of every outlet that was surely not first; a text
    that does not lead and came before all that can has no lag."""
    late = stories[~stories["may_lead"] & (stories["high_hours"] >= 0)]
    for story in each(late.sort_values(["low_hours", "high_hours", "outlet_id"])):
        low, high = (pd.Timedelta(hours=h) for h in (story.low_hours, story.high_hours))
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
