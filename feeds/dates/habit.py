"""What a feed's past says of its next date: whose clock, how late, how old (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from feeds.dates.clocks import offset_at
from feeds.dates.delay import Delay, bucket, delay_of
from feeds.model import FeedClock, FeedProfile, Reading

FEW = 10  # other entries, below which none of them looks out of line
LONG_AGO = timedelta(days=60)
_OLDEST_BUCKET = bucket(timedelta(days=29).total_seconds())
EXACT = ("second", "minute")


@dataclass(frozen=True, slots=True)
class Habit:
    """A feed's profile beside `pool`, the delays of all feeds of the store added up."""

    profile: FeedProfile
    pool: Sequence[int] = ()

    @property
    def clock(self) -> FeedClock | None:
        """The error of the feed's clock, where it has one."""
        return self.profile.clock

    def delay(self) -> Delay:
        """How long before the last poll without it the feed may have published a story."""
        return delay_of(self.profile.delays, self.pool)

    def is_stray(self, age: timedelta) -> bool:
        """Whether an entry is months old, and none of the feed's others even one."""
        ages = self.profile.ages
        return age > LONG_AGO and sum(ages) >= FEW and not any(ages[_OLDEST_BUCKET:])


NO_HABIT = Habit(FeedProfile(""))


def tells_time(reading: Reading) -> bool:
    """Whether a reading is an instant of some clock: not a day, and not `3 hours ago`."""
    return reading.precision in EXACT and reading.reader != "relative"


def corrected(reading: Reading, clock: FeedClock) -> Reading:
    """A reading by a clock that is wrong, set right, or widened where that is not sure."""
    if not tells_time(reading):
        return reading
    away = offset_at(clock.minutes, clock.zone, reading.earliest_at)
    earliest, latest = reading.earliest_at - away, reading.latest_at - away
    if not clock.sure:
        return reading._replace(
            earliest_at=min(earliest, reading.earliest_at),
            latest_at=max(latest + timedelta(minutes=clock.slack), reading.latest_at),
            precision="interval",
        )
    return reading._replace(
        earliest_at=earliest,
        latest_at=latest + timedelta(minutes=clock.slack),
        precision="interval" if clock.slack else reading.precision,
        zone=clock.zone or _offset_name(away),
        zone_basis="feed",
    )


def _offset_name(away: timedelta) -> str:
    minutes = round(away.total_seconds() / 60)
    return f"{'+' if minutes >= 0 else '-'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
