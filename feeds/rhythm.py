"""A feed's rhythm: how many entries to expect of it by hour of day and day of week (pure).

Learnt poll by poll and slowly forgotten. The rate of an hour is its entries per hour observed,
drawn to the feed's overall rate while it is young, times a factor of its weekday, drawn to 1.
Kept as a flat tuple of numbers in a feed's state; () knows nothing. All hours are UTC.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import exp, floor

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FORGOTTEN = 14 * 24.0  # hours observed until a count weighs 1/e
PRIOR_ENTRIES, PRIOR_HOURS = 1.0, 2.0  # what is held of a feed before anything is known
PULL_HOUR = 1.5  # hours at the overall rate that an hour of day starts with
PULL_DAY = 30.0  # entries at factor 1 that a weekday starts with
CLUMPS, PULL_CLUMPS = 2.0, 20.0  # variance over mean before it is known, and its weight
SEED = 12.0  # hours observed that the dates of a first document are worth, at most
LONGEST = 28 * DAY  # of one stretch; what lies before is forgotten anyway
FACTS = 5  # numbers before the tables


@dataclass(slots=True)
class _Rhythm:
    """The numbers of a kept rhythm by name; counts fade, so they are no whole numbers."""

    server_asks: float = 0.0  # hours between polls that the headers asked for last
    feed_asks: float = 0.0  # the same, of the document itself
    watched: float = 0.0  # hours observed, by polls only
    errors: float = 0.0  # of (new entries - expected)², over polls
    tried: float = 0.0  # of expected entries, over the same polls
    hour_entries: list[float] = field(default_factory=lambda: [0.0] * 24)
    hour_hours: list[float] = field(default_factory=lambda: [0.0] * 24)
    day_entries: list[float] = field(default_factory=lambda: [0.0] * 7)
    day_expected: list[float] = field(default_factory=lambda: [0.0] * 7)

    @property
    def hours(self) -> float:
        return sum(self.hour_hours)

    def level(self) -> float:
        """Entries an hour, over all hours."""
        return (sum(self.hour_entries) + PRIOR_ENTRIES) / (self.hours + PRIOR_HOURS)

    def on_any_day(self, hour: int, level: float) -> float:
        """Entries an hour at that hour of day, whatever the weekday."""
        own = hour % 24
        return (self.hour_entries[own] + PULL_HOUR * level) / (self.hour_hours[own] + PULL_HOUR)

    def factor(self, hour: int) -> float:
        """How much more its weekday brings than any day."""
        day = _weekday(hour)
        return (self.day_entries[day] + PULL_DAY) / (self.day_expected[day] + PULL_DAY)

    def fade(self, hours: float) -> None:
        left = exp(-hours / FORGOTTEN)
        self.watched, self.errors, self.tried = (
            number * left for number in (self.watched, self.errors, self.tried)
        )
        for table in (self.hour_entries, self.hour_hours, self.day_entries, self.day_expected):
            table[:] = [number * left for number in table]

    def add(self, hour: int, entries: float, hours: float) -> None:
        """Count what an hour brought, and so much of it as was observed."""
        self.hour_entries[hour % 24] += entries
        self.hour_hours[hour % 24] += hours

    def add_to_day(self, hour: int, entries: float, expected: float) -> None:
        """The same for its weekday, beside what any day would have brought."""
        self.day_entries[_weekday(hour)] += entries
        self.day_expected[_weekday(hour)] += expected

    def kept(self) -> tuple[float, ...]:
        facts = (self.server_asks, self.feed_asks, self.watched, self.errors, self.tried)
        tables = (self.hour_entries, self.hour_hours, self.day_entries, self.day_expected)
        return tuple(round(number, 3) for part in (facts, *tables) for number in part)


def begin(dates: Sequence[datetime | None], at: datetime) -> tuple[float, ...]:
    """A first idea of the rhythm from the dates of a first document.

    Only its newer half tells: at the end of a document old entries may linger.
    """
    past = sorted((date for date in dates if date and date <= at), reverse=True)
    if len(past) < 4:
        return ()
    from_at = past[len(past) // 2]
    learnt = _of(learn((), from_at, at, past[: len(past) // 2]))
    if not learnt.hours:
        return ()
    worth = min(1.0, SEED / learnt.hours)
    for table in (learnt.hour_entries, learnt.hour_hours, learnt.day_entries, learnt.day_expected):
        table[:] = [number * worth for number in table]
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
    rhythm = _of(kept)
    _count(rhythm, _hours(from_at), _hours(to_at), [_hours(date) for date in inside], len(dates))
    return rhythm.kept()


def _count(rhythm: _Rhythm, start: float, end: float, dated: Sequence[float], entries: int) -> None:
    level, known, a_day = rhythm.level(), rhythm.hours >= 1, rhythm.hours >= 24
    cells = [(h, part, rhythm.on_any_day(h, level) * part) for h, part in _cells(start, end)]
    expected = sum(plain * rhythm.factor(hour) for hour, _, plain in cells)
    rhythm.fade(end - start)
    rhythm.watched += end - start
    if known:  # the first stretch has nothing to be compared with
        rhythm.errors += (entries - expected) ** 2
        rhythm.tried += expected
    spread = (entries - len(dated)) / (end - start)
    for hour, part, _ in cells:
        rhythm.add(hour, spread * part, part)
    for date in dated:
        rhythm.add(floor(date), 1.0, 0.0)
    if a_day:  # before, nothing tells what any day brings
        for hour, part, plain in cells:
            rhythm.add_to_day(hour, spread * part, plain)
        for date in dated:
            rhythm.add_to_day(floor(date), 1.0, 0.0)


def expected(kept: tuple[float, ...], from_at: datetime, to_at: datetime) -> float:
    """New entries to expect in (from_at, to_at]; 0 where no rhythm is known."""
    return ([0.0] + [count for _, count in ahead(kept, from_at, to_at)])[-1]


def ahead(
    kept: tuple[float, ...], from_at: datetime, to_at: datetime
) -> Iterator[tuple[float, float]]:
    """(hours from then on, new entries to expect by then), hour by hour; none if unknown."""
    rhythm, start = _of(kept), _hours(from_at)
    if not rhythm.hours:
        return
    level, hours, entries = rhythm.level(), 0.0, 0.0
    factors = [rhythm.factor(24 * (day + 4)) for day in range(7)]  # from Monday, 5 January 1970
    for hour, part in _cells(start, _hours(to_at)):
        hours += part
        entries += rhythm.on_any_day(hour, level) * factors[_weekday(hour)] * part
        yield hours, entries


def missed(kept: tuple[float, ...], from_at: datetime, to_at: datetime) -> tuple[float, float]:
    """(entries that used to come in as long as (from_at, to_at], in which none came; entries
    that this was learnt from), by like hours of like weekdays.

    Nothing is supposed of weekdays never watched, and what was forgotten of the time before
    the silence, while it was watched, is put back.
    """
    rhythm, silence = _of(kept), _hours(to_at) - _hours(from_at)
    entries = sum(rhythm.hour_entries)
    if not entries or silence <= 0:
        return 0.0, 0.0
    left = exp(-min(silence, 4 * FORGOTTEN) / FORGOTTEN)
    weeks = max(1.0, (rhythm.hours - FORGOTTEN * (1 - left)) / left / 168)
    cells = _cells(_hours(from_at), _hours(to_at))
    like = sum(
        rhythm.day_entries[_weekday(hour)] * rhythm.hour_entries[hour % 24] / entries * part
        for hour, part in cells
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
    return (server / HOUR, feed / HOUR, *(kept or _Rhythm().kept())[2:])


def _of(kept: tuple[float, ...]) -> _Rhythm:
    """A kept rhythm by name; one of another length is from elsewhere and counts as unknown."""
    if len(kept) != FACTS + 2 * 24 + 2 * 7:
        return _Rhythm()
    server, feed, watched, errors, tried, *tables = kept
    hours, days = tables[:48], tables[48:]
    return _Rhythm(server, feed, watched, errors, tried, hours[:24], hours[24:], days[:7], days[7:])


def _cells(start: float, end: float) -> Iterator[tuple[int, float]]:
    """(hour since 1970, part of it) from start to end."""
    for hour in range(floor(start), floor(end) + 1):
        part = min(end, hour + 1) - max(start, hour)
        if part > 0:
            yield hour, part


def _hours(at: datetime) -> float:
    return at.timestamp() / 3600


def _weekday(hour: int) -> int:
    return (hour // 24 + 3) % 7  # 1970 began on a Thursday; Monday is 0
