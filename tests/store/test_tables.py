"""The tables that coverage reads, on every store."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from feeds.model import Derived
from feeds.store import Store
from feeds.store.wanted import Wanted
from tests.store import make
from tests.store.make import FIRST, LAST, at


@pytest.fixture
def lantern(store: Store) -> Store:
    """A store that knows two outlets."""
    store.save_outlets([make.outlet("lantern"), make.outlet("anchor")])
    return store


def tables(store: Store) -> dict[str, pd.DataFrame]:
    """Every table over all of time."""
    return {
        "rollup": store.rollup(FIRST, LAST, "seen"),
        "observations": store.observations(FIRST, LAST),
        "last_polls": store.last_polls(),
        "story_table": store.story_table(FIRST, LAST, "published"),
        "event_table": store.event_table(FIRST, LAST),
        "texts": store.texts(FIRST, LAST, "published"),
        "headlines": store.headlines(FIRST, LAST, "published"),
    }


def filled(store: Store) -> Store:
    """Two stories on one event, one of them a reprint; a third story apart."""
    store.record_polls([make.record(make.entry())])
    found = (
        make.story("s1", 0.25, event_id="e1"),
        make.story("s2", 0.5, outlet_id="anchor", event_id="e1", copy_of="s1"),
        make.story("s3", 5, seen=9, language="ar"),
    )
    topics = tuple(make.topic(s, t) for s, t in (("s1", "ships"), ("s1", "harbour"), ("s3", "x")))
    places = (make.placed("s1"), make.placed("s2"))
    store.save_derived(Derived(1, found, memberships=places, events=(make.event(),), topics=topics))
    return store


def test_an_empty_table_has_the_types_of_a_full_one(lantern: Store) -> None:
    empty = tables(lantern)
    full = tables(filled(lantern))
    for name, table in full.items():
        assert len(table), name
        assert len(empty[name]) == 0, name
        assert list(map(str, empty[name].dtypes)) == list(map(str, table.dtypes)), name


def test_instants_are_utc_microseconds(lantern: Store) -> None:
    found = tables(filled(lantern))
    for name, column in (
        ("rollup", "hour_at"),
        ("observations", "observed_from_at"),
        ("last_polls", "next_due_at"),
        ("story_table", "published_at"),
        ("event_table", "first_at"),
    ):
        assert str(found[name][column].dtype) == "datetime64[us, UTC]", name


def test_a_reprint_counts_for_reach_and_not_for_reporting(lantern: Store) -> None:
    table = filled(lantern).rollup(at(0), at(1), "published")
    every = table[table["topic_id"] == ""].set_index("outlet_id")
    assert every["reach"].to_dict() == {"anchor": 1, "lantern": 1}
    assert every["reporting"].to_dict() == {"anchor": 0, "lantern": 1}


def test_the_clocks_differ(lantern: Store) -> None:
    filled(lantern)
    late = ("s3", at(5), at(9))
    for clock, hour in (("published", late[1]), ("seen", late[2])):
        table = lantern.rollup(at(2), at(24), clock)  # type: ignore[arg-type]
        assert set(table["hour_at"]) == {pd.Timestamp(hour)}
    assert lantern.story_table(at(2), at(6), "seen").empty
    assert list(lantern.story_table(at(2), at(6), "published")["id"]) == ["s3"]


def test_stories_come_newest_first_with_all_their_topics(lantern: Store) -> None:
    table = filled(lantern).story_table(FIRST, LAST, "published")
    assert list(table["id"]) == ["s3", "s2", "s1"]
    assert list(table["topic_ids"]) == ["x", "", "harbour ships"]
    assert set(table["date_flags"]) == {"clock-skew"}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"topics": ["ships", "x"]}, ["s3", "s1"]),
        ({"outlets": ["anchor"]}, ["s2"]),
        ({"events": ["e1"], "topics": ["harbour"]}, ["s1"]),
        ({"limit": 1}, ["s3"]),
        ({"topics": ["unknown"]}, []),
    ],
)
def test_stories_are_chosen_by_topic_outlet_and_event(
    lantern: Store, asked: dict[str, list[str]], expected: list[str]
) -> None:
    table = filled(lantern).story_table(FIRST, LAST, "published", **asked)  # type: ignore[arg-type]
    assert list(table["id"]) == expected


def test_an_event_counts_the_stories_that_the_grid_would_list(lantern: Store) -> None:
    filled(lantern)
    whole = lantern.event_table(FIRST, LAST).iloc[0]
    assert (whole["event_id"], whole["stories"], whole["outlets"]) == ("e1", 2, 2)
    on_topic = lantern.event_table(FIRST, LAST, topics=["ships"]).iloc[0]
    assert (on_topic["stories"], on_topic["outlets"]) == (1, 1)
    assert lantern.event_table(at(1), LAST).empty


def test_who_told_of_an_event_is_read_from_before_the_span_and_not_beyond_it(
    lantern: Store,
) -> None:
    filled(lantern)
    named = Wanted(events=("e1",))
    # An event that one outlet tells of is led by nobody: s3 is alone in its own.
    assert set(lantern.told_table(FIRST, LAST, "published")["id"]) == {"s1", "s2"}
    table = lantern.told_table(at(0.5), LAST, "published", named)
    assert list(table["id"]) == ["s1", "s2"]
    assert str(table["earliest_at"].dtype) == "datetime64[us, UTC]"
    assert list(lantern.told_table(FIRST, at(0.5), "published", named)["id"]) == ["s1"]
    off = Wanted(events=("e1",), topics=("x",))
    assert lantern.told_table(FIRST, LAST, "published", off).empty


def test_topics_choose_events_whole_and_outlets_choose_whose_stories(lantern: Store) -> None:
    filled(lantern)
    on_topic = Wanted(events=("e1",), topics=("ships",))
    assert list(lantern.told_table(FIRST, LAST, "published", on_topic)["id"]) == ["s1", "s2"]
    mine = Wanted(events=("e1",), outlets=("anchor",))
    assert list(lantern.told_table(FIRST, LAST, "published", mine)["id"]) == ["s2"]


def test_observations_hold_what_says_anything_of_the_span(lantern: Store) -> None:
    none: dict[str, Any] = {"outcome": "failed", "observed_from_at": None, "error": "no route"}
    lantern.record_polls(
        [
            make.record(hours=1),  # vouches for (0, 1]: before the span
            make.record(hours=3),
            make.record(hours=4, **none),
            make.record(hours=9, observed_from_at=at(3)),  # after it, but vouches for (3, 9]
            make.record(hours=10),
            make.record(hours=11, **none),
        ]
    )
    table = lantern.observations(at(2), at(6))
    assert list(table["started_at"]) == [pd.Timestamp(at(h)) for h in (3, 4, 9)]
    assert list(table["observed_from_at"].isna()) == [False, True, False]
    assert set(table["outlet_id"]) == {"lantern"}


def test_what_polls_vouch_for_is_read_where_it_reaches_into_the_span(lantern: Store) -> None:
    lantern.record_polls(
        [
            make.record(hours=1),
            make.record(hours=3, overran=True),
            make.record(hours=4, outcome="failed", observed_from_at=None),
            make.record(hours=9, observed_from_at=at(3)),
            make.record(hours=12),
        ]
    )
    table = lantern.vouched(at(2), at(6))
    assert list(table["from_at"]) == [pd.Timestamp(at(2)), pd.Timestamp(at(3))]
    assert list(table["until_at"]) == [pd.Timestamp(at(3)), pd.Timestamp(at(9))]
    assert list(table["overran"]) == [True, False]


def test_the_newest_poll_of_a_feed_is_by_its_instant(lantern: Store) -> None:
    lantern.record_polls([make.record(hours=5, status=None), make.record(hours=2)])
    (row,) = lantern.last_polls().to_dict("records")
    assert (row["started_at"], row["outlet_id"], row["name"]) == (at(5), "lantern", "Lantern")
    assert pd.isna(row["status"])


def test_headlines_are_those_of_the_texts_and_of_what_is_asked_for(lantern: Store) -> None:
    found = tables(filled(lantern))
    columns = list(found["headlines"].columns)
    pd.testing.assert_frame_equal(found["headlines"], found["texts"][columns])
    some = lantern.headlines(FIRST, at(1), "published", Wanted(original=True))
    assert list(some["id"]) == ["s1"]


def test_only_the_texts_that_tell_are_told(lantern: Store) -> None:
    whole = tables(filled(lantern))["texts"]
    held = lantern.texts(
        FIRST, LAST, "published", telling=lambda title, summary, language, version: language == "ar"
    )
    alone = whole[whole["language"] == "ar"].reset_index(drop=True)
    pd.testing.assert_frame_equal(held, alone)
    none = lantern.texts(FIRST, LAST, "published", telling=lambda *words: False)
    assert none.dtypes.equals(whole.dtypes)
