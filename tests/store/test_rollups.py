"""A rollup is always the count of the stories, whatever was saved, re-dated or regrouped."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feeds.model import Derived, Outlet, Scope, Story
from feeds.store import Store
from feeds.store.counts import rollups
from feeds.store.protocol import AnyScope, Clock
from feeds.store.sql import SqlStore
from tests.store import make
from tests.store.conftest import emptied
from tests.store.make import FIRST, LAST

CLOCKS: tuple[Clock, ...] = ("published", "seen")
KEYS = ("hour_at", "outlet_id", "topic_id", "language", "form")
TOPICS = ("harbour", "ships", "tides")
CARRIERS = ("lantern-feed", "lantern-section", "lantern-query")
SCOPES: tuple[Scope, ...] = ("all", "front", "section", "query")
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
        form=draw(st.sampled_from(("news", "opinion"))),
        feed_id=draw(st.sampled_from(CARRIERS)),
    )
    return found, draw(st.frozensets(st.sampled_from(TOPICS)))


Carried = dict[str, set[str]]  # ids of the feeds that carried a story


def counted(
    stories: dict[str, Saved], clock: Clock, carried: Carried, feeds: Collection[str]
) -> Counts:
    """The rollup, counted by hand from the stories that any of the feeds carried."""
    reach: Counter[tuple[Any, ...]] = Counter()
    reporting: Counter[tuple[Any, ...]] = Counter()
    for story, topics in stories.values():
        if not carried[story.id] & set(feeds):
            continue
        at = story.date.published_at if clock == "published" else story.first_seen_at
        hour = at.replace(minute=0, second=0, microsecond=0)
        for topic in ("", *topics):
            key = (hour, story.outlet_id, topic, story.language, story.form)
            reach[key] += 1
            reporting[key] += not story.copy_of
    return {key: (reach[key], reporting[key]) for key in reach}


def rolled(store: Store, clock: Clock, scope: AnyScope = "") -> Counts:
    """The rollup as the store keeps it, its classes of feeds added up."""
    table = store.rollup(FIRST, LAST, clock, scope)
    sums = table.groupby(list(KEYS), observed=True)[["reach", "reporting"]].sum().reset_index()
    sums["hour_at"] = [hour.to_pydatetime() for hour in sums["hour_at"]]
    keys = zip(*(sums[name] for name in KEYS), strict=True)
    return dict(zip(keys, zip(sums["reach"], sums["reporting"], strict=True), strict=True))


def outlets(scopes: dict[str, Scope]) -> list[Outlet]:
    """Two outlets; the scope of each feed as given."""
    held = make.outlet("lantern").feeds[0]
    feeds = tuple(replace(held, id=name, scope=scope) for name, scope in scopes.items())
    return [replace(make.outlet("lantern"), feeds=feeds), make.outlet("anchor")]


Batch = tuple[list[Saved], list[tuple[str, str]], dict[str, Scope]]
batch = st.tuples(
    st.lists(saved(), max_size=5),
    st.lists(st.tuples(st.sampled_from(("s0", "s1", "s2")), st.sampled_from(CARRIERS))),
    st.fixed_dictionaries({name: st.sampled_from(SCOPES) for name in CARRIERS}),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(batches=st.lists(batch, min_size=1, max_size=4))
def test_a_rollup_equals_the_count_of_stories(store: SqlStore, batches: list[Batch]) -> None:
    emptied(store)
    held: dict[str, Saved] = {}
    carried: Carried = defaultdict(set)
    for number, (stories, parts, scopes) in enumerate(batches, 1):
        latest = {story.id: (story, topics) for story, topics in stories}
        held |= latest
        entries = [part for part in parts if part[0] in held]
        store.save_outlets(outlets(scopes))
        store.save_derived(derived(number, latest, entries))
        told: Carried = defaultdict(set)
        for story_id, feed in entries:
            carried[story_id].add(feed)
        for story, _ in held.values():
            told[story.id] = carried[story.id] | {story.feed_id}
        for clock in CLOCKS:
            agrees(store, clock, held, told, scopes)
    rebuilt(store)


def agrees(
    store: Store, clock: Clock, held: dict[str, Saved], told: Carried, scopes: dict[str, Scope]
) -> None:
    """Whether every class of feeds counts what its feeds carried."""
    assert rolled(store, clock) == counted(held, clock, told, CARRIERS)
    classes: dict[AnyScope, set[Scope]] = {
        "all": {"all", "front"},
        "section": {"section"},
        "query": {"query"},
    }
    for scope, wanted in classes.items():
        feeds = [name for name, its in scopes.items() if its in wanted]
        assert rolled(store, clock, scope) == counted(held, clock, told, feeds)


def rebuilt(store: SqlStore) -> None:
    """Counting every story anew gives what following the changes gave."""
    before = [rolled(store, clock, scope) for clock in CLOCKS for scope in ("", "all", "query")]
    with store.writing() as conn:
        found = rollups.rebuild(conn, store.inserter)
    assert (found.carried, found.hours, found.names) == (0, 0, 0)
    after = [rolled(store, clock, scope) for clock in CLOCKS for scope in ("", "all", "query")]
    assert after == before


def derived(cursor: int, saved: dict[str, Saved], entries: list[tuple[str, str]]) -> Derived:
    """The batch that saves the stories with their places, topics and entries."""
    stories = tuple(story for story, _ in saved.values())
    return Derived(
        cursor,
        stories,
        story_entries=tuple((story_id, feed, "key") for story_id, feed in entries),
        memberships=tuple(make.placed(s.id, s.event_id) for s in stories if s.event_id),
        events=(make.event("e1"), make.event("e2")),
        topics=tuple(make.topic(s.id, topic) for s, topics in saved.values() for topic in topics),
    )
