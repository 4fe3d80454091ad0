"""What the polls prove of a story's date (pure).

A story first seen at T in a feed that was last observed without it at S was listed in (S, T], so
it was published by T; how long before S depends on how late the feed lists, which its dated
entries teach. At a feed's first poll nothing bounds a story from below: its interval is then
thirty days, its basis `none`, and it is shown as undated, not as new.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal

from feeds.dates.delay import ENOUGH, Delay
from feeds.dates.habit import Habit
from feeds.dates.telling import span, utc
from feeds.model import DateBasis

UNKNOWN_SPAN = timedelta(days=30)
NARROW = timedelta(hours=6)  # an interval that may still be called good
UNDATED = "undated: first seen"
OF_OTHERS = "delay-of-others"
ASSUMED = "delay-assumed"
_FLAGS = {"own": (), "others": (OF_OTHERS,), "assumed": (ASSUMED,)}


@dataclass(frozen=True, slots=True)
class Polls:
    """The interval that the polls prove, and the delay it was reached by."""

    earliest_at: datetime
    latest_at: datetime
    basis: DateBasis
    listed_after_at: datetime | None = None
    delay: Delay | None = None

    @property
    def flags(self) -> tuple[str, ...]:
        """What a reader should be warned of."""
        if self.basis == "none":
            return (UNDATED,)
        return _FLAGS[self.delay.source] if self.delay else ()

    @property
    def confidence(self) -> Literal["medium", "low"]:
        """Medium for a narrow interval that the feed itself has taught."""
        taught = self.delay is not None and self.delay.dated >= ENOUGH
        return "medium" if taught and self.narrower_than(NARROW) else "low"

    def narrower_than(self, width: timedelta) -> bool:
        """Whether the interval spans no more than that."""
        return self.latest_at - self.earliest_at <= width

    def sentence(self, chosen: bool, contradicts: bool) -> str:
        """The proof in words."""
        end = "; chosen" if chosen else ""
        end += "; this contradicts the date above" if contradicts else ""
        late = f"; {_before(self.delay)}" if self.delay else ""
        return f"{_proof(self.listed_after_at, self.latest_at)}{late}{end}"


def polled(habit: Habit | None, listed_after_at: datetime | None, first_seen_at: datetime) -> Polls:
    """What follows from a story's being listed in (listed_after_at, first_seen_at].

    Without a habit the feed's delay is left out: enough where the date was written.
    """
    if habit is None or listed_after_at is None or listed_after_at >= first_seen_at:
        return _without_delay(listed_after_at, first_seen_at)
    delay = habit.delay()
    return Polls(listed_after_at - delay.span, first_seen_at, "polled", listed_after_at, delay)


@lru_cache(maxsize=64)  # the same for all entries of a poll
def _without_delay(listed_after_at: datetime | None, first_seen_at: datetime) -> Polls:
    if listed_after_at is None or listed_after_at >= first_seen_at:
        return Polls(first_seen_at - UNKNOWN_SPAN, first_seen_at, "none")
    return Polls(listed_after_at, first_seen_at, "polled", listed_after_at)


@lru_cache(maxsize=64)
def _proof(listed_after_at: datetime | None, latest_at: datetime) -> str:
    if listed_after_at is None:
        text = f"first seen at {utc(latest_at)} by the feed's first poll"
        return f"{text}, so published by then, how long before is unknown"
    return f"not listed at {utc(listed_after_at)}, listed at {utc(latest_at)}, so published by then"


def _before(delay: Delay) -> str:
    if delay.source == "assumed":
        return (
            f"how late this feed lists its stories is not known: up to {span(delay.span)} assumed"
        )
    if delay.source == "others":
        return (
            "this feed has dated no story since it was first polled; by what the other feeds do, "
            f"it may be {span(delay.span)} late"
        )
    share = f"{delay.held / delay.dated:.0%} of its {delay.dated:,} dated stories"
    if delay.dated < ENOUGH:
        share += ", and by what the other feeds do"
    if not delay.span:
        return f"{share} were published after the last poll without them"
    return f"{share} were published at most {span(delay.span)} before the last poll without them"
