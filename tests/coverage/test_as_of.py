"""What was known at an instant: later stories are left out, and what changed is taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from feeds import coverage
from feeds.model import Derived, Redating
from feeds.store import Store
from tests.coverage import made
from tests.coverage.made import Said, asked
from tests.store import make
from tests.store.make import at

TOPIC = frozenset({"harbour"})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A story re-dated, moved, retitled and found to be a reprint thirty hours on; one later."""
    found = made.opened(tmp_path / "s.db")
    first = make.story("s1", 2, seen=3, event_id="e1")
    made.save(found, [Said(first, TOPIC)])
    found.save_derived(
        Derived(found.cursor(), versions=(make.version(1, hours=3),), redatings=(dated(2, 3),))
    )
    later = replace(first, date=make.dated(26), event_id="e2", copy_of="s0", title="Port reopens")
    found.save_derived(
        Derived(
            found.cursor(),
            (replace(later, version=2),),
            versions=(make.version(2, "Port reopens", hours=33),),
            redatings=(dated(26, 33, 2),),
            memberships=(make.placed("s1", "e2", hours=33),),
            events=(make.event("e1"), make.event("e2")),
            topics=(make.topic("s1"),),
        )
    )
    made.save(found, [Said(make.story("s2", 3, seen=40, event_id="e1"), TOPIC)])
    return found


def dated(hours: float, chosen: float, before: float | None = None) -> Redating:
    old = None if before is None else at(before)
    return Redating("s1", at(chosen), make.dated(hours), old, "why")


def test_then_it_stood_where_it_was_thought_to_be(store: Store) -> None:
    then = coverage.volume(store, asked(as_of=at(10)))
    assert [(r.row, r.bin_at.day, r.count) for r in then.itertuples(index=False)] == [
        ("harbour", 14, 1)
    ]
    now = coverage.volume(store, asked(counting="reach"))
    assert sorted(now["bin_at"].dt.day) == [14, 15]


def test_its_words_event_and_origin_are_taken_back(store: Store) -> None:
    (then,) = coverage.stories(store, asked(as_of=at(10))).to_dict("records")
    assert (then["title"], then["version"]) == ("Harbour reopens", 1)
    assert (then["event_id"], then["copy_of"], then["published_at"]) == ("e1", "", at(2))
    assert (then["earliest_at"], then["latest_at"]) == (at(1), at(2))


def test_as_of_now_is_the_view_of_now(store: Store) -> None:
    for counting in ("reach", "reporting"):
        now = coverage.stories(store, asked(counting=counting))
        late = coverage.stories(store, asked(counting=counting, as_of=at(50)))
        assert now.equals(late)


def test_a_story_first_seen_later_is_left_out(store: Store) -> None:
    assert list(coverage.stories(store, asked(as_of=at(34), counting="reach"))["id"]) == ["s1"]
    assert coverage.stories(store, asked(as_of=at(1))).empty


def test_events_are_chosen_by_what_was_so_then(store: Store) -> None:
    assert list(coverage.stories(store, asked(as_of=at(10), events=("e1",)))["id"]) == ["s1"]
    assert coverage.stories(store, asked(as_of=at(10), events=("e2",))).empty


def test_an_event_is_told_as_it_was_then(store: Store) -> None:
    then, now = coverage.events(store, asked(as_of=at(10))), coverage.events(store, asked())
    assert [(r.event_id, r.stories, r.first_at) for r in then.itertuples()] == [("e1", 1, at(2))]
    assert sorted(now["event_id"]) == ["e1", "e2"]
    late = coverage.events(store, asked(as_of=at(50)))
    counted = ["event_id", "label", "stories", "outlets", "first_outlet"]
    assert sorted(late[counted].values.tolist()) == sorted(now[counted].values.tolist())
    assert coverage.events(store, asked(as_of=at(1))).empty
