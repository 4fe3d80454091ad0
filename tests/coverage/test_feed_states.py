"""A feed's state in a word and a sentence."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from feeds.coverage.feed_states import describe
from feeds.model import Feed, FeedState
from tests.coverage.tables import at

NOW = at("2026-03-01 12:00")
FEED = Feed("herald-1", "herald", "https://herald.example/rss", "en")
OFF = Feed("herald-2", "herald", "https://herald.example/x", "en", enabled=False, note="unsure")


def state(**known: Any) -> FeedState:
    return FeedState("herald-1", **{"last_poll_at": NOW - timedelta(hours=1), **known})


def poll(outcome: str = "fresh", **known: Any) -> dict[str, Any]:
    return {"outcome": outcome, "overran": False, "entries_new": 3, "error": "", **known}


@pytest.mark.parametrize(
    ("feed", "memory", "newest", "word", "says"),
    [
        (FEED, None, {}, "not polled yet", "coverline poll"),
        (OFF, None, {}, "off", "unsure"),
        (FEED, state(), poll(), "observed", "3 new"),
        (FEED, state(), poll("unchanged"), "observed", "nothing new"),
        (FEED, state(), poll(overran=True), "overran", "Entries were lost"),
        (FEED, state(retired=True), poll("retired"), "retired", "gone"),
        (FEED, state(alarm="all entries undated"), poll(), "undated", "the polls"),
        (FEED, state(alarm="an old copy was served"), poll("unchanged"), "observed", "old copy"),
        (FEED, state(failures=2), poll("failed", error="no host"), "failing", "2 times in a row"),
        (FEED, state(last_poll_at=NOW - timedelta(days=9)), poll(), "stale", "2026-02-20"),
    ],
)
def test_a_state_is_a_word_and_what_to_do(
    feed: Feed, memory: FeedState | None, newest: dict[str, Any], word: str, says: str
) -> None:
    found, sentence = describe(feed, memory, newest, NOW)
    assert found == word
    assert says in sentence
