"""Who was first and how far behind the others were, as coverage tells it, in words (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from dashboard.figures.tables import each
from dashboard.tongue import month_day
from dashboard.words import Names

EXACT = pd.Timedelta(minutes=10)  # an interval shorter than this reads as one number
ENGLISH = Names({}, {}, {})


def timed(
    stories: pd.DataFrame, lags: pd.DataFrame, firsts: pd.DataFrame | None = None
) -> pd.DataFrame:
    """An event's stories with what `coverage.lags` says of each outlet at its first: may_lead,
    low_hours and high_hours; no number at the others. From `coverage.first`, where given, the
    rank_high of each that may have been first."""
    held = lags.drop_duplicates("story_id").set_index("story_id")
    found = stories.assign(
        **{name: stories["id"].map(held[name]) for name in ("low_hours", "high_hours")}
    )
    leading = set(held.index[held["may_lead"].astype(bool)])
    found = found.assign(may_lead=found["id"].isin(leading))
    if firsts is None:
        return found.assign(rank_high=len(leading))
    ranks = firsts.drop_duplicates("story_id").set_index("story_id")["rank_high"]
    return found.assign(rank_high=found["id"].map(ranks))


def leaders(stories: pd.DataFrame) -> pd.DataFrame:
    """The story of each outlet that may have been first, oldest first; `stories` are timed."""
    return stories[stories["may_lead"]].sort_values("published_at", kind="stable")


def place(story: Any, leaders: int, names: Names) -> str:
    """`first among watched feeds`, `first or second`, or that it may be first."""
    if leaders == 1:
        return names.tell("print.lanes.first")
    return names.tell("events.second" if story.rank_high == 2 else "print.lanes.maybe")


def behind(stories: pd.DataFrame, names: Names = ENGLISH) -> Iterator[tuple[str, str, Any]]:
    """(outlet, lag in words, its first story) of every outlet that was surely not first; a text
    that does not lead and came before all that can has no lag."""
    late = stories[~stories["may_lead"] & (stories["high_hours"] >= 0)]
    for story in each(late.sort_values(["low_hours", "high_hours", "outlet_id"])):
        low, high = (pd.Timedelta(hours=h) for h in (story.low_hours, story.high_hours))
        yield str(story.outlet_id), lag(low, high, names), story


def lag(low: pd.Timedelta, high: pd.Timedelta, names: Names = ENGLISH) -> str:
    """`+3 h 10`, or `+3 to 6 h` where the dates are intervals."""
    return names.tell("events.lag.after", length=between(low, high, names))


def between(low: pd.Timedelta, high: pd.Timedelta, names: Names = ENGLISH) -> str:
    """`3 h 10`, or `3 to 6 h` where it lies between these."""
    low = max(low, pd.Timedelta(0))
    if high - low <= EXACT:
        return length(low + (high - low) / 2, names)
    if high < pd.Timedelta(hours=2):
        unit, size = "minutes", 60
    else:
        unit, size = ("days", 86400) if low >= pd.Timedelta(days=3) else ("hours", 3600)
    least, most = (round(end.total_seconds() / size) for end in (low, high))
    if least == most:
        return names.tell(f"events.lag.{unit}", number=least)
    return names.tell(f"events.lag.{unit}_to", least=least, most=most)


def length(long: pd.Timedelta, names: Names = ENGLISH) -> str:
    """`25 min`, `3 h 10`, `2 d 4 h`."""
    minutes = round(long.total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    if minutes < 60:
        return names.tell("events.lag.minutes", number=minutes)
    if hours < 24:
        key = "events.lag.hours_minutes" if rest else "events.lag.hours"
        return names.tell(key, number=hours, rest=f"{rest:02d}")
    key = "events.lag.days_hours" if hours % 24 else "events.lag.days"
    return names.tell(key, number=hours // 24, rest=hours % 24)


def said(story: Any, zone: str, names: Names = ENGLISH) -> str:
    """A story's time with how it is known."""
    at = story.published_at.tz_convert(zone)
    known = names.tell(f"grids.bases.{story.date_basis}")
    text = f"{month_day(names.lang, at)} {at:%Y %H:%M}{names.tell('common.comma')}{known}"
    if story.latest_at > story.earliest_at:
        ends = [at.tz_convert(zone) for at in (story.earliest_at, story.latest_at)]
        text += f" ({' – '.join(f'{month_day(names.lang, at)} {at:%H:%M}' for at in ends)})"
    reprint = f"{names.tell('common.comma')}{names.tell('grids.reprint')}"
    return text + (reprint if story.copy_of else "")
