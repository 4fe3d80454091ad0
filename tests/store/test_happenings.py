"""Events keep threads, links, names and corrections; the ids of merged events lead on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from feeds.model import Correction, Derived, EventLink, FoundTopic, NameUse
from feeds.store.protocol import Store
from tests.store import make
from tests.store.make import at

EVENTS = (make.event("e1"), make.event("e2"), make.event("e3"))


@pytest.fixture
def lantern(store: Store) -> Store:
    """A store that knows an outlet."""
    store.save_outlets([make.outlet("lantern")])
    return store


def link(start: str, end: str, hours: float = 0) -> EventLink:
    return EventLink(start, end, "follows", 0.5, "both name the harbour", at(hours))


def use(story_id: str = "s1", start: int = 0, **facts: str) -> NameUse:
    held = NameUse(story_id, "n-harbour", "Harbour", "place", "Harbour", "title", start, start + 7)
    return replace(held, **facts)


def test_a_merged_event_leads_to_where_its_stories_went(lantern: Store) -> None:
    lantern.save_derived(Derived(1, events=EVENTS))
    lantern.save_derived(Derived(2, aliases=(("e3", "e2"),), removed_events=("e3",)))
    lantern.save_derived(Derived(3, aliases=(("e2", "e1"),), removed_events=("e2",)))
    assert [lantern.current_event(name) for name in ("e1", "e2", "e3")] == ["e1"] * 3
    assert list(lantern.events(["e1", "e2", "e3"])) == ["e1"]


def test_an_event_that_split_off_again_leads_nowhere_else(lantern: Store) -> None:
    lantern.save_derived(Derived(1, events=EVENTS))
    lantern.save_derived(Derived(2, aliases=(("e2", "e1"),), removed_events=("e2",)))
    lantern.save_derived(Derived(3, events=(make.event("e2"),)))
    assert lantern.current_event("e2") == "e2"


def test_links_follow_a_merged_event_and_never_lead_to_themselves(lantern: Store) -> None:
    links = (link("e2", "e1", 1), link("e3", "e2", 2))
    lantern.save_derived(Derived(1, events=EVENTS, linked=("e2", "e3"), links=links))
    assert lantern.event_links(["e2"]) == list(links)
    lantern.save_derived(Derived(2, aliases=(("e2", "e1"),), removed_events=("e2",)))
    assert lantern.event_links(["e1"]) == [link("e3", "e1", 2)]


def test_links_follow_past_an_event_that_came_and_went_at_once(lantern: Store) -> None:
    lantern.save_derived(
        Derived(1, events=EVENTS, linked=("e3",), links=(link("e3", "e2"), link("e3", "e1", 2)))
    )
    gone = (("e2", "brief"), ("brief", "e1"))
    lantern.save_derived(Derived(2, aliases=gone, removed_events=("e2", "brief")))
    assert [(x.from_event_id, x.to_event_id) for x in lantern.event_links(["e1"])] == [("e3", "e1")]
    assert lantern.current_event("e2") == lantern.current_event("brief") == "e1"


def test_links_are_replaced_for_the_events_that_were_looked_at(lantern: Store) -> None:
    links = (link("e2", "e1", 1), link("e3", "e1", 2))
    lantern.save_derived(Derived(1, events=EVENTS, linked=("e2", "e3"), links=links))
    lantern.save_derived(Derived(2, linked=("e3",)))
    assert lantern.event_links(["e1"]) == [link("e2", "e1", 1)]


def test_an_event_keeps_its_thread_until_a_batch_says_another(lantern: Store) -> None:
    lantern.save_derived(Derived(1, events=EVENTS, threads=(("e1", "t1"), ("e2", "t1"))))
    lantern.save_derived(Derived(2, events=(make.event("e1", stories=4),)))
    assert [e.id for e in lantern.threads(["t1", ""])["t1"]] == ["e1", "e2"]
    lantern.save_derived(Derived(3, threads=(("e2", ""),)))
    assert [e.id for e in lantern.threads(["t1"])["t1"]] == ["e1"]


def test_threads_are_listed_by_their_newest_story(lantern: Store) -> None:
    assert lantern.newest_threads(9) == []
    lantern.save_derived(Derived(1, events=EVENTS, threads=(("e1", "t1"), ("e2", "t2"))))
    latest = max(EVENTS[:2], key=lambda event: event.last_at)
    newest = "t1" if latest.id == "e1" else "t2"
    assert lantern.newest_threads(9)[0] == newest
    assert set(lantern.newest_threads(9)) == {"t1", "t2"}
    assert lantern.newest_threads(1) == [newest]


def test_names_are_replaced_for_the_stories_that_were_looked_at(lantern: Store) -> None:
    stories = (make.story("s1"), make.story("s2", 1))
    held = (use(), use("s2", surface="the harbour"))
    lantern.save_derived(Derived(1, stories, named=("s1", "s2"), names=held))
    assert lantern.names_of(["s1", "s2"]) == {"s1": [held[0]], "s2": [held[1]]}
    assert [s.id for s in lantern.stories_named("n-harbour", 9)] == ["s2", "s1"]
    assert lantern.surfaces(["s2"], ["n-harbour"]) == [("s2", "n-harbour", "the harbour")]
    lantern.save_derived(Derived(2, named=("s1",)))
    assert [s.id for s in lantern.stories_named("n-harbour", 9)] == ["s2"]


def test_corrections_are_numbered_in_order(lantern: Store) -> None:
    pin = Correction("pin", "story:s1", "story:s2", "desk", "one landing", at(1))
    rename = Correction("rename", "event:e1", "Harbour", "desk", "", at(2))
    numbers = [lantern.add_correction(correction) for correction in (pin, rename)]
    assert numbers == [1, 2]
    assert lantern.corrections() == [replace(pin, id=1), replace(rename, id=2)]


def test_a_correction_is_a_change_that_views_show(lantern: Store) -> None:
    before = lantern.data_version()
    lantern.add_correction(Correction("rename", "event:e1", "Harbour", "desk", "", at(2)))
    assert lantern.data_version() != before


def test_found_topics_are_replaced_as_a_whole(lantern: Store) -> None:
    lantern.save_derived(Derived(1, events=EVENTS))
    first = FoundTopic("f1", "Harbour", ("harbour",), at(0), at(1), None, "", 2, 5)
    lantern.save_found_topics([first], [("e1", "f1"), ("e2", "f1")])
    assert lantern.found_topics() == ([first], {"e1": "f1", "e2": "f1"})
    ended = replace(first, ended_at=at(9), events=1)
    lantern.save_found_topics([ended], [("e1", "f1")])
    assert lantern.found_topics() == ([ended], {"e1": "f1"})
