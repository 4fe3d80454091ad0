"""What is looked up story by story, whichever database keeps it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from feeds.model import Derived, Page, PageDate
from feeds.store import Store
from tests.store import make
from tests.store.make import at

WIDE = timedelta(hours=2)


@pytest.fixture
def lantern(store: Store) -> Store:
    """A store that knows an outlet."""
    store.save_outlets([make.outlet("lantern")])
    return store


def page(story_id: str = "s1", **facts: object) -> Page:
    found = (PageDate("meta", "2026-03-14"), PageDate("text", "١٤ آذار"))
    held = {"url": "https://lantern.example/s1", "fetched_at": at(2), "found": found} | facts
    return Page(story_id, **held)  # type: ignore[arg-type]


def test_a_visit_to_a_page_comes_back_whole(lantern: Store) -> None:
    read, failed = page(title="رصيف", status=200), page("s2", found=(), problem="HTTP 404")
    lantern.save_derived(Derived(0, pages=(read, failed)))
    assert lantern.pages(["s1", "s2", "s3"]) == {"s1": read, "s2": failed}


def test_the_entries_of_a_story_are_found_with_all_their_versions(lantern: Store) -> None:
    entries = (make.entry("a"), make.entry("a", 2, 1), make.entry("b"))
    lantern.record_polls([make.record(*entries)])
    links = (("s1", "lantern-feed", "a"),)
    lantern.save_derived(Derived(3, stories=(make.story(),), story_entries=links))
    assert [(e.raw.key, e.version) for e in lantern.entries_of("s1")] == [("a", 1), ("a", 2)]
    assert lantern.entries_of("s2") == []


def test_the_places_in_an_event_come_in_order_of_placing(lantern: Store) -> None:
    stories = tuple(make.story(name, event_id="e1") for name in ("s1", "s2"))
    places = (make.placed("s1", hours=2), make.placed("s2", hours=1))
    lantern.save_derived(Derived(0, stories=stories, events=(make.event(),), memberships=places))
    assert lantern.memberships("e1") == [places[1], places[0]]
    assert lantern.memberships("e2") == []


def test_stories_are_found_by_part_of_id_address_or_headline(lantern: Store) -> None:
    stories = (make.story("s1abc"), make.story("s2", hours=1, title="Choir 100% sings"))
    lantern.save_derived(Derived(0, stories=stories))
    assert [s.id for s in lantern.stories_like("s1a", 5)] == ["s1abc"]
    assert [s.id for s in lantern.stories_like("Lantern.example/s2", 5)] == ["s2"]
    assert [s.id for s in lantern.stories_like("choir 100%", 5)] == ["s2"]
    assert lantern.stories_like("harbour_reopens", 5) == []
    assert [s.id for s in lantern.stories_like("lantern", 1)] == ["s2"]


def test_stories_whose_date_a_page_could_better_are_named(lantern: Store) -> None:
    sure = {"flags": ()}
    dates = {
        "undated": make.dated(0, basis="none", **sure),
        "address": make.dated(0, basis="url", **sure),
        "wide": make.dated(0, basis="polled", earliest_at=at(-3), **sure),
        "contradicted": make.dated(0, flags=("zone-corrected", "conflicts-with-url")),
        "narrow": make.dated(0, basis="polled", **sure),
        "published": make.dated(0, **sure),
        "visited": make.dated(0, basis="none", **sure),
        "old": make.dated(0, basis="none", **sure),
        "unlinked": make.dated(0, basis="none", **sure),
    }
    stories = []
    for name, date in dates.items():
        held = make.story(name, seen=-9 if name == "old" else 0, date=date)
        stories.append(replace(held, link="") if name == "unlinked" else held)
    lantern.save_derived(Derived(0, stories=tuple(stories), pages=(page("visited"),)))
    named = [story.id for story in lantern.pageless(at(-1), WIDE, 10)]
    assert named == ["address", "contradicted", "undated", "wide"]
    assert len(lantern.pageless(at(-1), WIDE, 2)) == 2


def test_the_versions_of_several_stories_come_oldest_first(lantern: Store) -> None:
    first, second = make.version(1), make.version(2, "Harbour closes", 3)
    other = replace(make.version(1), story_id="s2")
    stories = (make.story("s1"), make.story("s2"))
    lantern.save_derived(Derived(0, stories=stories, versions=(first, second, other)))
    assert lantern.versions_of(["s1", "s2", "s3"]) == {"s1": [first, second], "s2": [other]}
