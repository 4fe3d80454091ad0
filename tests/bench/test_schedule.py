"""The simulation counts right, on small streams whose answers are known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.bench.bounds import hindsight, unavoidable
from tests.bench.schedule import ARCHIVE, POLICIES, Tally, simulated, span
from tests.bench.shared import shared
from tests.bench.streams import LOOK, Listing, Streams, read_streams, reading

START = datetime(2026, 3, 2, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
DAYS = 3


def listed(every: timedelta, first: timedelta = MINUTE) -> list[Listing]:
    number = int((DAYS * 24 * HOUR - first) / every) + 1
    return [Listing(START + first + every * n, None) for n in range(number)]


def run(streams: Streams, policy: str, window: int = 10) -> Tally:
    first, second = simulated(streams, window, POLICIES[policy], *span(streams))
    return first + second


BUSY = {"busy": listed(4 * MINUTE)}  # fifteen an hour
RARE = {"rare": listed(12 * HOUR, HOUR / 2)}


def test_hourly_polls_lose_what_an_hour_brings_beyond_the_window() -> None:
    tally = run(BUSY, "hourly")
    assert (tally.polls, tally.lost) == (DAYS * 24, 5 * DAYS * 24)
    assert tally.stored == len(tally.delays) == len(BUSY["busy"]) - tally.lost
    assert unavoidable(BUSY, 10, HOUR, *span(BUSY)) == (DAYS * 24, 5 * DAYS * 24)
    assert unavoidable(BUSY, 10, HOUR / 2, *span(BUSY))[1] == 5


def test_adaptive_polls_learn_the_pace_of_a_busy_feed() -> None:
    tally = run(BUSY, "adaptive")
    assert tally.lost <= 20
    assert tally.stored == len(BUSY["busy"]) - tally.lost
    assert run(BUSY, "thrifty").lost < run(BUSY, "hourly").lost


def test_adaptive_polls_leave_a_rare_feed_alone() -> None:
    hourly, adaptive, thrifty = (run(RARE, policy) for policy in POLICIES)
    assert hourly.polls > adaptive.polls > thrifty.polls
    assert hourly.lost == adaptive.lost == thrifty.lost == 0


def test_hindsight_takes_the_rarest_interval_that_loses_least() -> None:
    every_hour, every_day = DAYS * 24, DAYS + 1
    assert hindsight(BUSY, 15, *span(BUSY)) == (every_hour, 0)
    assert hindsight(RARE, 10, *span(RARE)) == (every_day, 0)
    assert hindsight(BUSY, 10, *span(BUSY))[1] == unavoidable(BUSY, 10, HOUR, *span(BUSY))[1]


def test_readings_spread_a_batch_over_the_time_since_the_look_before() -> None:
    stored = START + 5 * HOUR
    batch = [Listing(stored + n * timedelta(seconds=1), None) for n in range(4)]
    dated = Listing(stored + timedelta(seconds=4), stored - 10 * MINUTE)
    late = Listing(stored + timedelta(seconds=5), stored - 9 * HOUR)
    streams = {"feed": [*batch, dated, late]}
    end = late.at
    assert reading(streams, "archived") is streams
    even = [item.at for item in reading(streams, "even")["feed"]]
    assert even == [end - LOOK + LOOK * n / 6 for n in range(1, 7)]
    by_date = [item.at for item in reading(streams, "dated")["feed"]]
    assert stored - 10 * MINUTE in by_date
    assert len(by_date) == 6
    assert all(end - LOOK < at <= end for at in by_date)


@pytest.mark.corpus
def test_the_archive_gives_the_known_figures_of_hourly_polls() -> None:
    if not (shared() / ARCHIVE).exists():
        pytest.skip(f"no {ARCHIVE} under COVERLINE_SHARED")
    streams = read_streams(shared() / ARCHIVE)
    found = [unavoidable(streams, window, HOUR, *span(streams)) for window in (10, 20, 40)]
    assert found == [(26_352, 1_086), (26_352, 79), (26_352, 0)]
    by_minute = [unavoidable(streams, window, MINUTE, *span(streams))[1] for window in (10, 20)]
    assert by_minute == [1_030, 67]
