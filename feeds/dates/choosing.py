"""One date of the evidence that was chosen, bettered or contradicted by the polls (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from feeds.dates.context import Context
from feeds.dates.gate import CLOCK_SKEW, GRACE
from feeds.dates.habit import EXACT, tells_time
from feeds.dates.polled import Polls
from feeds.dates.reading import Attempt
from feeds.model import DateBasis, FeedClock, Precision, Reading, StoryDate

SHORT = timedelta(hours=2)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
CONFLICT = "conflicts-with-polls"
URL_CONFLICT = "conflicts-with-url"
AMBIGUOUS = "ambiguous"
UNKNOWN_ZONE = "unknown-zone"
ZONE_CORRECTED = "zone-corrected"
ZONE_SUSPECTED = "zone-suspected"

Confidence = Literal["high", "medium", "low"]
Found = tuple[DateBasis, Attempt]


def point(reading: Reading) -> datetime:
    """The instant that stands for an interval on a chart; `feeds.dates.resolve` says how."""
    return _point(reading.earliest_at, reading.latest_at, reading.precision)


def _point(earliest: datetime, latest: datetime, precision: Precision) -> datetime:
    if earliest is latest or latest - earliest < MINUTE:
        return earliest
    if precision == "interval" and latest - earliest > SHORT:
        return latest
    return earliest + (latest - earliest) / 2


def alone(polls: Polls) -> StoryDate:
    """The date that the polls alone prove."""
    at = _point(polls.earliest_at, polls.latest_at, "interval")
    return StoryDate(
        at,
        polls.earliest_at,
        polls.latest_at,
        polls.basis,
        "interval",
        polls.confidence,
        flags=polls.flags,
    )


def explained(date: StoryDate, flags: tuple[str, ...], evidence: tuple[str, ...]) -> StoryDate:
    """The date with other flags and evidence; written out, since `replace` costs three times
    as much and every entry comes by here."""
    return StoryDate(
        date.published_at,
        date.earliest_at,
        date.latest_at,
        date.basis,
        date.precision,
        date.confidence,
        date.raw,
        date.reader,
        date.zone,
        date.zone_basis,
        flags,
        evidence,
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """The evidence that was chosen, beside all the rest."""

    basis: DateBasis
    attempt: Attempt
    found: Sequence[Found]
    polls: Polls
    context: Context

    def date(self) -> StoryDate:
        """The date by this evidence, or by the polls that contradict or better it."""
        reading, polls = self.attempt.reading, self.polls
        assert reading is not None
        if reading.earliest_at > polls.latest_at + GRACE:
            date = alone(polls)
            return replace(date, flags=(*date.flags, CONFLICT), raw=self.attempt.raw)
        earliest, latest = reading.earliest_at, reading.latest_at
        if latest > polls.latest_at:
            earliest, latest = min(earliest, polls.latest_at), polls.latest_at
        if self._narrows(reading, latest):
            if self.basis == "url" and polls.narrower_than(latest - earliest):
                return self._by_polls(earliest)
            earliest = max(earliest, polls.earliest_at)
        return self._dated(reading, earliest, latest)

    def _narrows(self, reading: Reading, latest: datetime) -> bool:
        """Whether the polls say more of when than the reading does."""
        if self.polls.basis != "polled" or latest < self.polls.earliest_at:
            return False
        return self.attempt.flag == CLOCK_SKEW or reading.precision not in EXACT

    def _by_polls(self, earliest: datetime) -> StoryDate:
        """The polls' interval, within the day of the address."""
        date = alone(replace(self.polls, earliest_at=max(earliest, self.polls.earliest_at)))
        return replace(date, raw=self.attempt.raw)

    def _dated(self, reading: Reading, earliest: datetime, latest: datetime) -> StoryDate:
        flags = self._flags(reading)
        return StoryDate(
            _point(earliest, latest, reading.precision),
            earliest,
            latest,
            self.basis,
            reading.precision,
            _confidence(self.basis, reading, flags, latest - earliest),
            self.attempt.raw,
            reading.reader,
            reading.zone,
            reading.zone_basis,
            flags,
        )

    def _flags(self, reading: Reading) -> tuple[str, ...]:
        address = next((a.reading for basis, a in self.found if basis == "url"), None)
        clock = clock_of(self.attempt, self.context)
        marks = (
            self.attempt.flag,
            UNKNOWN_ZONE if reading.zone_basis == "assumed" else "",
            AMBIGUOUS if reading.ambiguous else "",
            URL_CONFLICT if address is not None and apart(reading, address, DAY) else "",
            "" if clock is None else ZONE_CORRECTED if clock.sure else ZONE_SUSPECTED,
        )
        return tuple(filter(None, marks))


def clock_of(attempt: Attempt, context: Context) -> FeedClock | None:
    """The clock error that a reading was corrected or widened for."""
    clock = context.habit.clock if context.habit else None
    return clock if clock and attempt.written and tells_time(attempt.written) else None


def apart(reading: Reading, other: Reading, by: timedelta) -> bool:
    """Whether two readings lie more than `by` from one another."""
    return other.latest_at + by < reading.earliest_at or reading.latest_at < other.earliest_at - by


def _confidence(
    basis: DateBasis, reading: Reading, flags: tuple[str, ...], width: timedelta
) -> Confidence:
    """Low if anything is flagged or wide; high if published, exact and with its own zone."""
    if flags == (ZONE_CORRECTED,) and width <= SHORT:
        return "medium"
    if flags or reading.precision == "interval":
        return "low"
    exact = reading.precision in EXACT and reading.reader != "relative"
    own_zone = reading.zone_basis in ("written", "named", "feed")
    return "high" if exact and own_zone and basis in ("published", "created") else "medium"
