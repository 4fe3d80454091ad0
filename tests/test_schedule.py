"""When a feed is polled next: hourly at most, later where asked or failing, never never."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from feeds.model import Feed, FeedState, Parsed, RawEntry, Response
from feeds.pacing.asks import remembered
from feeds.schedule import due, next_due
from feeds.settings import Settings

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NEW = FeedState("herald")
HOURLY = Settings(poll_minutes=60)
ITEM = RawEntry("k", "k", "", "Title", "", 0, "", "")


def answer(status: int = 200, **headers: str) -> Response:
    found = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response("u", "u", NOW, 5, status, {"etag": '"a"'} | found)


def document(*dates: str, **fields: Any) -> Parsed:
    items = tuple(replace(ITEM, key=str(n), published_raw=raw) for n, raw in enumerate(dates))
    return Parsed("rss", entries=items or (ITEM,), **fields)


def wait(
    response: Response, parsed: Parsed | None = None, state: FeedState = NEW
) -> tuple[timedelta, str]:
    at, why = next_due(response, parsed, state, NOW, HOURLY)
    return at - NOW, why


def test_an_hourly_feed_never_misses_its_hour_and_is_not_hurried() -> None:
    for name in map(str, range(50)):
        interval, why = wait(answer(), document(), FeedState(name))
        assert HOUR * 0.9 <= interval <= HOUR
        assert why == "every 60 min"


def test_jitter_is_the_feeds_own_and_always_the_same() -> None:
    intervals = [wait(answer(), document(), FeedState(str(n)))[0] for n in range(20)]
    assert len(set(intervals)) == 20
    assert intervals == [wait(answer(), document(), FeedState(str(n)))[0] for n in range(20)]


@pytest.mark.parametrize(
    ("headers", "expected", "word"),
    [
        ({"cache_control": "public, max-age=10800"}, 3 * HOUR, "max-age"),
        ({"cache_control": "max-age=10800", "age": "3600"}, 2 * HOUR, "max-age"),
        ({"cache_control": "max-age=9999999"}, DAY, "max-age"),
        (
            {"expires": "Sun, 01 Mar 2026 12:00:00 GMT", "date": "Sun, 01 Mar 2026 10:00:00 GMT"},
            2 * HOUR,
            "Expires",
        ),
    ],
)
def test_headers_can_ask_for_more_time(headers: dict[str, str], expected: Any, word: str) -> None:
    for status, parsed in ((200, document()), (304, None)):
        interval, why = wait(answer(status, **headers), parsed)
        assert interval == expected
        assert word in why


@pytest.mark.parametrize("control", ["no-cache", "max-age=0", "max-age=60", "max-age=", "garbage"])
def test_headers_cannot_ask_for_less(control: str) -> None:
    assert wait(answer(cache_control=control, expires="0"), document())[1] == "every 60 min"


def test_the_feed_itself_can_ask_for_more_time() -> None:
    assert wait(answer(), document(ttl_minutes=180))[0] == 3 * HOUR
    assert wait(answer(), document(update_period_minutes=1440))[0] == DAY
    assert wait(answer(), document(ttl_minutes=5))[0] <= HOUR


def test_a_304_keeps_the_interval_of_the_document_it_confirms() -> None:
    asking = remembered((), answer(cache_control="max-age=10800"), document(ttl_minutes=360))
    held = replace(NEW, rhythm=asking)
    assert wait(answer(304), None, held) == (6 * HOUR, "the feed, as before, asks for 6.0 h")
    server = remembered((), answer(cache_control="max-age=10800"), document())
    assert wait(answer(304), None, replace(NEW, rhythm=server))[0] == 3 * HOUR
    sooner = answer(304, cache_control="max-age=60")
    assert wait(sooner, None, replace(NEW, rhythm=remembered(server, sooner, None)))[0] <= HOUR


def failed(status: int | None = 503, outcome: Any = "failed", **headers: str) -> Response:
    return replace(answer(status or 0, **headers), outcome=outcome)


def test_failures_back_off_to_a_day_and_no_further() -> None:
    hours = [wait(failed(), None, replace(NEW, failures=n))[0] / HOUR for n in (0, 1, 2, 3, 99)]
    assert hours == pytest.approx([1, 2, 4, 8, 24], rel=0.1)
    assert "failure 3 in a row" in wait(failed(), None, replace(NEW, failures=2))[1]


def test_a_page_or_an_empty_feed_backs_off_too() -> None:
    tired = replace(NEW, failures=2)
    for parsed in (Parsed(""), Parsed("rss")):
        assert wait(answer(), parsed, tired)[0] > 3 * HOUR


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("18000", 5 * HOUR),
        ("Sun, 01 Mar 2026 13:00:00 GMT", 3 * HOUR),
        ("99999999", DAY),
    ],
)
def test_retry_after_is_kept_by_the_servers_own_clock(value: str, expected: timedelta) -> None:
    response = failed(429, "throttled", retry_after=value, date="Sun, 01 Mar 2026 10:00:00 GMT")
    interval, why = wait(response)
    assert interval == expected
    assert "Retry-After" in why


def test_nonsense_in_retry_after_is_just_a_failure() -> None:
    assert "failure 1" in wait(failed(429, "throttled", retry_after="soon"))[1]


def bare() -> Response:
    return replace(answer(), headers={})


def test_without_validators_the_feeds_rhythm_decides() -> None:
    slow = document("2026-03-01T00:00Z", "2026-02-01T00:00Z")
    quick = document("2026-03-01T00:00Z", "2026-02-28T23:00Z")
    middling = document("2026-03-01T00:00Z", "2026-02-28T00:00Z")
    hours = [wait(bare(), parsed)[0] / HOUR for parsed in (slow, quick, middling)]
    assert hours == pytest.approx([24, 1, 6], rel=0.1)


def test_without_dates_either_what_came_new_decides() -> None:
    listed = document("", "", "", "")
    before = replace(NEW, last_poll_at=NOW - 2 * HOUR)
    assert wait(bare(), listed)[0] <= HOUR
    half_new = replace(before, window=("2", "3", "8", "9"))
    assert wait(bare(), listed, half_new)[0] / HOUR == pytest.approx(1, rel=0.1)
    none_new = replace(before, window=("0", "1", "2", "3"))
    assert wait(bare(), listed, none_new)[0] / HOUR == pytest.approx(4, rel=0.1)


def feed(name: str, enabled: bool = True) -> Feed:
    return Feed(name, "outlet", f"https://{name}.example/", "en", enabled=enabled)


def test_due_are_the_new_and_those_whose_time_has_come() -> None:
    states = {
        "past": FeedState("past", next_due_at=NOW - HOUR),
        "now": FeedState("now", next_due_at=NOW),
        "later": FeedState("later", next_due_at=NOW + HOUR),
        "gone": FeedState("gone", next_due_at=NOW - HOUR, retired=True),
    }
    feeds = [feed(name) for name in ("new", "past", "now", "later", "gone")] + [feed("off", False)]
    assert [f.id for f in due(feeds, states, NOW)] == ["new", "past", "now"]
    assert [f.id for f in due(feeds, states, NOW, True)] == ["new", "past", "now", "later"]


def test_a_clock_that_ran_ahead_stops_no_feed() -> None:
    states = {"a": FeedState("a", next_due_at=NOW + 40 * DAY)}
    assert [f.id for f in due([feed("a")], states, NOW)] == ["a"]


def test_what_a_server_asked_for_counts_even_where_everything_is_wanted() -> None:
    states = {"a": FeedState("a", next_due_at=NOW + HOUR, held_until_at=NOW + HOUR)}
    assert due([feed("a")], states, NOW, True) == []
    assert [f.id for f in due([feed("a")], states, NOW + HOUR, True)] == ["a"]
