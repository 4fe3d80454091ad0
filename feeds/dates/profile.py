"""A feed's profile, learnt from its dated entries in order of arrival (pure).

Polls are judged when they are over: at the first entry of a later poll `settled` looks whether
the feed's clock is wrong, is wrong otherwise, or has been set right, and `learnt` takes that
entry in. The same entries in the same order give the same profile, whatever the batches.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from feeds.dates import clocks
from feeds.dates.clocks import GRACE, Floor, Guess, offset_at
from feeds.dates.delay import bucket, counted
from feeds.dates.telling import span
from feeds.model import FeedClock, FeedProfile

POLLS = 64  # whose floors are kept
CHANNELS = 16
SETTLED = 20  # polls after which another offset is a change of the feed, not a better look
AGAIN = 6  # polls against it that make such a change
CHANCE = 0.05  # at which polls before the first contradiction are held to be as wrong


@dataclass(frozen=True, slots=True)
class Sight:
    """A date as written that was first seen at `at`, and not at `listed_after_at` before it."""

    at: datetime
    listed_after_at: datetime | None
    written_at: datetime
    channel_at: datetime | None = None  # the document's own date, as written
    stray: bool = False  # set aside: too old to teach a delay


def settled(profile: FeedProfile, at: datetime, zone: str) -> FeedProfile:
    """The profile with its clock judged by the polls before that of `at`; `zone` is the
    outlet's, "" or UTC where it is not known."""
    if not profile.floors or profile.floors[-1][0] >= _epoch(at):
        return profile
    clock = profile.clock
    if clock is None:
        return _noticed(profile, at, zone)
    start = _epoch(clock.from_at)
    floors = [floor for floor in profile.floors if floor[0] >= start]
    against = clocks.against(clock, floors)
    verdict = _verdict(against, len(floors)) if against else ""
    if verdict == "slip":
        return _revised(profile, clock, floors, zone)
    over = against[0] if verdict == "changed" else None
    if not verdict:
        over = clocks.ended(clock, floors)
    if over is not None:
        return _noticed(_closed(profile, clock, floors[over:]), at, zone)
    return _with_clock(profile, replace(clock, reason=_reason(profile, clock)))


def _verdict(against: list[int], polls: int) -> Literal["wait", "changed", "slip"]:
    """What dates ahead of the corrected clock mean: where it held for long and they are many
    from then on, another clock, as by summer time; else the first look was not good enough."""
    since = polls - against[0]
    if against[0] < SETTLED or since >= 2 * max(AGAIN, len(against)):
        return "slip"
    return "changed" if len(against) >= AGAIN else "wait"


def learnt(profile: FeedProfile, sight: Sight) -> FeedProfile:
    """The profile with one more dated entry."""
    lag = round((sight.at - sight.written_at).total_seconds())
    floors, channels = profile.floors, profile.channels
    if floors and floors[-1][0] == _epoch(sight.at):
        floors = (*floors[:-1], (floors[-1][0], min(floors[-1][1], lag)))
    else:
        floors = (*floors[1 - POLLS :], (_epoch(sight.at), lag))
        if sight.channel_at is not None:
            told = round((sight.at - sight.channel_at).total_seconds())
            channels = (*channels[1 - CHANNELS :], told)
    true_at = sight.written_at - _offset(profile.clock, sight.written_at)
    dated, delays = profile.dated, profile.delays
    if sight.listed_after_at is not None and not sight.stray:
        before = (sight.listed_after_at - true_at).total_seconds()
        dated, delays = dated + 1, counted(delays, bucket(before))
    return FeedProfile(
        profile.feed_id,
        dated,
        delays,
        counted(profile.ages, bucket((sight.at - true_at).total_seconds())),
        floors,
        channels,
        profile.told + 1,
        profile.ahead + (lag < -GRACE),
        profile.clocks,
    )


def _offset(clock: FeedClock | None, written: datetime) -> timedelta:
    sure = clock is not None and clock.sure
    return offset_at(clock.minutes, clock.zone, written) if clock and sure else timedelta(0)


def _noticed(profile: FeedProfile, at: datetime, zone: str) -> FeedProfile:
    found = clocks.guess(profile.floors, profile.channels, zone)
    if found is None:
        return profile
    start = profile.floors[_start(profile.floors) if found.minutes > 0 else 0][0]
    clock = FeedClock(datetime.fromtimestamp(start, UTC), at, 0)
    return _set(replace(profile, clocks=(*profile.clocks, clock)), clock, found)


def _start(floors: tuple[Floor, ...]) -> int:
    """The poll from which on dates lie ahead, reaching back over those that may just by chance
    have brought none that does."""
    ahead = [n for n, (_, lag) in enumerate(floors) if lag < -GRACE]
    share = len(ahead) / (len(floors) - ahead[0])
    return 0 if (1 - share) ** ahead[0] > CHANCE else ahead[0]


def _revised(profile: FeedProfile, clock: FeedClock, floors: list[Floor], zone: str) -> FeedProfile:
    """A better look at the same error, or at none: then it never was."""
    found = clocks.guess(floors, profile.channels, zone)
    if found is None:
        return replace(profile, clocks=profile.clocks[:-1], delays=(), dated=0)
    return _set(profile, clock, found)


def _set(profile: FeedProfile, clock: FeedClock, found: Guess) -> FeedProfile:
    """The clock by a guess. What was learnt of delays by another clock is forgotten."""
    new = replace(clock, minutes=found.minutes, slack=found.slack, zone=found.zone, sure=found.sure)
    moved = found.sure and (new.minutes, new.zone) != (clock.minutes, clock.zone)
    fresh = replace(profile, dated=0, delays=()) if moved else profile
    return _with_clock(fresh, replace(new, reason=_reason(profile, new)))


def _closed(profile: FeedProfile, clock: FeedClock, rest: list[Floor]) -> FeedProfile:
    until = datetime.fromtimestamp(rest[0][0], UTC)
    ahead = sum(lag < -GRACE for _, lag in rest)
    fresh = FeedProfile(profile.feed_id, floors=tuple(rest), told=len(rest), ahead=ahead)
    return replace(fresh, clocks=(*profile.clocks[:-1], replace(clock, until_at=until)))


def _with_clock(profile: FeedProfile, clock: FeedClock) -> FeedProfile:
    return replace(profile, clocks=(*profile.clocks[:-1], clock))


def _reason(profile: FeedProfile, clock: FeedClock) -> str:
    start = _epoch(clock.from_at)
    lags = [lag for at, lag in profile.floors if at >= start]
    whose = f"the time of {clock.zone}" if clock.zone else "local time"
    if clock.minutes > 0:
        return (
            f"this feed writes {whose} as GMT: {profile.ahead} of {profile.told} dates lay after "
            f"the poll that brought them, by up to {span(timedelta(seconds=-min(lags)))}"
        )
    least = sorted(lags)[len(lags) // 20]
    says = "writes" if clock.sure else "seems to write"
    return (
        f"this feed {says} {whose} as GMT: in {len(lags)} polls that brought something new the "
        f"freshest date was {span(timedelta(seconds=least))} old or older"
    )


def _epoch(at: datetime) -> int:
    return int(at.timestamp())
