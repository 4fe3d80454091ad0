"""Whose clock a feed writes, from how its dates lie to the polls that brought them (pure).

Nothing is published after it was fetched. A feed whose freshest dates lie hours after the poll,
poll after poll, writes its local time and calls it GMT; the edge beyond which none lies is the
offset. A feed west of Greenwich does the same the other way: its freshest dates are all hours
old, and sharply so. That contradicts nothing, so it is believed only where the outlet's zone
agrees; else such dates are widened, not moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median

from feeds.dates.context import zone_info
from feeds.model import FeedClock

GRACE = 300  # seconds by which two honest clocks differ
HOUR = 3600
FARTHEST = 15 * HOUR  # no zone lies farther from Greenwich
POLLS_AHEAD, SHARE_AHEAD = 3, 0.15  # fewer dates ahead are slips: events announced, embargoes
POLLS_BEHIND = 10
LEAST_BEHIND = 2 * HOUR  # slow feeds list after an hour or so
SHARP = (1200, 4500)  # seconds above the floor: of a tenth of the polls, and of half of them
GIVEN_UP = ((0, 1e-3, 4), (HOUR, 1e-6, 16))  # see `ended`
HALVES = (210, 270, 330, 390, 570, 630, -210)  # minutes: zones that are no whole hours

Floor = tuple[int, int]  # (epoch second of the poll, seconds the freshest date lay before it)


@dataclass(frozen=True, slots=True)
class Guess:
    """Minutes that written instants lie ahead, less up to `slack`; `zone` where it is that."""

    minutes: int
    slack: int = 0
    zone: str = ""
    sure: bool = True


def offset_at(minutes: int, zone: str, written: datetime) -> timedelta:
    """How far a written instant lies ahead of the true one; a zone's wall clock taken for UTC."""
    found = zone_info(zone) if zone else None
    if found is None:
        return timedelta(minutes=minutes)
    wall = written.astimezone(UTC).replace(tzinfo=found)
    return wall.utcoffset() or timedelta(0)


def guess(floors: Sequence[Floor], channels: Sequence[int], zone: str) -> Guess | None:
    """What the floors of a feed's polls say of its clock; None where they say nothing."""
    lags = sorted(lag for _, lag in floors if abs(lag) < FARTHEST)
    ahead = [lag for lag in lags if lag < -GRACE]
    if len(ahead) >= POLLS_AHEAD and len(ahead) >= SHARE_AHEAD * len(floors):
        return _ahead(_lowest(ahead), floors[-1][0], channels, zone)
    if len(lags) >= POLLS_BEHIND and len(lags) >= 0.8 * len(floors):
        return _behind(lags, floors[-1][0], zone)
    return None


def _lowest(lags: Sequence[int]) -> int:
    """The least of sorted lags; not one that stands alone by an hour: an event announced."""
    return lags[1] if len(lags) > 1 and lags[1] - lags[0] > HOUR else lags[0]


def _ahead(lowest: int, at: int, channels: Sequence[int], zone: str) -> Guess:
    own = _zone_seconds(zone, at)
    if own > 0 and -GRACE <= lowest + own < HOUR - GRACE:
        return Guess(own // 60, zone=zone)
    whole = -(-(-lowest - GRACE) // HOUR) * 60
    told = round(-median(channels) / 1800) * 30 if len(channels) >= POLLS_AHEAD else 0
    if told in (whole, whole - 30) and abs(median(channels) + told * 60) <= 2 * GRACE:
        return Guess(told)
    half = whole - 30 in HALVES and lowest + (whole - 30) * 60 >= -GRACE
    return Guess(whole, slack=30 if half else 0)


def _behind(lags: Sequence[int], at: int, zone: str) -> Guess | None:
    lowest = _lowest(lags)
    sharp = lags[len(lags) // 10] - lowest <= SHARP[0] and median(lags) - lowest <= SHARP[1]
    own = _zone_seconds(zone, at)
    if own < 0 and sharp and -GRACE <= lowest + own < HOUR - GRACE:
        return Guess(own // 60, zone=zone)
    if own or not sharp or lowest < LEAST_BEHIND - GRACE:
        return None
    whole = (lowest + GRACE) // HOUR * 60
    half = lowest + GRACE - whole * 60 >= HOUR / 2
    return Guess(-whole, slack=30 if half else 0, sure=False)


def _zone_seconds(zone: str, at: int) -> int:
    """Seconds by which the zone is ahead of UTC; 0 where there is none to compare with."""
    found = zone_info(zone) if zone else None
    away = datetime.fromtimestamp(at, found).utcoffset() if found else None
    return int(away.total_seconds()) if away else 0


def corrected_lag(clock: FeedClock, floor: Floor) -> float:
    """Seconds from the true instant of a poll's freshest date to the poll."""
    at, lag = floor
    if not clock.zone:  # every poll asks this of 64 others
        return lag + clock.minutes * 60
    written = datetime.fromtimestamp(at - lag, UTC)
    return lag + offset_at(clock.minutes, clock.zone, written).total_seconds()


def against(clock: FeedClock, floors: Sequence[Floor]) -> list[int]:
    """Indices of the polls with dates that lie ahead even by the corrected clock."""
    return [n for n, floor in enumerate(floors) if corrected_lag(clock, floor) < -GRACE]


def ended(clock: FeedClock, floors: Sequence[Floor]) -> int | None:
    """Index of the first poll since which the clock is otherwise; None while it goes on.

    A clock that was set right brings no dates from ahead of the poll any more, one that was set
    back by summer's end none of the last hour before its edge. Which polls bring some hangs on
    the hour of day, so the second is believed only after many.
    """
    lags = [corrected_lag(clock, floor) for floor in floors]
    wide = max(HOUR, abs(clock.minutes) * 60)
    for within, surprise, polls in GIVEN_UP:
        near = [n for n, lag in enumerate(lags) if lag < (within or wide) - GRACE]
        last = near[-1] if near else -1
        since = len(lags) - last - 1
        share = min(len(near) / (last + 4), 0.8) if near else 0.5  # three polls of doubt
        if since >= polls and (1 - share) ** since < surprise:
            return last + 1
    return None
