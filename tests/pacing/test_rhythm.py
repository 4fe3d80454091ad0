"""What is learnt of a feed's rhythm: hours, weekdays, clumps; and what is forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from feeds.pacing.rhythm import (
    asks,
    begin,
    clumps,
    expected,
    learn,
    watched,
    with_asks,
)

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
Rhythm = tuple[float, ...]
Counts = Callable[[datetime], int]


def hours(from_at: datetime, to_at: datetime) -> Iterator[datetime]:
    while from_at < to_at:
        yield from_at
        from_at += HOUR


def watching(counts: Counts, days: int, kept: Rhythm = (), start: datetime = MONDAY) -> Rhythm:
    """The rhythm after hourly polls of a feed that lists so many undated entries an hour."""
    for at in hours(start, start + days * DAY):
        kept = learn(kept, at, at + HOUR, [None] * counts(at))
    return kept


def office(at: datetime) -> int:
    """Four entries an hour from 8 to 18 on working days."""
    return 4 if 8 <= at.hour < 18 and at.weekday() < 5 else 0


def test_nothing_is_expected_of_a_feed_that_was_never_watched() -> None:
    assert expected((), MONDAY, MONDAY + DAY) == 0
    assert expected(with_asks((), HOUR, HOUR), MONDAY, MONDAY + DAY) == 0
    assert expected((1.0, 2.0), MONDAY, MONDAY + DAY) == 0


def test_a_steady_feed_is_expected_to_go_on() -> None:
    kept = watching(lambda at: 3, 7)
    assert expected(kept, MONDAY, MONDAY + DAY) == pytest.approx(72, rel=0.05)
    assert expected(kept, MONDAY + HOUR / 3, MONDAY + HOUR) == pytest.approx(2, rel=0.1)
    assert expected(kept, MONDAY + HOUR, MONDAY) == 0


def test_hours_of_the_day_are_told_apart() -> None:
    kept = watching(lambda at: 6 if at.hour == 9 else 0, 14)
    next_day = MONDAY + 14 * DAY
    at_nine = expected(kept, next_day + 9 * HOUR, next_day + 10 * HOUR)
    assert at_nine > 4
    assert expected(kept, next_day + 10 * HOUR, next_day + DAY) < at_nine / 2


def test_weekdays_are_told_apart_once_weeks_were_watched() -> None:
    kept = watching(office, 28)
    sunday, monday = MONDAY + 34 * DAY, MONDAY + 35 * DAY
    assert expected(kept, monday, monday + DAY) == pytest.approx(40, rel=0.2)
    assert expected(kept, sunday, sunday + DAY) < 12
    assert expected(kept, monday, monday + WEEK) == pytest.approx(200, rel=0.15)


def test_a_young_rhythm_is_drawn_to_the_feeds_overall_rate() -> None:
    kept = watching(lambda at: 2, 1, start=MONDAY)
    assert expected(kept, MONDAY + 5 * DAY, MONDAY + 6 * DAY) == pytest.approx(48, rel=0.1)
    one_burst = learn((), MONDAY, MONDAY + HOUR, [None] * 9)
    assert expected(one_burst, MONDAY + DAY, MONDAY + DAY + HOUR) < 6


def test_a_great_day_is_expected_to_last_for_some_hours_and_no_longer() -> None:
    calm = watching(lambda at: 1, 14)
    start = MONDAY + 14 * DAY
    great = learn(calm, start, start + 3 * HOUR, [None] * 20)
    now = start + 3 * HOUR
    assert expected(great, now, now + HOUR) > 2.5 * expected(calm, now, now + HOUR)
    later = now + 2 * DAY
    quiet = learn(great, now, later, [None] * 48)
    assert expected(quiet, later, later + HOUR) < 1.5 * expected(calm, later, later + HOUR)


def test_a_silence_does_not_tell_of_more_silence() -> None:
    calm = watching(lambda at: 2, 14)
    start = MONDAY + 14 * DAY
    silent = learn(calm, start, start + 6 * HOUR, [])
    now = start + 6 * HOUR
    assert expected(silent, now, now + HOUR) > 0.7 * expected(calm, now, now + HOUR)


def test_old_habits_are_forgotten() -> None:
    busy = watching(lambda at: 5, 28)
    calm = watching(lambda at: 1, 42, busy, MONDAY + 28 * DAY)
    start = MONDAY + 70 * DAY
    assert expected(calm, start, start + DAY) == pytest.approx(24, rel=0.25)


def test_dates_place_entries_within_a_long_gap() -> None:
    nine = [MONDAY + 9 * HOUR] * 10
    dated = learn((), MONDAY, MONDAY + DAY, nine)
    spread = learn((), MONDAY, MONDAY + DAY, [None] * 10)
    hour = (MONDAY + DAY + 9 * HOUR, MONDAY + DAY + 10 * HOUR)
    assert expected(dated, *hour) > 4 * expected(spread, *hour)
    elsewhere = learn((), MONDAY, MONDAY + DAY, [MONDAY - WEEK] * 10)
    assert elsewhere == spread


def test_where_entries_were_lost_only_the_time_of_those_seen_counts() -> None:
    seen = [MONDAY + DAY - number * timedelta(minutes=6) for number in range(10)]
    steady = watching(lambda at: 1, 2, start=MONDAY - 2 * DAY)
    kept = learn(steady, MONDAY, MONDAY + DAY, seen)
    cut = learn(steady, MONDAY, MONDAY + DAY, seen, lost=True)
    next_day = (MONDAY + DAY, MONDAY + 2 * DAY)
    assert expected(kept, *next_day) < expected(steady, *next_day) < expected(cut, *next_day)
    assert watched(cut) < watched(kept)
    assert learn(steady, MONDAY, MONDAY + DAY, [None] * 10, lost=True) == steady
    least = learn(steady, MONDAY, MONDAY + HOUR, [None] * 10, lost=True)
    assert expected(least, *next_day) > expected(steady, *next_day)


def test_no_time_teaches_nothing() -> None:
    kept = watching(office, 1)
    assert learn(kept, MONDAY, MONDAY, [MONDAY]) == kept
    assert learn(kept, MONDAY + DAY, MONDAY, [None]) == kept


def test_a_first_document_gives_a_first_idea_however_old_its_tail() -> None:
    fresh = [MONDAY - n * HOUR for n in range(20)]
    tail = [MONDAY - n * 300 * DAY for n in range(1, 10)]
    kept = begin([*fresh, *tail, None], MONDAY)
    assert expected(kept, MONDAY, MONDAY + 10 * HOUR) == pytest.approx(10, rel=0.25)
    assert watched(kept) == 0
    assert begin(fresh[:3], MONDAY) == ()
    assert begin([MONDAY + DAY] * 9, MONDAY) == ()
    assert begin([MONDAY] * 9, MONDAY) == ()


def test_bursts_are_told_from_a_trickle() -> None:
    trickle = watching(lambda at: 1, 7)
    bursty = watching(lambda at: 12 if at.hour % 12 == at.day % 12 else 0, 7)
    assert clumps(()) == 2
    assert clumps(trickle) == pytest.approx(1, abs=0.1)
    assert clumps(bursty) > 5


def test_what_was_asked_for_is_kept_beside_it() -> None:
    kept = watching(office, 1)
    asking = with_asks(kept, 3 * HOUR, HOUR / 2)
    assert asks(asking) == (3 * HOUR, HOUR / 2)
    assert asks(learn(asking, MONDAY, MONDAY + HOUR, [])) == (3 * HOUR, HOUR / 2)
    assert expected(asking, MONDAY, MONDAY + DAY) == expected(kept, MONDAY, MONDAY + DAY)
    assert with_asks((), timedelta(), timedelta()) == ()


def test_a_long_outage_is_learnt_in_bounded_time() -> None:
    kept = learn((), MONDAY - 4000 * DAY, MONDAY, [None] * 10)
    assert expected(kept, MONDAY, MONDAY + DAY) < 1
