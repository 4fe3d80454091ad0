"""How often a feed is asked by its rhythm: enough to lose little, seldom where little comes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from feeds.model import FeedState, Parsed, RawEntry, Response
from feeds.pacing.asks import remembered
from feeds.pacing.rhythm import expected, learn
from feeds.schedule import next_due
from feeds.settings import Settings

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)
USUAL, THRIFTY = Settings(), Settings(thrifty=True)
OK = Response("u", "u", MONDAY, 5, 200, {"etag": '"a"'})
Rhythm = tuple[float, ...]


def watched(counts: Callable[[datetime], int], hours: int = 7 * 24) -> Rhythm:
    """The rhythm of a feed that was polled hourly until Monday and listed so many an hour."""
    kept: Rhythm = ()
    for number in range(-hours, 0):
        at = MONDAY + number * HOUR
        kept = learn(kept, at, at + HOUR, [None] * counts(at))
    return kept


def document(entries: int, **fields: Any) -> Parsed:
    listed = (RawEntry(str(n), str(n), "", "Title", "", 0, "", "") for n in range(entries))
    return Parsed("rss", entries=tuple(listed), **fields)


def wait(
    rhythm: Rhythm,
    window: int = 20,
    settings: Settings = USUAL,
    at: datetime = MONDAY,
    response: Response = OK,
    **fields: Any,
) -> tuple[timedelta, str]:
    state = FeedState("herald", rhythm=rhythm)
    due_at, why = next_due(response, document(window, **fields), state, at, settings)
    return due_at - at, why


BUSY = watched(lambda at: 15)
STEADY = watched(lambda at: 1)
RARE = watched(lambda at: 1 if at.hour == 9 else 0)


def test_a_busy_feed_is_asked_before_half_its_window_is_new() -> None:
    interval, why = wait(BUSY)
    assert 10 * MINUTE <= interval < HOUR
    assert expected(BUSY, MONDAY, MONDAY + interval) <= 10
    assert why.endswith("min: its window of 20 may turn over sooner")
    assert wait(BUSY, window=200) == wait(STEADY, window=200)


def test_nothing_is_asked_oftener_than_the_shortest_interval() -> None:
    flood = watched(lambda at: 500)
    assert 10 * MINUTE <= wait(flood)[0] < 12 * MINUTE
    assert 30 * MINUTE <= wait(flood, settings=Settings(fastest_minutes=30))[0] < 34 * MINUTE
    calm = Settings(poll_minutes=120, fastest_minutes=120)
    assert 108 * MINUTE <= wait(flood, settings=calm)[0] <= 2 * HOUR


def test_a_rare_feed_waits_longer_but_never_beyond_a_third_of_a_day() -> None:
    interval, why = wait(RARE)
    assert 2 * HOUR < interval < 8 * HOUR
    assert why.endswith("h: it lists little at this time")
    silent = watched(lambda at: 0, 60 * 24)
    for settings in (USUAL, THRIFTY):
        assert 7 * HOUR < wait(silent, settings=settings)[0] <= 8 * HOUR
    assert wait(silent, settings=Settings(poll_minutes=720))[0] > 10 * HOUR
    assert wait(STEADY) == (wait(STEADY)[0], "every 60 min")


def test_a_feed_that_sleeps_at_night_is_asked_again_in_the_morning() -> None:
    kept = watched(lambda at: 8 if 7 <= at.hour < 22 else 0, 28 * 24)
    noon, night, before_dawn = (
        wait(kept, settings=THRIFTY, at=MONDAY + hours * HOUR)[0] for hours in (12, 23, 6)
    )
    assert noon <= HOUR < night < 8 * HOUR
    assert before_dawn < night


def test_bursts_are_given_more_room_than_a_trickle_of_as_many() -> None:
    bursty = watched(lambda at: 12 if at.hour % 12 == at.day % 12 else 0)
    assert wait(bursty, window=10)[0] < wait(STEADY, window=10)[0]


def test_in_its_first_day_a_feed_is_asked_as_usual() -> None:
    assert wait(watched(lambda at: 0, 20))[1] == "every 60 min"
    assert wait(()) == (wait(())[0], "every 60 min")


def test_thrift_trusts_a_silence_by_how_long_it_was_watched() -> None:
    first, morning, evening = (
        wait(watched(lambda at: 0, hours), settings=THRIFTY)[0] for hours in (2, 8, 20)
    )
    assert first <= HOUR
    assert 1.5 * HOUR < morning <= 2 * HOUR
    assert 3 * HOUR < evening <= 5 * HOUR


def test_a_feed_whose_window_turns_over_hourly_is_soon_asked_oftener() -> None:
    kept = watched(lambda at: 0, 72)
    intervals = []
    for _ in range(8):  # it lists an entry in five minutes, undated, and shows ten
        intervals.append(wait(kept, window=10)[0])
        gap = max(HOUR, intervals[-1]) if len(intervals) == 1 else intervals[-1]
        new = int(gap / (5 * MINUTE))
        kept = learn(kept, MONDAY, MONDAY + gap, [None] * min(new, 10), lost=new >= 10)
    assert intervals[0] > HOUR
    assert all(interval < 25 * MINUTE for interval in intervals[2:])


def test_a_feed_that_wakes_up_is_soon_asked_as_usual_again() -> None:
    asleep = watched(lambda at: 1 if at.hour == 9 and at.weekday() == 0 else 0)
    awake = learn(asleep, MONDAY, MONDAY + 4 * HOUR, [None] * 12)
    assert wait(asleep, settings=THRIFTY)[0] > 4 * HOUR
    assert wait(awake, settings=THRIFTY, at=MONDAY + 4 * HOUR)[0] < 3 * HOUR
    awake = learn(awake, MONDAY + 4 * HOUR, MONDAY + 6 * HOUR, [None] * 12)
    assert wait(awake, settings=THRIFTY, at=MONDAY + 6 * HOUR)[0] < 1.25 * HOUR


def test_thrift_is_never_in_more_of_a_hurry() -> None:
    for kept in (BUSY, STEADY, RARE):
        assert wait(kept, settings=THRIFTY)[0] >= wait(kept)[0]
    assert wait(BUSY, settings=THRIFTY)[0] >= 40 * MINUTE


def test_a_short_document_is_no_reason_to_hurry() -> None:
    assert wait(RARE, window=1)[0] > HOUR
    assert wait(RARE, window=1) == wait(RARE, window=5)


MAX_AGE = replace(OK, headers={"etag": '"a"', "cache-control": "max-age=7200"})


def test_a_servers_wish_is_kept_unless_entries_would_be_lost() -> None:
    assert wait(STEADY, response=MAX_AGE)[0] == 2 * HOUR
    interval, why = wait(BUSY, response=MAX_AGE)
    assert interval < HOUR
    assert "max-age asks for 2.0 h, but its window of 20 may turn over sooner" in why
    assert "ttl asks for 3.0 h, but its window" in wait(BUSY, ttl_minutes=180)[1]
    young = watched(lambda at: 15, 5)
    assert wait(young, response=MAX_AGE)[0] == 2 * HOUR


def test_retry_after_is_kept_whatever_would_be_lost() -> None:
    later = replace(OK, status=429, outcome="throttled", headers={"retry-after": "36000"})
    due_at, why = next_due(later, None, FeedState("herald", rhythm=BUSY), MONDAY, Settings())
    assert (due_at - MONDAY, why) == (10 * HOUR, "the server's Retry-After asks for 10.0 h")


BARE = replace(OK, headers={})


def test_without_validators_a_feed_is_asked_daily_unless_its_window_needs_more() -> None:
    assert wait(RARE, response=BARE)[0] > 21 * HOUR
    assert 2 * HOUR < wait(STEADY, response=BARE)[0] < 12 * HOUR
    assert wait(BUSY, response=BARE)[0] < HOUR


def test_a_restart_changes_nothing() -> None:
    again = tuple(json.loads(json.dumps(BUSY)))
    assert wait(again) == wait(BUSY)


def test_what_was_asked_for_survives_what_is_learnt() -> None:
    kept = remembered(STEADY, MAX_AGE, document(3, ttl_minutes=240))
    later = learn(kept, MONDAY, MONDAY + HOUR, [])
    state = FeedState("herald", rhythm=later, window=tuple(map(str, range(40))))
    unchanged = replace(OK, status=304)
    assert next_due(unchanged, None, state, MONDAY, Settings())[0] == MONDAY + 4 * HOUR


def test_a_machine_without_a_network_wakes_within_the_hour() -> None:
    def tried(failures: int) -> timedelta:
        silent = Response("u", "u", MONDAY, 5, outcome="failed", error="no such host")
        state = FeedState("herald", failures=failures)
        return next_due(silent, None, state, MONDAY, Settings())[0] - MONDAY

    assert all(HOUR * 0.9 <= tried(failures) <= HOUR for failures in range(72))
    assert tried(73) > HOUR
    assert DAY * 0.9 <= tried(99) <= DAY
