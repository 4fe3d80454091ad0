"""A feed's state in a word and a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from feeds.coverage import Selection, feed_states, losses
from feeds.coverage.feed_states import describe
from feeds.coverage.losses import Loss
from feeds.model import Feed, FeedState
from feeds.store import open_store
from tests.coverage.tables import at
from tests.store import make

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
        (FEED, state(), poll(overran=True), "overran", "more often"),
        (FEED, state(retired=True), poll("retired"), "retired", "gone"),
        (FEED, state(alarm="all entries undated: …"), poll(), "undated", "Alarm: all entries"),
        (FEED, state(alarm="an old copy"), poll("unchanged"), "observed", "Alarm: an old copy."),
        (FEED, state(alarm="one\ntwo"), poll(), "observed", "Alarm: one. Alarm: two."),
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


@pytest.mark.parametrize(
    ("loss", "says"),
    [
        (Loss(12.4, 5, 21), "About 12 entries lost in 7 days, 5 to 21."),
        (Loss(0.7, 0, 3), "About 1 entry lost in 7 days, 0 to 3."),
        (Loss(0.2, 0, 2), "Perhaps no entries lost in 7 days, 0 to 2."),
    ],
)
def test_a_loss_is_told_with_its_interval_also_when_polls_join_again(loss: Loss, says: str) -> None:
    assert describe(FEED, state(), poll(), NOW, loss) == (
        "observed",
        f"Answers; 3 new at the last poll. {says}",
    )
    assert says in describe(FEED, state(), poll(overran=True), NOW, loss)[1]


def test_a_feeds_password_is_shown_to_nobody(tmp_path: Path) -> None:
    outlet = make.outlet("lantern")
    feed = replace(outlet.feeds[0], url="https://me:s3cret@lantern.example/rss")
    store = open_store(f"sqlite:///{tmp_path}/shut.db")
    store.save_outlets([replace(outlet, feeds=(feed,))])
    (row,) = feed_states(store, make.at(1)).to_dict("records")
    store.close()
    assert row["url"] == "https://lantern.example/rss"


def test_a_loss_of_the_week_is_found_in_the_ledger(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/lost.db")
    store.save_outlets([make.outlet("lantern")])
    hourly = [make.record(hours=n, entries_new=10, overran=n in (100, 120)) for n in range(1, 121)]
    store.record_polls(hourly)
    (row,) = feed_states(store, make.at(121)).to_dict("records")
    (last,) = losses(store, Selection(make.at(119), make.at(121), bin="hour")).to_dict("records")
    store.close()
    assert (row["state"], row["alarms"]) == ("overran", ())
    assert 0 <= row["lost_low"] <= row["lost"] <= row["lost_high"]
    assert (last["from_at"], last["started_at"]) == (make.at(119), make.at(120))
    assert last["expected"] < row["lost"]
