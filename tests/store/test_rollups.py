"""A rollup is always the count of the stories, whatever was saved, re-dated or regrouped."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feeds.model import Derived, Story
from feeds.store import Store
from feeds.store.protocol import Clock
from feeds.store.sql import SqlStore
from tests.store import make
from tests.store.conftest import emptied
from tests.store.make import FIRST, LAST

CLOCKS: tuple[Clock, ...] = ("published", "seen")
KEYS = ("hour_at", "outlet_id", "topic_id", "language")
TOPICS = ("harbour", "ships", "tides")
Saved = tuple[Story, frozenset[str]]
Counts = dict[tuple[Any, ...], tuple[int, int]]


@st.composite
def saved(draw: st.DrawFn) -> Saved:
    """A story anew, or as it was re-dated, moved, retitled or found to be a reprint."""
    outlet = draw(st.sampled_from(("lantern", "anchor")))
    found = make.story(
        f"s{draw(st.integers(0, 5))}",
        draw(st.sampled_from((0, 0.5, 1, 26, -0.001))),
        draw(st.sampled_from((0, 0.9, 1))),
        outlet_id=outlet,
        language=draw(st.sampled_from(("en", "ar"))),
        copy_of=draw(st.sampled_from(("", "s0"))),
        event_id=draw(st.sampled_from(("", "e1", "e2"))),
    )
    return found, draw(st.frozensets(st.sampled_from(TOPICS)))


def counted(stories: dict[str, Saved], clock: Clock) -> Counts:
    """The rollup, counted by hand from the stories."""
    reach: Counter[tuple[Any, ...]] = Counter()
    reporting: Counter[tuple[Any, ...]] = Counter()
    for story, topics in stories.values():
        at = story.date.published_at if clock == "published" else story.first_seen_at
        hour = at.replace(minute=0, second=0, microsecond=0)
        for topic in ("", *topics):
            key = (hour, story.outlet_id, topic, story.language)
            reach[key] += 1
            reporting[key] += not story.copy_of
    return {key: (reach[key], reporting[key]) for key in reach}


def rolled(store: Store, clock: Clock) -> Counts:
    """The rollup as the store keeps it."""
    table = store.rollup(FIRST, LAST, clock)
    table["hour_at"] = [hour.to_pydatetime() for hour in table["hour_at"]]
    keys = zip(*(table[name] for name in KEYS), strict=True)
    return dict(zip(keys, zip(table["reach"], table["reporting"], strict=True), strict=True))


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(batches=st.lists(st.lists(saved(), max_size=5), min_size=1, max_size=4))
def test_a_rollup_equals_the_count_of_stories(store: SqlStore, batches: list[list[Saved]]) -> None:
    emptied(store).save_outlets([make.outlet("lantern"), make.outlet("anchor")])
    held: dict[str, Saved] = {}
    for number, batch in enumerate(batches, 1):
        latest = {story.id: (story, topics) for story, topics in batch}
        held |= latest
        store.save_derived(derived(number, latest))
        for clock in CLOCKS:
            assert rolled(store, clock) == counted(held, clock)


def derived(cursor: int, saved: dict[str, Saved]) -> Derived:
    """The batch that saves the stories with their places and topics."""
    stories = tuple(story for story, _ in saved.values())
    return Derived(
        cursor,
        stories,
        memberships=tuple(make.placed(s.id, s.event_id) for s in stories if s.event_id),
        events=(make.event("e1"), make.event("e2")),
        topics=tuple(make.topic(s.id, topic) for s, topics in saved.values() for topic in topics),
    )
