"""From all that a feed said and what polling proves to one date with its evidence.

What is tried, in order: published, created, updated, the address, the polls. The interval
[earliest_at, latest_at] always holds what is known; `published_at` is the one instant that
charts use, chosen so:

- second and minute: the instant as written;
- hour and day: the middle of what is left of the interval (`3 hours ago` is then three hours);
- interval (polls, corrected clocks, `two months ago`): the middle if it spans two hours or
  less, else its end. The end is when the story was surely there: a poller that slept for a day
  must not invent an hour in that day. A story is never dated earlier than can be shown.

What two kinds of evidence allow is what both allow: a day in an address is narrowed by the
polls, unless they have nothing in common; then the story was listed late, and what was written
stands. An instant that was written is never narrowed: feeds list stories hours after they
publish them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from feeds.dates.context import Context
from feeds.dates.gate import CLOCK_SKEW, GRACE, STRAY
from feeds.dates.habit import EXACT, NO_HABIT, Habit, tells_time
from feeds.dates.polled import Polls, polled
from feeds.dates.reading import Attempt, read_date, read_url
from feeds.dates.telling import sentence
from feeds.model import DateBasis, FeedClock, Precision, RawEntry, Reading, StoryDate

SHORT = timedelta(hours=2)
CONFLICT = "conflicts-with-polls"
URL_CONFLICT = "conflicts-with-url"
AMBIGUOUS = "ambiguous"
UNKNOWN_ZONE = "unknown-zone"
ZONE_CORRECTED = "zone-corrected"
ZONE_SUSPECTED = "zone-suspected"
UNKNOWN_ZONES = ("", "UTC")  # the second is what a list of feeds is given that names none
HALF_DAY = timedelta(hours=12)
NEAR = timedelta(days=2)  # the address may be of the day in another zone, or of the eve

Confidence = Literal["high", "medium", "low"]
Found = tuple[DateBasis, Attempt]


def resolve(
    raw: RawEntry,
    context: Context,
    listed_after_at: datetime | None,
    first_seen_at: datetime,
) -> StoryDate:
    """The date of an entry that was listed in (listed_after_at, first_seen_at]."""
    return choose(attempts(raw, context), context, listed_after_at, first_seen_at)


def attempts(raw: RawEntry, context: Context) -> list[Found]:
    """What came of all that an entry says of its date, in order of trust."""
    said: list[tuple[DateBasis, str]] = [
        ("published", raw.published_raw),
        ("created", raw.created_raw),
        ("updated", raw.updated_raw),
    ]
    found = [(basis, read_date(text, context)) for basis, text in said if text.strip()]
    address = _day_of(read_url(raw.link, context), context)
    if context.habit:
        found = [(basis, _gated(a, address, context, context.habit)) for basis, a in found]
    return [*found, ("url", address)] if address.reading else found


def _day_of(address: Attempt, context: Context) -> Attempt:
    """A day in an address, by the outlet's clock or by UTC: sites count their days by either.

    Where the outlet's zone is unknown, it is that day anywhere on earth.
    """
    reading = address.reading
    if reading is None or reading.precision != "day":
        return address
    if context.zone in UNKNOWN_ZONES:
        before = after = HALF_DAY
    else:
        away = reading.earliest_at.astimezone(context.tz).utcoffset() or timedelta(0)
        before, after = max(-away, timedelta(0)), max(away, timedelta(0))
    earliest, latest = reading.earliest_at - before, reading.latest_at + after
    return address._replace(reading=reading._replace(earliest_at=earliest, latest_at=latest))


def choose(
    found: Sequence[Found],
    context: Context,
    listed_after_at: datetime | None,
    first_seen_at: datetime,
) -> StoryDate:
    """The date that all of it comes to."""
    chosen = next(((basis, a) for basis, a in found if a.reading), None)
    written = chosen is not None and _is_written(chosen[1], first_seen_at)
    habit = None if written else context.habit or NO_HABIT
    polls = polled(habit, listed_after_at, first_seen_at)
    aside = tuple(dict.fromkeys(a.flag for _, a in found if a.flag and a.reading is None))
    date = _Choice(chosen[0], chosen[1], found, polls, context).date() if chosen else _alone(polls)
    if STRAY in aside and date.basis in ("polled", "none"):
        date = _reaching_back(date, found)
    return replace(date, flags=date.flags + aside, evidence=_evidence(found, polls, date, context))


def _is_written(attempt: Attempt, first_seen_at: datetime) -> bool:
    """Whether an instant was read that the polls neither better nor contradict."""
    reading = attempt.reading
    if reading is None or reading.precision not in EXACT or attempt.flag:
        return False
    return reading.earliest_at <= first_seen_at + GRACE


def point(reading: Reading) -> datetime:
    """The instant that stands for an interval on a chart; see the module's docstring."""
    return _point(reading.earliest_at, reading.latest_at, reading.precision)


def _point(earliest: datetime, latest: datetime, precision: Precision) -> datetime:
    if latest - earliest < timedelta(minutes=1):
        return earliest
    if precision == "interval" and latest - earliest > SHORT:
        return latest
    return earliest + (latest - earliest) / 2


def _gated(attempt: Attempt, address: Attempt, context: Context, habit: Habit) -> Attempt:
    """The attempt, set aside where it is far older than the feed's others and no address agrees."""
    reading = attempt.reading
    if reading is None or not habit.is_stray(context.fetched_at - reading.latest_at):
        return attempt
    agrees = address.reading is not None and not _apart(reading, address.reading, NEAR)
    return attempt if agrees else attempt._replace(reading=None, flag=STRAY)


def _alone(polls: Polls) -> StoryDate:
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


def _reaching_back(date: StoryDate, found: Sequence[Found]) -> StoryDate:
    """The interval of the polls, stretched to hold the old date that was set aside."""
    strays = [a.written.earliest_at for _, a in found if a.flag == STRAY and a.written]
    earliest = min(date.earliest_at, *strays)
    return replace(date, earliest_at=earliest, published_at=date.latest_at, confidence="low")


@dataclass(frozen=True, slots=True)
class _Choice:
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
            alone = _alone(polls)
            return replace(alone, flags=(*alone.flags, CONFLICT), raw=self.attempt.raw)
        earliest = min(reading.earliest_at, polls.latest_at)
        latest = min(reading.latest_at, polls.latest_at)
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
        date = _alone(replace(self.polls, earliest_at=max(earliest, self.polls.earliest_at)))
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
        marks = {
            self.attempt.flag: bool(self.attempt.flag),
            UNKNOWN_ZONE: reading.zone_basis == "assumed",
            AMBIGUOUS: reading.ambiguous,
            URL_CONFLICT: address is not None and _apart(reading, address, timedelta(days=1)),
            ZONE_CORRECTED: clock is not None and clock.sure,
            ZONE_SUSPECTED: clock is not None and not clock.sure,
        }
        return tuple(flag for flag, holds in marks.items() if holds)


def clock_of(attempt: Attempt, context: Context) -> FeedClock | None:
    """The clock error that a reading was corrected or widened for."""
    clock = context.habit.clock if context.habit else None
    return clock if clock and attempt.written and tells_time(attempt.written) else None


def _apart(reading: Reading, other: Reading, by: timedelta) -> bool:
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


def _evidence(
    found: Sequence[Found], polls: Polls, date: StoryDate, context: Context
) -> tuple[str, ...]:
    basis = next((b for b, a in found if a.reading), "") if date.basis != polls.basis else ""
    lines = [sentence(b, a, b == basis, clock_of(a, context)) for b, a in found]
    if context.channel_raw and date.precision not in EXACT:
        channel = read_date(context.channel_raw, context)
        lines.append(sentence("the document itself", channel, False, clock_of(channel, context)))
    return (*lines, polls.sentence(date.basis == polls.basis, CONFLICT in date.flags))
