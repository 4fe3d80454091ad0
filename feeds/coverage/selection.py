"""What a reader asked for: one object that every table of coverage takes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from feeds.errors import SelectionError
from feeds.model import Grouping

Bin = Literal["hour", "day", "week"]
Rows = Literal["topic", "outlet", "group", "country", "language", "event", "name", "place", "form"]
Measure = Literal["count", "share", "attention"]
Counting = Literal["reporting", "reach"]
ClockName = Literal["published", "seen"]
ScopeAsked = Literal["", "all", "section", "query"]

ONE_GROUP = Grouping(id="none", label="All outlets", label_ar="كل المنافذ", groups=())


@dataclass(frozen=True, slots=True)
class Selection:
    """A span [from_at, to_at) in UTC, cut into bins of `zone`, and what to count in it.

    Empty `topics` or `outlets` mean all of them. `counting` is reporting (reprints left
    out) or reach (each counts); `clock` is the story's published or first-seen time.
    `names` are ids of names that a story carries, any of them; `forms` are news, opinion,
    live and round-up. `scope` counts only what feeds of one class carried: `all` (whole and
    front-page feeds), `section` or `query`; empty for any. `as_of` shows what was known then.
    """

    from_at: datetime
    to_at: datetime
    zone: str = "UTC"
    bin: Bin = "day"
    rows: Rows = "topic"
    measure: Measure = "count"
    counting: Counting = "reporting"
    clock: ClockName = "published"
    topics: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    grouping: Grouping = field(default=ONE_GROUP)
    week_start: int = 0  # Monday
    names: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    scope: ScopeAsked = ""
    as_of: datetime | None = None

    def __post_init__(self) -> None:
        if self.from_at.tzinfo is None or self.to_at.tzinfo is None:
            raise SelectionError("A span needs instants with a zone.")
        if self.as_of is not None and self.as_of.tzinfo is None:
            raise SelectionError("What was known at an instant needs one with a zone.")
        if self.from_at >= self.to_at:
            raise SelectionError(
                f"The span ends ({self.to_at:%Y-%m-%d %H:%M}) before it begins "
                f"({self.from_at:%Y-%m-%d %H:%M}).",
                "Choose an end after the beginning.",
            )

    @property
    def tz(self) -> ZoneInfo:
        """The zone that days and weeks are cut in."""
        return ZoneInfo(self.zone)

    @property
    def compared(self) -> ScopeAsked:
        """The class of feeds that counts: attention compares feeds of like scope only, so
        whole and front-page feeds where no other class is asked for."""
        return self.scope or ("all" if self.measure == "attention" else "")

    @property
    def last_day(self) -> date:
        """The last day that the span touches; its end is not a part of it."""
        return (self.to_at - timedelta(microseconds=1)).astimezone(self.tz).date()
