"""A host that says "not now" twice in a row is left alone, with all its feeds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from feeds.model import Feed, FeedState, Response
from feeds.pacing.holds import held, throttle
from feeds.schedule import due

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
HOST = "herald.example"


def feed(name: str, host: str = HOST) -> Feed:
    return Feed(name, "herald", f"https://{host}/{name}", "en")


FEEDS = [feed("front"), feed("world"), feed("sport"), feed("other", "lantern.example")]


def answered(state: FeedState, minutes: float = 0) -> FeedState:
    return replace(state, last_poll_at=NOW + minutes * MINUTE, throttled=0, held_until_at=None)


def refused(name: str, minutes: float = 0, hours: float = 1, times: int = 1) -> FeedState:
    at = NOW + minutes * MINUTE
    return FeedState(name, last_poll_at=at, throttled=times, held_until_at=at + hours * HOUR)


def states(*given: FeedState) -> dict[str, FeedState]:
    return {state.feed_id: state for state in given}


def test_one_refusal_holds_nobody_else() -> None:
    assert held(FEEDS, states(refused("front"))) == {}
    assert held(FEEDS, {}) == {}


def test_two_in_a_row_hold_the_host_for_the_longest_time_asked() -> None:
    found = held(FEEDS, states(refused("front", 0, 5), refused("world", 1, 2)))
    assert found == {HOST: NOW + 5 * HOUR}
    assert held(FEEDS, states(refused("front", times=2))) == {HOST: NOW + HOUR}


def test_an_answer_in_between_breaks_the_row() -> None:
    between = answered(FeedState("sport"), 1)
    assert held(FEEDS, states(refused("front"), between, refused("world", 2))) == {}
    after = answered(FeedState("sport"), 3)
    assert held(FEEDS, states(refused("front"), refused("world", 2), after)) == {}


def test_silence_in_between_is_no_answer() -> None:
    down = FeedState("sport", last_poll_at=NOW + MINUTE, failures=1)
    assert held(FEEDS, states(refused("front"), down, refused("world", 2))) == {
        HOST: NOW + 2 * MINUTE + HOUR
    }


def test_a_held_host_is_asked_for_none_of_its_feeds_until_then() -> None:
    known = states(refused("front", 0, 5), refused("world", 1, 2))
    assert [f.id for f in due(FEEDS, known, NOW + HOUR)] == ["other"]
    assert [f.id for f in due(FEEDS, known, NOW + HOUR, everything=True)] == ["other"]
    assert [f.id for f in due(FEEDS, known, NOW + 5 * HOUR)] == ["front", "world", "sport", "other"]


def test_holds_may_be_told_from_elsewhere() -> None:
    late = {HOST: NOW + HOUR}
    assert [f.id for f in due(FEEDS, {}, NOW, holds=late)] == ["other"]
    assert [f.id for f in due(FEEDS, {}, NOW, holds={})] == [f.id for f in FEEDS]


def test_a_feed_that_moved_counts_for_its_new_host() -> None:
    moved = replace(refused("other"), moved_to=f"https://{HOST}/o", moved_seen=3)
    assert held(FEEDS, states(refused("front"), moved)) == {HOST: NOW + HOUR}


def no(value: str | None = None, **headers: str) -> Response:
    found = headers if value is None else headers | {"retry-after": value}
    return Response("u", "u", NOW, 5, 429, found, outcome="throttled")


@pytest.mark.parametrize(
    ("response", "until"),
    [
        (no("7200"), 2 * HOUR),
        (no("99999999999"), 24 * HOUR),
        (no("0"), timedelta()),
        (no(), HOUR),
        (no("soon"), HOUR),
        (no("Sun, 01 Mar 2026 13:00:00 GMT", date="Sun, 01 Mar 2026 10:00:00 GMT"), 3 * HOUR),
        (no("Sun, 01 Mar 2026 09:00:00 GMT", date="Sun, 01 Mar 2026 10:00:00 GMT"), timedelta()),
    ],
    ids=["seconds", "for ever", "at once", "unsaid", "nonsense", "a date", "a date gone by"],
)
def test_a_refusal_is_counted_with_the_time_it_asks_for(
    response: Response, until: timedelta
) -> None:
    state = throttle(refused("front", times=1), response, "throttled")
    assert (state.throttled, state.held_until_at) == (2, NOW + until)


@pytest.mark.parametrize(
    ("status", "outcome"), [(200, "fresh"), (304, "unchanged"), (404, "failed")]
)
def test_any_other_answer_ends_the_row(status: int, outcome: Any) -> None:
    state = throttle(refused("front", times=3), Response("u", "u", NOW, 5, status), outcome)
    assert (state.throttled, state.held_until_at) == (0, None)


def test_no_answer_leaves_what_was_said() -> None:
    before = refused("front", times=3)
    assert throttle(before, Response("u", "u", NOW, 5), "timed-out") == before
