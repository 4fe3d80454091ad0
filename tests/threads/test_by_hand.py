"""What links that people draw or deny do to threads."""

from __future__ import annotations

from datetime import UTC, datetime

from feeds.model import Event, EventLink
from feeds.threads.by_hand import denied, drawn

NOON = datetime(2025, 11, 3, 12, tzinfo=UTC)


def event(name: str, thread: str = "") -> Event:
    return Event(name, name, "en", NOON, NOON, 1, 1, thread_id=thread)


def link(later: str, earlier: str) -> EventLink:
    return EventLink(later, earlier, "follows", 0.9, "", NOON)


def test_two_events_in_no_thread_begin_one() -> None:
    assert drawn(event("e2"), event("e1")) == (("e1", "t1"), ("e2", "t1"))


def test_an_event_comes_into_the_thread_of_what_it_goes_on_from() -> None:
    assert drawn(event("e3", "t9"), event("e1", "t1")) == (("e3", "t1"),)


def test_an_event_that_nothing_else_ties_leaves() -> None:
    assert denied(event("e3", "t1"), [], ["e1", "e2", "e3"]) == (("e3", ""),)


def test_an_event_that_is_tied_to_another_one_stays() -> None:
    assert denied(event("e3", "t1"), [link("e3", "e2")], ["e1", "e2", "e3"]) == ()


def test_one_event_alone_is_no_thread() -> None:
    assert denied(event("e2", "t1"), [], ["e1", "e2"]) == (("e2", ""), ("e1", ""))
