"""The found topics of a store: read, followed, kept, and the same when it is done again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from feeds.cluster.vectors import encode, pack
from feeds.model import OFF_SUBJECT, Derived, TopicMatch
from feeds.placing import event_rows
from feeds.recurring import find_topics, is_due, same_ids
from feeds.store import open_store
from feeds.store.protocol import Store
from feeds.topics.lasting import Lasting
from tests.store import make
from tests.topics.weeks import MONDAY, cases, strands


def day(number: float) -> timedelta:
    return timedelta(days=number)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with the events of the case file."""
    opened = open_store(f"sqlite:///{tmp_path}/weeks.db")
    opened.save_outlets([make.outlet()])
    for event, _, told in cases():
        stories = tuple(replace(one, event_id=event) for one in told)
        vectors = zip(stories, encode([one.title for one in stories]), strict=True)
        opened.save_derived(
            Derived(
                0,
                stories,
                memberships=tuple(make.placed(one.id, event) for one in stories),
                events=tuple(event_rows(opened, [event], stories)),
                topics=(TopicMatch(stories[0].id, OFF_SUBJECT, 1.0, "nothing"),),
                vectors=tuple((one.id, pack(vector)) for one, vector in vectors),
            )
        )
    yield opened
    opened.close()


def test_topics_are_found_with_their_counts_and_label(store: Store) -> None:
    assert find_topics(store, MONDAY + day(45)) == 2
    topics, of_events = store.found_topics()
    harbour, reservoir = sorted(topics, key=lambda topic: topic.born_at)
    assert {e for e, t in of_events.items() if t == reservoir.id} == strands()["reservoir"]
    assert (reservoir.events, reservoir.stories) == (4, 8)
    assert "Ostrel" in reservoir.label
    assert reservoir.born_at == MONDAY + day(1)
    assert reservoir.ended_at == reservoir.last_at == MONDAY + day(10)
    assert harbour.ended_at is None
    assert of_events.keys().isdisjoint(strands()["-"])


def test_doing_it_again_changes_nothing(store: Store) -> None:
    find_topics(store, MONDAY + day(45))
    before = store.found_topics()
    find_topics(store, MONDAY + day(45))
    assert store.found_topics() == before


def test_a_topic_out_of_sight_stays_as_it_is(store: Store) -> None:
    find_topics(store, MONDAY + day(45))
    (reservoir,) = (topic for topic in store.found_topics()[0] if topic.events == 4)
    find_topics(store, MONDAY + day(10) + timedelta(weeks=14))
    topics, of_events = store.found_topics()
    assert reservoir in topics
    assert {e for e, t in of_events.items() if t == reservoir.id} == strands()["reservoir"]


def test_they_are_looked_for_once_a_day(store: Store) -> None:
    now = MONDAY + day(45)
    assert is_due(store, now)
    find_topics(store, now)
    assert not is_due(store, now + timedelta(hours=23))
    assert is_due(store, now + timedelta(hours=24))


def test_a_topic_keeps_the_id_that_most_of_its_events_had() -> None:
    topics = [Lasting("new", {"a", "b", "c"}), Lasting("other", {"d"}), Lasting("fresh", {"x"})]
    before = {"a": "old", "b": "old", "c": "else", "d": "old"}
    assert same_ids(topics, before) == {"new": "old", "other": "other", "fresh": "fresh"}


def test_no_two_topics_get_one_id_where_events_were_regrouped() -> None:
    topics = [Lasting("new", {"a"}), Lasting("taken", {"x"}), Lasting("last", {"b"})]
    found = same_ids(topics, {"a": "taken", "b": "taken"})
    assert (found["new"], found["last"]) == ("taken", "last")
    assert found["taken"] not in ("taken", "new", "last")


def test_an_empty_store_has_none(tmp_path: Path) -> None:
    opened = open_store(f"sqlite:///{tmp_path}/empty.db")
    assert find_topics(opened, MONDAY) == 0
    assert opened.found_topics() == ([], {})
    opened.close()


def test_what_is_off_the_subject_counts_on_no_topic(store: Store) -> None:
    span = (MONDAY, MONDAY + day(60))
    assert set(store.rollup(*span, "published")["topic_id"]) == {""}
    assert set(store.story_table(*span, "published")["topic_ids"]) == {""}
    off = store.story_table(*span, "published", topics=[OFF_SUBJECT])
    assert len(off) == len(list(cases()))
