"""A state of the data stands for a while as polls write, and falls as soon as people edit."""

from __future__ import annotations

from feeds.store import Store
from feeds.store.audited.tables import LOGIN, Edit
from feeds.store.settling import Settling
from tests.store.make import at, outlet, record


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def of(settling: Settling, clock: Clock, at: float, newest: str, edited: str = "0") -> str:
    """The state that stands at a second."""
    clock.now = at
    return settling.of(newest, edited)


def test_a_state_stands_for_some_seconds() -> None:
    clock = Clock()
    settling = Settling(10, clock)
    assert of(settling, clock, 0, "1") == "1"
    assert of(settling, clock, 9, "2") == "1"
    assert of(settling, clock, 20, "2") == "2"
    assert of(settling, clock, 29, "3") == "2"
    assert of(settling, clock, 30, "4") == "4"


def test_nothing_settles_for_a_while_once_a_person_edited() -> None:
    clock = Clock()
    settling = Settling(10, clock)
    of(settling, clock, 0, "1")
    assert of(settling, clock, 20, "2") == "2"
    assert of(settling, clock, 21, "3", edited="1") == "3"
    assert of(settling, clock, 22, "4", edited="1") == "4", "an edit may take two transactions"
    assert of(settling, clock, 32, "5", edited="1") == "5"
    assert of(settling, clock, 33, "6", edited="1") == "5"


def test_a_store_tells_the_newest_unless_it_is_to_settle(store: Store) -> None:
    store.save_outlets([outlet()])
    first = store.data_version()
    store.record_polls([record()])
    assert store.data_version() != first


def test_what_polls_write_shows_later_what_people_change_at_once(store: Store) -> None:
    store.save_outlets([outlet()])
    store.note_edit(Edit(at(0), "Rima", "feed off", "quay"))
    store.settle(3600)
    before = store.data_version()
    store.record_polls([record()])
    store.note_edit(Edit(at(1), "Rima", LOGIN, "127.0.0.1"))
    assert store.data_version() == before
    store.note_edit(Edit(at(2), "Rima", "feed on", "quay"))
    assert store.data_version() != before
