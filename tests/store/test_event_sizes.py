"""The events of most stories are those that counting the stories finds, in any span."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feeds.model import Derived, Story
from feeds.store.sql import SqlStore
from tests.store import make
from tests.store.conftest import emptied

TOPICS = ("harbour", "ships")
HOURS = st.sampled_from((0, 0.1, 0.2, 0.3, 0.5, 1, 1.4, 26))
Told = tuple[float, str, frozenset[str]]  # hours, event, topics
told = st.tuples(
    HOURS, st.sampled_from(("e1", "e2", "e3")), st.frozensets(st.sampled_from(TOPICS), max_size=2)
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    stories=st.lists(told, min_size=1, max_size=9),
    ends=st.tuples(HOURS, HOURS).map(sorted).filter(lambda ends: ends[0] < ends[1]),
    limit=st.integers(1, 3),
)
def test_the_largest_events_of_a_topic_are_those_of_most_of_its_stories(
    store: SqlStore, stories: list[Told], ends: list[float], limit: int
) -> None:
    emptied(store)
    save(store, stories)
    start, end = ends
    for topics in ((), TOPICS[:1], TOPICS):
        held = [
            event
            for hours, event, on in stories
            if start <= hours < end and (not topics or on & set(topics))
        ]
        table = store.event_table(make.at(start), make.at(end), topics, limit)
        found = dict(zip(table["event_id"], table["stories"].tolist(), strict=True))
        counts = Counter(held)
        assert sorted(found.values(), reverse=True) == sorted(counts.values(), reverse=True)[:limit]
        assert found.items() <= counts.items()


def save(store: SqlStore, stories: list[Told]) -> None:
    """Save stories with their events and topics."""
    held: list[Story] = [
        make.story(f"s{number}", hours, hours, event_id=event)
        for number, (hours, event, _) in enumerate(stories)
    ]
    topics = (make.topic(f"s{n}", name) for n, (*_, on) in enumerate(stories) for name in on)
    events = tuple(make.event(name) for name in sorted({event for _, event, _ in stories}))
    placed = tuple(make.placed(story.id, story.event_id) for story in held)
    store.save_outlets([make.outlet("lantern")])
    store.save_derived(
        Derived(1, tuple(held), memberships=placed, events=events, topics=tuple(topics))
    )
