"""What polling has taught of one feed's dates: how late it lists, and whose clock it writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FeedClock:
    """A stretch in which a feed's written instants lay `minutes` ahead of (or, where negative,
    behind) the true ones.

    `sure` dates are corrected from the moment it was noticed, and flagged `zone-corrected`;
    others are only widened to hold both instants, and flagged `zone-suspected`. Where `zone` is
    given, the feed writes that zone's wall clock, and the offset follows its summer time.
    """

    from_at: datetime  # first poll that the stretch is seen in
    noticed_at: datetime  # poll from which on dates are corrected
    minutes: int
    slack: int = 0  # minutes that it may be less than `minutes`: half hours cannot be told apart
    zone: str = ""  # IANA name, "" where only the offset is known
    sure: bool = True
    reason: str = ""  # the evidence in words, as of the last look
    until_at: datetime | None = None  # first poll that it is over in; None while it lasts


@dataclass(frozen=True, slots=True)
class FeedProfile:
    """What a feed's dated entries have taught, in order of arrival.

    `delays` counts how long before the last poll without it (in `feeds.dates.delay` buckets) an
    entry had been published; `ages` how old entries were when first seen, in the same buckets.
    `floors` holds, of the newest 64 polls that brought a dated entry, the poll's epoch second
    and how many seconds before it (negative: after it) the freshest entry's date lay, as written.
    """

    feed_id: str
    dated: int = 0  # entries that `delays` was learnt from
    delays: tuple[int, ...] = ()
    ages: tuple[int, ...] = ()
    floors: tuple[tuple[int, int], ...] = ()
    channels: tuple[int, ...] = ()  # the same seconds of the document's own date, newest 16
    told: int = 0  # dates with a time of day since the clock last changed
    ahead: int = 0  # of these, how many lay after the poll that brought them
    clocks: tuple[FeedClock, ...] = ()  # oldest first; only the last may be open

    @property
    def clock(self) -> FeedClock | None:
        """The clock error that lasts, if there is one."""
        return self.clocks[-1] if self.clocks and self.clocks[-1].until_at is None else None
