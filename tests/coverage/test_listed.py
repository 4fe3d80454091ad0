"""The list of events: what the selection counts of each, by stories counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest

from feeds.coverage import Selection
from feeds.coverage.events import topics_of
from feeds.coverage.listed import listed, when
from feeds.coverage.timing import first, lags
from feeds.store import Store
from tests.coverage import made
from tests.store import make

SPAN = Selection(make.at(-12), make.at(36), bin="day")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """One event of three outlets over two days, another of one, before the span a third."""
    lines = [
        ("s1", "lantern", 0, "e1", "", "harbour"),
        ("s2", "anchor", 2, "e1", "s1", "harbour"),
        ("s3", "beacon", 26, "e1", "", ""),
        ("s4", "anchor", 5, "e2", "", ""),
        ("s5", "anchor", -40, "e3", "", ""),
    ]
    held = made.opened(tmp_path / "listed.db")
    told = [
        make.story(
            name, hours, hours, outlet_id=outlet, feed_id=f"{outlet}-feed", copy_of=copied,
            event_id=event,
        )
        for name, outlet, hours, event, copied, _ in lines
    ]  # fmt: skip
    topics = [frozenset({line[5]} - {""}) for line in lines]
    made.save(held, [made.Said(s, t) for s, t in zip(told, topics, strict=True)])
    for outlet in made.OUTLETS:
        made.polled(held, f"{outlet}-feed", range(-48, 40))
    return held


def test_each_event_has_its_counts_by_day_and_who_may_have_been_first(store: Store) -> None:
    table = listed(store, SPAN).set_index("event_id")
    assert list(table.index) == ["e1", "e2"]
    one = table.loc["e1"]
    assert (one["stories"], one["reprints"], one["outlets"]) == (3, 1, 3)
    assert one["counts"] == (2, 1)
    assert one["first_outlets"] == ("lantern",)
    assert one["topic_ids"] == "harbour"
    assert one["last_at"] - one["first_at"] == timedelta(hours=26)
    assert table.loc["e2", "counts"] == (1, 0)


def test_chosen_outlets_choose_the_events_and_what_is_counted(store: Store) -> None:
    table = listed(store, replace(SPAN, outlets=("beacon",))).set_index("event_id")
    assert list(table.index) == ["e1"]
    assert table.loc["e1", "counts"] == (0, 1)
    assert table.loc["e1", "first_outlets"] == ("lantern",), "first among all watched feeds"


def test_chosen_topics_count_the_stories_on_them(store: Store) -> None:
    table = listed(store, replace(SPAN, topics=("harbour",)))
    assert list(zip(table["event_id"], table["stories"], strict=True)) == [("e1", 2)]


def test_by_the_clock_of_sight_stories_stand_where_they_were_seen(store: Store) -> None:
    seen = listed(store, replace(SPAN, clock="seen")).set_index("event_id")
    known = store.stories(["s1"])["s1"]
    assert seen.loc["e1", "first_at"] == known.first_seen_at


def test_of_what_is_named_only_that_is_listed(store: Store) -> None:
    assert list(listed(store, SPAN, ("e2",))["event_id"]) == ["e2"]
    assert listed(store, SPAN, ("",)).empty


def test_when_is_what_first_and_lags_tell(store: Store) -> None:
    asked = Selection(make.at(-12), make.at(36), events=("e1",), rows="outlet")
    one, other = when(store, asked)
    assert one.equals(first(store, asked))
    assert other.equals(lags(store, asked))


def test_the_topics_of_an_event_are_those_of_most_stories_first() -> None:
    held = pd.DataFrame(
        [("e1", "ferries harbour"), ("e1", "harbour"), ("e1", ""), ("e2", "ferries school")],
        columns=["event_id", "topic_ids"],
    )
    assert topics_of(held) == {"e1": "harbour ferries", "e2": "ferries school"}
