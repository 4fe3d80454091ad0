"""What a feed's rhythm is counted in, and how it is kept: a flat tuple of numbers (pure).

By hour of day: the entries it listed and the hours observed. By weekday: its entries beside
those that any day would have brought. Of the last half day: the same, beside what was expected.
Hours are numbered from 1970, in UTC.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from math import exp, floor

FORGOTTEN = 14 * 24.0  # hours observed until a count weighs 1/e
PASSING = 12.0  # hours until what is unusual today weighs 1/e
PRIOR_ENTRIES, PRIOR_HOURS = 1.0, 2.0  # what is held of a feed before anything is known
PULL_HOUR = 1.5  # hours at the overall rate that an hour of day starts with
PULL_DAY = 30.0  # entries at factor 1 that a weekday starts with
PULL_TODAY = 1.0  # entries at factor 1 that today starts with
LENGTH = 5 + 2 * 24 + 2 * 7 + 2  # of what is kept


@dataclass(slots=True)
class Tallies:
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
    today_entries: float = 0.0
    today_expected: float = 0.0

    @property
    def hours(self) -> float:
        """Hours observed, or told by a first document."""
        return sum(self.hour_hours)

    def level(self) -> float:
        """Entries an hour, over all hours."""
        return (sum(self.hour_entries) + PRIOR_ENTRIES) / (self.hours + PRIOR_HOURS)

    def on_any_day(self, level: float) -> list[float]:
        """Entries an hour at each hour of day, whatever the weekday."""
        counts, pull = zip(self.hour_entries, self.hour_hours, strict=True), PULL_HOUR * level
        return [(entries + pull) / (hours + PULL_HOUR) for entries, hours in counts]

    def factors(self) -> list[float]:
        """How much more each weekday brings than any day, Monday first."""
        counts = zip(self.day_entries, self.day_expected, strict=True)
        return [(entries + PULL_DAY) / (expected + PULL_DAY) for entries, expected in counts]

    def excess(self) -> float:
        """How much more than usual comes just now: 1 is twice as much, 0 is as ever or less:
        a silence may end at any time."""
        today = (self.today_entries + PULL_TODAY) / (self.today_expected + PULL_TODAY)
        return max(today - 1, 0.0)

    def fade(self, hours: float) -> None:
        """Forget a little of everything."""
        left = exp(-hours / FORGOTTEN)
        self.watched, self.errors, self.tried = (
            number * left for number in (self.watched, self.errors, self.tried)
        )
        for table in self._tables():
            table[:] = [number * left for number in table]
        self.today_entries *= passing(hours)
        self.today_expected *= passing(hours)

    def weigh(self, worth: float) -> None:
        """Let the tables count for so much."""
        for table in self._tables():
            table[:] = [number * worth for number in table]

    def _tables(self) -> tuple[list[float], ...]:
        return (self.hour_entries, self.hour_hours, self.day_entries, self.day_expected)

    def add(self, hour: int, entries: float, hours: float) -> None:
        """Count what an hour brought, and so much of it as was observed."""
        self.hour_entries[hour % 24] += entries
        self.hour_hours[hour % 24] += hours

    def add_to_day(self, hour: int, entries: float, expected: float) -> None:
        """The same for its weekday, beside what any day would have brought."""
        self.day_entries[weekday(hour)] += entries
        self.day_expected[weekday(hour)] += expected

    def add_to_today(self, ago: float, entries: float, expected: float) -> None:
        """The same for today, so many hours ago, beside what the hour used to bring."""
        left = passing(ago)
        self.today_entries += entries * left
        self.today_expected += expected * left

    def kept(self) -> tuple[float, ...]:
        """The numbers in the order in which `of` reads them."""
        facts = (self.server_asks, self.feed_asks, self.watched, self.errors, self.tried)
        parts = (facts, *self._tables(), (self.today_entries, self.today_expected))
        return tuple([number and round(number, 3) for part in parts for number in part])


def of(kept: tuple[float, ...]) -> Tallies:
    """A kept rhythm by name; one of another length is from elsewhere and counts as unknown."""
    if len(kept) != LENGTH:
        return Tallies()
    server, feed, watched, errors, tried, *tables, entries, expected = kept
    hours, days = tables[:48], tables[48:]
    by_hour_and_day = (hours[:24], hours[24:], days[:7], days[7:])
    return Tallies(server, feed, watched, errors, tried, *by_hour_and_day, entries, expected)


def passing(hours: float) -> float:
    """How much of what is unusual is left after so many hours."""
    return exp(-hours / PASSING)


def cells(start: float, end: float) -> Iterator[tuple[int, float]]:
    """(hour since 1970, part of it) from start to end."""
    first, last = floor(start), floor(end)
    for hour in range(first, last + 1):
        whole = first < hour < last
        part = 1.0 if whole else min(end, hour + 1) - max(start, hour)
        if part > 0:
            yield hour, part


def since_1970(at: datetime) -> float:
    """Hours since 1970."""
    return at.timestamp() / 3600


def weekday(hour: int) -> int:
    """The weekday of an hour since 1970; Monday is 0."""
    return (hour // 24 + 3) % 7  # 1970 began on a Thursday
