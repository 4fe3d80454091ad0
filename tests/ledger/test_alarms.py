"""Alarms of feeds that answer and yet are broken: lived through, hour by hour, on made-up weeks."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from feeds.ledger import judge
from feeds.ledger.alarms import ANOTHER, OLD, QUIET, SAME, Sight, alarms, chance_of_none, judged
from feeds.ledger.traits import Traits, forgotten
from feeds.model import UNDATED, Feed, FeedState, Parsed, RawEntry, Response
from feeds.settings import Settings

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
POLLED = 6  # hours
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEED = Feed("herald", "herald", "https://herald.example/rss", "en")
Rate = Callable[[datetime], float]  # entries an hour


def item(key: str, at: datetime | None, host: str = "herald.example") -> RawEntry:
    link = f"https://{host}/{key}"
    raw = at.isoformat() if at else ""
    return RawEntry(key, key, link, f"Story {key}", "", 0, "", "", published_raw=raw)


@dataclass
class Life:
    """A feed of thirty entries that publishes at a rate, polled every few hours."""

    rate: Rate
    seed: int = 1
    validators: bool = True
    title: str = "Harbour Herald"
    host: str = "herald.example"
    state: FeedState = field(default_factory=lambda: FeedState(FEED.id))
    known: dict[str, tuple[int, str]] = field(default_factory=dict)
    window: list[RawEntry] = field(default_factory=list)
    at: datetime = MONDAY

    def __post_init__(self) -> None:
        self.draw = random.Random(self.seed)
        past = sorted(self._published(MONDAY - 60 * DAY, MONDAY))[-30:]
        self._show(past)

    def live(self, days: float) -> Iterator[str]:
        """The alarms after every poll of so many days."""
        for _ in range(round(days * 24 / POLLED)):
            news = self._published(self.at, self.at + POLLED * HOUR)
            self.at += POLLED * HOUR
            self._show(news)
            yield self._polled(bool(news))

    def _published(self, start: datetime, end: datetime) -> list[datetime]:
        found = []
        while start < end:
            for _ in range(self._drawn(self.rate(start))):
                found.append(start + HOUR * self.draw.random())
            start += HOUR
        return found

    def _drawn(self, rate: float) -> int:
        """Poisson in clumps of one to three."""
        count, left = 0, rate / 2
        while left > 0 and (left := left - self.draw.expovariate(1.0)) > 0:
            count += self.draw.randint(1, 3)
        return count

    def _show(self, dates: Sequence[datetime]) -> None:
        new = [item(f"{date.timestamp():.0f}", date, self.host) for date in sorted(dates)]
        self.window = [*new[::-1], *self.window][:30]

    def _polled(self, news: bool) -> str:
        """A 304 where nothing is new and the server has validators."""
        unchanged = self.validators and not news and self.state.window
        body = "" if unchanged else f"{self.title}{[e.key for e in self.window]}"
        response = Response(FEED.url, FEED.url, self.at, 5, 304 if unchanged else 200)
        parsed = None if unchanged else Parsed("rss", self.title, entries=tuple(self.window))
        answered = replace(response, body=body.encode())
        record = judge(FEED, answered, parsed, self.state, self.known, Settings())
        self.known |= {e.raw.key: (e.version, e.raw.content_hash) for e in record.entries}
        self.state = record.state
        return record.state.alarm


def steady(a_day: float) -> Rate:
    return lambda at: a_day / 24


def by_day(a_day: float, days: Sequence[int] = range(7)) -> Rate:
    """So many a day between 7 and 17 UTC, on these weekdays (Monday is 0)."""
    return lambda at: a_day / 10 if 7 <= at.hour < 17 and at.weekday() in days else 0.0


def weekly(at: datetime) -> float:
    """A ministry: about three on Wednesday noon."""
    return 3.0 if (at.weekday(), at.hour) == (2, 12) else 0.0


LIVES = {
    "busy agency": steady(200),
    "newspaper by day": by_day(40),
    "working week": by_day(30, range(5)),
    "busy working week": by_day(150, range(5)),
    "sunday to thursday": by_day(20, (6, 0, 1, 2, 3)),
    "a few a day": steady(3),
    "one a day": by_day(1),
    "weekly ministry": weekly,
    "a few a month": steady(0.3),
}


@pytest.mark.parametrize("name", LIVES)
def test_no_false_alarm_in_ten_weeks_of_nights_weekends_and_first_days(name: str) -> None:
    life = Life(LIVES[name])
    assert [alarm for alarm in life.live(70) if alarm] == []


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("busy agency", 1.2),
        ("newspaper by day", 2),
        ("working week", 4),
        ("busy working week", 3.5),
        ("sunday to thursday", 4),
        ("a few a day", 8),
        ("one a day", 40),
        ("weekly ministry", 35),
    ],
)
def test_a_feed_that_stops_is_told_in_time_and_until_it_speaks_again(
    name: str, days: float
) -> None:
    life = Life(LIVES[name])
    assert not any(life.live(28))
    life.rate = steady(0)
    told = [alarm for alarm in life.live(days) if alarm]
    assert told, "told in time"
    assert told[-1].startswith((QUIET, OLD))
    assert all(life.live(60)), "and told as long as it lasts, also when the rhythm is forgotten"
    life.rate = steady(200)
    assert list(life.live(0.5))[-1] == ""


def test_a_body_that_stays_the_same_byte_for_byte_is_told_as_a_stuck_cache() -> None:
    life = Life(steady(60), validators=False)
    assert not any(life.live(14))
    life.rate = steady(0)
    assert list(life.live(3))[-1].startswith(SAME)


def test_a_feed_of_a_few_days_is_not_told_for_its_first_weekend() -> None:
    for start in range(7):
        rate = by_day(60, [day % 7 for day in range(start, start + 5)])
        assert not any(Life(rate).live(8))


def sight(*listed: RawEntry, at: datetime = MONDAY, **facts: object) -> Sight:
    found = Sight(at, listed, Traits("Harbour Herald", "herald.example"))
    return replace(found, **facts)  # type: ignore[arg-type]


def ago(*days: float) -> tuple[RawEntry, ...]:
    return tuple(item(f"k{n}", MONDAY - day * DAY) for n, day in enumerate(days))


STATE = FeedState("herald", title="Harbour Herald", link_host="herald.example")


@pytest.mark.parametrize(
    ("days", "alarm"),
    [
        ((1, 2, 3, 4, 5), False),
        ((31, 32, 33, 34, 35), True),
        ((20, 20.1, 20.2, 20.3, 20.4, 20.5, 20.6), True),  # hourly once, silent for weeks
        ((6, 6.1, 6.2, 6.3, 6.4), False),  # a week off
        ((40, 61, 83, 104), False),  # a slow one
        ((20, 27, 34, 41, 48, 55), False),  # weekly, on holiday
        ((40, 47, 54, 61, 68), True),  # weekly, and gone
        ((45,), True),
        ((2, 3, 4, 5, 400), False),  # an evergreen at the bottom
        ((50, 51, 52, 53, 400), True),
        ((-2000, 40, 41, 42), True),  # a pin dated far ahead hides nothing
    ],
)
def test_only_old_entries_is_measured_by_the_feeds_own_pace(
    days: tuple[float, ...], alarm: bool
) -> None:
    assert ("only old entries" in judged(sight(*ago(*days)), STATE)) == alarm


@pytest.mark.parametrize(
    ("hours", "alarm"),
    [
        ((-3, -2, -1, 0, 1), "3 of 5, by up to 3.0 hours"),
        ((-0.2, 1, 2), ""),
        ((-3, 1, 2), ""),  # one slip
        ((-3, -2, *range(30)), ""),  # two of many
        ((-24 * 3, -24 * 3, 1), "by up to 3 days"),
    ],
)
def test_dates_in_the_future_are_told_where_they_are_no_slip(
    hours: tuple[float, ...], alarm: str
) -> None:
    told = judged(sight(*ago(*(hour / 24 for hour in hours))), STATE)
    assert alarm in told if alarm else not told


def test_all_undated_is_told_until_a_dated_entry_comes() -> None:
    told = judged(sight(item("a", None), item("b", None)), STATE)
    assert told.startswith(UNDATED)
    unchanged = Sight(MONDAY, None, Traits("", ""))
    assert judged(unchanged, replace(STATE, alarm=told)) == told
    assert judged(sight(item("a", None), *ago(1)), replace(STATE, alarm=told)) == ""


@pytest.mark.parametrize(
    ("title", "host", "alarm"),
    [
        ("Harbour Herald", "herald.example", False),
        ("Harbour Herald – World", "herald.example", False),  # a new title
        ("Harbour Herald", "cdn.example.net", False),  # a new host
        ("Herald of the harbour", "news.herald.example", False),  # of the same owner
        ("Lucky Casino", "casino.example", True),
        ("Lucky Casino", "herald.gov.example", True),
        ("", "casino.example", False),
    ],
)
def test_another_outlet_differs_in_title_and_links(title: str, host: str, alarm: bool) -> None:
    told = judged(sight(*ago(1, 2), traits=Traits(title, host)), STATE)
    assert told.startswith(ANOTHER) == alarm
    assert not alarm or "coverline feeds accept herald" in told


def test_another_outlet_is_told_until_it_is_accepted_or_gone() -> None:
    life = Life(steady(24))
    assert not any(life.live(3))
    life.title, life.host = "Lucky Casino", "casino.example"
    life.window = []
    told = list(life.live(2))[2:]
    assert all(alarm.startswith(ANOTHER) for alarm in told)
    assert (life.state.title, life.state.link_host) == ("Harbour Herald", "herald.example")
    life.state = forgotten(life.state)
    assert not any(life.live(2))
    assert (life.state.title, life.state.link_host) == ("Lucky Casino", "casino.example")


def test_each_alarm_is_a_line_with_what_to_do() -> None:
    state = replace(STATE, title="Old", link_host="old.example")
    found = judged(sight(item("a", None), problem="broken XML", settled=False), state)
    told = alarms(replace(STATE, alarm=found))
    assert len(told) == 4
    assert all(";" in alarm or ":" in alarm for alarm in told)


def test_a_clump_of_news_is_no_proof_of_a_rhythm() -> None:
    assert chance_of_none(0, 1000) == 1
    assert chance_of_none(7, 1000) > 0.001 > chance_of_none(13, 1000)


def test_a_rate_that_is_little_known_proves_little() -> None:
    assert chance_of_none(13, 1000) < 0.001 < chance_of_none(13, 10)
