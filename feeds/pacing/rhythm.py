"""A feed's rhythm: how many entries to expect of it by hour of day and day of week (pure).

Learnt poll by poll and slowly forgotten. The rate of an hour is its entries per hour observed,
drawn to the feed's overall rate while it is young, times a factor of its weekday, drawn to 1,
times one of today, which passes within hours: a feed that wakes up, or has a great day, is known
by what it listed last. Kept as a flat tuple of numbers in a feed's state; () knows nothing. All
hours are UTC.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from math import exp, floor

from feeds.pacing.tallies import FORGOTTEN, Tallies, cells, of, passing, since_1970, weekday

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CLUMPS, PULL_CLUMPS = 2.0, 20.0  # variance over mean before it is known, and its weight
SEED = 12.0  # hours observed that the dates of a first document are worth, at most
LONGEST = 28 * DAY  # of one stretch; what lies before is forgotten anyway
# an hour's middle since 1970, how much of it, its entries on any day, and on its weekday
_Part = tuple[float, float, float, float]


def begin(dates: Sequence[datetime | None], at: datetime) -> tuple[float, ...]:
    """A first idea of the rhythm from the dates of a first document.

    Only its newer half tells: at the end of a document old entries may linger.
    """
    past = sorted((date for date in dates if date and date <= at), reverse=True)
    if len(past) < 4:
        return ()
    from_at = past[len(past) // 2]
    learnt = of(learn((), from_at, at, past[: len(past) // 2]))
    if not learnt.hours:
        return ()
    learnt.weigh(min(1.0, SEED / learnt.hours))
    learnt.watched = learnt.errors = learnt.tried = 0.0
    return learnt.kept()


def learn(
    kept: tuple[float, ...],
    from_at: datetime,
    to_at: datetime,
    dates: Sequence[datetime | None],
    lost: bool = False,
) -> tuple[float, ...]:
    """The rhythm after (from_at, to_at] was observed; `dates` has one for each new entry.

    Entries dated elsewhere or not at all are spread evenly. Where some were `lost`, those that
    were seen tell only of the time since the oldest of them; undated, they are the least that
    came, which tells something only where no more was expected.
    """
    from_at = max(from_at, to_at - LONGEST)
    inside = sorted(date for date in dates if date and from_at < date <= to_at)
    if lost and len(inside) > 1:
        from_at, inside = inside[0], inside[1:]
        dates = inside
    elif lost and len(dates) < expected(kept, from_at, to_at):
        return kept
    if from_at >= to_at:
        return kept
    rhythm = of(kept)
    _count(
        rhythm,
        since_1970(from_at),
        since_1970(to_at),
        [since_1970(date) for date in inside],
        len(dates),
    )
    return rhythm.kept()


def _count(rhythm: Tallies, start: float, end: float, dated: Sequence[float], entries: int) -> None:
    known, a_day = rhythm.hours >= 1, rhythm.hours >= 24
    spread = (entries - len(dated)) / (end - start)
    parts = list(_usual(rhythm, start, end))
    expected = _foreseen(parts, start, rhythm.excess())
    rhythm.fade(end - start)
    rhythm.watched += end - start
    if known:  # the first stretch has nothing to be compared with
        rhythm.errors += (entries - expected) ** 2
        rhythm.tried += expected
    seen = [(at, spread * part, part, plain, usual) for at, part, plain, usual in parts]
    for at, count, part, plain, usual in seen + [(date, 1.0, 0.0, 0.0, 0.0) for date in dated]:
        rhythm.add(floor(at), count, part)
        if known:
            rhythm.add_to_today(end - at, count, usual)
        if a_day:  # before, nothing tells what any day brings
            rhythm.add_to_day(floor(at), count, plain)


def _usual(rhythm: Tallies, start: float, end: float) -> Iterator[_Part]:
    by_hour, factors = rhythm.on_any_day(rhythm.level()), rhythm.factors()
    for hour, part in cells(start, end):
        plain = by_hour[hour % 24] * part
        yield max(start, hour) + part / 2, part, plain, plain * factors[weekday(hour)]


def _foreseen(parts: Iterable[_Part], start: float, excess: float) -> float:
    """Entries to expect of them all, if at the start so much more than usual came."""
    return sum(usual * (1 + excess * passing(at - start)) for at, _, _, usual in parts)


def expected(kept: tuple[float, ...], from_at: datetime, to_at: datetime) -> float:
    """New entries to expect in (from_at, to_at]; 0 where no rhythm is known."""
    return ([0.0] + [count for _, count in ahead(kept, from_at, to_at)])[-1]


def ahead(
    kept: tuple[float, ...], from_at: datetime, to_at: datetime
) -> Iterator[tuple[float, float]]:
    """(hours from then on, new entries to expect by then), hour by hour; none if unknown."""
    rhythm, start = of(kept), since_1970(from_at)
    if not rhythm.hours:
        return
    by_hour, factors = rhythm.on_any_day(rhythm.level()), rhythm.factors()
    excess, hours, entries = rhythm.excess(), 0.0, 0.0
    for hour, part in cells(start, since_1970(to_at)):
        usual = by_hour[hour % 24] * factors[weekday(hour)] * part
        entries += usual * (1 + excess * passing(hours + part / 2)) if excess else usual
        hours += part
        yield hours, entries


def missed(kept: tuple[float, ...], from_at: datetime, to_at: datetime) -> tuple[float, float]:
    """(entries that used to come in as long as (from_at, to_at], in which none came; entries
    that this was learnt from), by like hours of like weekdays.

    Nothing is supposed of weekdays never watched, and what was forgotten of the time before
    the silence, while it was watched, is put back.
    """
    rhythm, silence = of(kept), since_1970(to_at) - since_1970(from_at)
    entries = sum(rhythm.hour_entries)
    if not entries or silence <= 0:
        return 0.0, 0.0
    left = exp(-min(silence, 4 * FORGOTTEN) / FORGOTTEN)
    weeks = max(1.0, (rhythm.hours - FORGOTTEN * (1 - left)) / left / 168)
    like = sum(
        rhythm.day_entries[weekday(hour)] * rhythm.hour_entries[hour % 24] / entries * part
        for hour, part in cells(since_1970(from_at), since_1970(to_at))
    )
    return like / left / weeks, entries / left


def clumps(kept: tuple[float, ...]) -> float:
    """Variance of the counts over their mean: 1 where entries come one by one, at random."""
    if not kept:
        return CLUMPS
    errors, tried = kept[3], kept[4]
    return max(1.0, (errors + CLUMPS * PULL_CLUMPS) / (tried + PULL_CLUMPS))


def watched(kept: tuple[float, ...]) -> float:
    """Hours observed by polls, as far as they are not forgotten."""
    return kept[2] if kept else 0.0


def asks(kept: tuple[float, ...]) -> tuple[timedelta, timedelta]:
    """The waits that the server's headers and the document asked for last."""
    return (kept[0] * HOUR, kept[1] * HOUR) if kept else (timedelta(), timedelta())


def with_asks(kept: tuple[float, ...], server: timedelta, feed: timedelta) -> tuple[float, ...]:
    """The rhythm with what was asked for beside it; a 304 may not repeat it."""
    if asks(kept) == (server, feed):
        return kept
    return (server / HOUR, feed / HOUR, *(kept or Tallies().kept())[2:])
