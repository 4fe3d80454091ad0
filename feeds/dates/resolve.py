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
from dataclasses import replace
from datetime import datetime, timedelta

from feeds.dates.choosing import CONFLICT, Choice, Found, alone, apart, clock_of, explained
from feeds.dates.context import Context
from feeds.dates.gate import GRACE, STRAY
from feeds.dates.habit import EXACT, NO_HABIT, Habit
from feeds.dates.polled import Polls, polled
from feeds.dates.reading import Attempt, read_date, read_url
from feeds.dates.telling import sentence
from feeds.model import DateBasis, RawEntry, StoryDate

UNKNOWN_ZONES = ("", "UTC")  # the second is what a list of feeds is given that names none
HALF_DAY = timedelta(hours=12)
NEAR = timedelta(days=2)  # the address may be of the day in another zone, or of the eve


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
    habit = None if _is_written(chosen, first_seen_at) else context.habit or NO_HABIT
    polls = polled(habit, listed_after_at, first_seen_at)
    aside = tuple(dict.fromkeys([a.flag for _, a in found if a.flag and a.reading is None]))
    date = Choice(chosen[0], chosen[1], found, polls, context).date() if chosen else alone(polls)
    if STRAY in aside and date.basis in ("polled", "none"):
        date = _reaching_back(date, found)
    return explained(date, date.flags + aside, _evidence(found, polls, date, context))


def borrows(
    found: Sequence[Found], listed_after_at: datetime | None, first_seen_at: datetime
) -> bool:
    """Whether the date of an entry hangs on how late its feed and the others list stories."""
    chosen = next(((basis, a) for basis, a in found if a.reading), None)
    bounded = listed_after_at is not None and listed_after_at < first_seen_at
    return bounded and not _is_written(chosen, first_seen_at)


def _is_written(chosen: Found | None, first_seen_at: datetime) -> bool:
    """Whether an instant was read that the polls neither better nor contradict."""
    if chosen is None:
        return False
    attempt, reading = chosen[1], chosen[1].reading
    if reading is None or reading.precision not in EXACT or attempt.flag:
        return False
    return reading.earliest_at <= first_seen_at + GRACE


def _gated(attempt: Attempt, address: Attempt, context: Context, habit: Habit) -> Attempt:
    """The attempt, set aside where it is far older than the feed's others and no address agrees."""
    reading = attempt.reading
    if reading is None or not habit.is_stray(context.fetched_at - reading.latest_at):
        return attempt
    agrees = address.reading is not None and not apart(reading, address.reading, NEAR)
    return attempt if agrees else attempt._replace(reading=None, flag=STRAY)


def _reaching_back(date: StoryDate, found: Sequence[Found]) -> StoryDate:
    """The interval of the polls, stretched to hold the old date that was set aside."""
    strays = [a.written.earliest_at for _, a in found if a.flag == STRAY and a.written]
    earliest = min(date.earliest_at, *strays)
    return replace(date, earliest_at=earliest, published_at=date.latest_at, confidence="low")


def _evidence(
    found: Sequence[Found], polls: Polls, date: StoryDate, context: Context
) -> tuple[str, ...]:
    basis = next((b for b, a in found if a.reading), "") if date.basis != polls.basis else ""
    lines = [sentence(b, a, b == basis, clock_of(a, context)) for b, a in found]
    if context.channel_raw and date.precision not in EXACT:
        channel = read_date(context.channel_raw, context)
        lines.append(sentence("the document itself", channel, False, clock_of(channel, context)))
    return (*lines, polls.sentence(date.basis == polls.basis, CONFLICT in date.flags))
