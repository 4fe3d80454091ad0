"""What every store does, whichever database keeps it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from feeds.errors import StoreError
from feeds.model import Derived, EventChange, FeedClock, FeedProfile, FeedState
from feeds.store import Store, open_store
from tests.store import make
from tests.store.make import FIRST, LAST, at


@pytest.fixture
def lantern(store: Store) -> Store:
    """A store that knows two outlets."""
    store.save_outlets([make.outlet("lantern"), make.outlet("anchor")])
    return store


def test_a_new_store_is_empty(store: Store) -> None:
    assert set(store.counts().values()) == {0}
    assert (store.cursor(), store.data_version(), store.span()) == (0, "0", None)
    assert store.meta("subject") is None


def test_facts_are_kept_and_replaced(store: Store) -> None:
    store.set_meta("subject", "harbours")
    store.set_meta("subject", "ميناء")
    assert store.meta("subject") == "ميناء"


def test_a_store_is_as_it_was_when_opened_again(new_url: Callable[[], str]) -> None:
    url = new_url()
    first = open_store(url)
    first.save_outlets([make.outlet()])
    first.record_polls([make.record(make.entry())])
    first.close()
    again = open_store(url, create=False)
    assert [e.raw.key for e in again.entries()] == ["a"]
    again.close()


def test_a_reader_cannot_write(new_url: Callable[[], str]) -> None:
    url = new_url()
    open_store(url).close()
    reader = open_store(url, read_only=True)
    with pytest.raises(StoreError, match="read-only"):
        reader.set_meta("subject", "harbours")
    reader.close()


def test_only_one_at_a_time_may_poll_a_store(new_url: Callable[[], str]) -> None:
    url = new_url()
    first, second = open_store(url), open_store(url)
    refused = pytest.raises(StoreError, match="Another Coverline is polling")
    with first.alone(), refused, second.alone():
        pytest.fail("two pollers at once")
    with second.alone():
        assert second.counts()["polls"] == 0
    first.close()
    second.close()


def test_outlets_come_back_whole_and_those_not_named_stay(lantern: Store) -> None:
    renamed = make.outlet("anchor", country="Elsewhere")
    lantern.save_outlets([renamed])
    assert lantern.outlets() == [renamed, make.outlet("lantern")]


def test_saving_the_same_outlets_changes_nothing(lantern: Store) -> None:
    before = lantern.data_version()
    lantern.save_outlets([make.outlet("anchor")])
    assert lantern.data_version() == before
    lantern.save_outlets([make.outlet("anchor", zone="Asia/Amman")])
    assert lantern.data_version() != before


def test_a_poll_is_kept_with_its_entries_and_state(lantern: Store) -> None:
    hops = ((301, "https://lantern.example/new"),)
    sent = make.record(make.entry("a"), make.entry("b"), redirects=hops, next_due_at=at(1))
    lantern.record_polls([sent])
    (kept,) = lantern.polls("lantern-feed")
    assert kept == replace(sent.poll, id=kept.id)
    found = lantern.entries_after(0, 10)
    ids = [e.id for e in found]
    assert ids == sorted(set(ids))
    assert [replace(e, id=0, poll_id=0) for e in found] == list(sent.entries)
    assert {e.poll_id for e in found} == {kept.id}
    assert lantern.feed_states() == {"lantern-feed": sent.state}


def test_polls_of_one_call_keep_their_own_entries(lantern: Store) -> None:
    lantern.record_polls([make.record(make.entry(f"k{n}"), hours=n) for n in range(30)])
    ids = {p.id: p.started_at for p in lantern.polls("lantern-feed")}
    assert [ids[e.poll_id] for e in lantern.entries()] == [at(n) for n in range(30)]


def test_a_repeated_entry_is_stored_once(lantern: Store) -> None:
    lantern.record_polls([make.record(make.entry("a")), make.record(make.entry("a"))])
    lantern.record_polls([make.record(make.entry("a"), make.entry("a", version=2))])
    assert [(e.raw.key, e.version) for e in lantern.entries()] == [("a", 1), ("a", 2)]
    assert lantern.counts()["polls"] == 3


def test_known_entries_name_the_latest_version(lantern: Store) -> None:
    edited = make.entry("a", version=2, title="Harbour closes")
    lantern.record_polls([make.record(make.entry("a"), edited)])
    keys = ["a", "unknown", *(f"k{n}" for n in range(2000))]
    assert lantern.known_entries("lantern-feed", keys) == {"a": (2, edited.raw.content_hash)}
    assert lantern.known_entries("anchor-feed", ["a"]) == {}


def test_links_are_the_newest_of_known_keys(lantern: Store) -> None:
    moved = make.entry("a", version=2, link="https://lantern.example/moved")
    lantern.record_polls([make.record(make.entry("a"), moved)])
    found = lantern.links_of("lantern-feed", ["a", "unknown"])
    assert found == {"a": "https://lantern.example/moved"}
    assert lantern.links_of("anchor-feed", ["a"]) == {}


def test_text_that_a_database_refuses_loses_no_poll(lantern: Store) -> None:
    lantern.record_polls([make.record(make.entry("a\x00b", published_raw="\x00today"))])
    assert [e.raw.published_raw for e in lantern.entries()] == ["\ufffdtoday"]
    assert list(lantern.known_entries("lantern-feed", ["a\x00b"])) == ["a\x00b"]


def test_a_poll_of_an_unknown_feed_is_refused_whole(lantern: Store) -> None:
    with pytest.raises(StoreError, match="does not hold"):
        lantern.record_polls([make.record(make.entry()), make.record(feed="nobody")])
    assert lantern.counts()["polls"] == lantern.counts()["entries"] == 0


def test_an_instant_without_a_zone_is_refused(lantern: Store) -> None:
    naive = datetime(2026, 3, 14)  # noqa: DTZ001
    with pytest.raises(StoreError, match="no zone"):
        lantern.record_polls([make.record(started_at=naive)])


def test_entries_are_paged_by_the_cursor(lantern: Store) -> None:
    lantern.record_polls([make.record(*(make.entry(f"k{n}") for n in range(5)))])
    first = lantern.entries_after(0, 2)
    rest = lantern.entries_after(first[-1].id, 10)
    assert [e.raw.key for e in first + rest] == [f"k{n}" for n in range(5)]
    assert [e.raw.key for e in lantern.entries("anchor-feed")] == []


def test_the_data_version_follows_polls_and_derived_batches(lantern: Store) -> None:
    seen = [lantern.data_version()]
    lantern.record_polls([])
    lantern.save_derived(Derived(0))
    assert lantern.data_version() == seen[0]
    lantern.record_polls([make.record(outcome="unchanged")])
    seen.append(lantern.data_version())
    lantern.save_derived(Derived(1, stories=(make.story(),)))
    seen.append(lantern.data_version())
    assert len(set(seen)) == 3


def test_all_that_is_derived_comes_back(lantern: Store) -> None:
    story = make.story(event_id="e1", copy_of="s0", copy_evidence="same text")
    grown = EventChange("e1", at(1), "created", "", "first story")
    lantern.save_derived(
        Derived(
            7,
            (story,),
            (("s1", "lantern-feed", "a"),),
            (make.version(),),
            (make.redating(),),
            (make.placed(),),
            (make.event(),),
            (),
            (grown,),
            (make.topic(),),
            (("s1", b"\x00\x01"),),
        )
    )
    assert lantern.cursor() == 7
    assert lantern.stories(["s1", "unknown"]) == {"s1": story}
    assert lantern.versions("s1") == [make.version()]
    assert lantern.redatings("s1") == [make.redating()]
    assert lantern.events(["e1"]) == {"e1": make.event()}
    assert lantern.event_changes("e1") == [grown]
    assert lantern.topics_of(["s1"]) == {"s1": [make.topic()]}
    assert lantern.vectors(["s1", "s2"]) == {"s1": b"\x00\x01"}


def test_saving_a_story_again_replaces_its_place_and_topics(lantern: Store) -> None:
    first = make.story(event_id="e1")
    two = (make.event("e1"), make.event("e2"))
    lantern.save_derived(
        Derived(1, (first,), memberships=(make.placed(),), events=two, topics=(make.topic(),))
    )
    moved = replace(first, event_id="e2", title="Harbour closes")
    lantern.save_derived(
        Derived(
            2,
            (moved,),
            memberships=(make.placed(event_id="e2"),),
            removed_events=("e1",),
            topics=(make.topic(topic_id="ships"),),
        )
    )
    assert [t.topic_id for t in lantern.topics_of(["s1"])["s1"]] == ["ships"]
    assert list(lantern.events(["e1", "e2"])) == ["e2"]
    assert lantern.stories(["s1"])["s1"] == moved


def test_an_event_that_still_holds_stories_is_not_removed(lantern: Store) -> None:
    held = (make.placed(),)
    batch = Derived(1, (make.story(event_id="e1"),), memberships=held, events=(make.event(),))
    lantern.save_derived(batch)
    with pytest.raises(StoreError, match="does not hold"):
        lantern.save_derived(Derived(2, removed_events=("e1",)))
    assert lantern.cursor() == 1


def test_stories_seen_leave_out_the_first_instant_and_take_the_last(lantern: Store) -> None:
    found = [make.story(f"s{n}", seen=n) for n in (3, 1, 2)]
    lantern.save_derived(Derived(1, tuple(found)))
    assert [s.id for s in lantern.stories_seen(at(1), at(3))] == ["s2", "s3"]


def test_what_has_no_event_is_told_apart_by_whether_it_was_seen_late(lantern: Store) -> None:
    found = (
        make.story("placed", 0, event_id="e1"),
        make.story("news-b", 0, seen=5),
        make.story("news-a", 0, seen=72),
        make.story("old-b", -100, seen=7),
        make.story("old-a", -200, seen=9),
    )
    lantern.save_derived(Derived(1, found, events=(make.event(),)))
    days = timedelta(hours=72)
    assert [s.id for s in lantern.unplaced(days, False, 9)] == ["news-b", "news-a"]
    assert [s.id for s in lantern.unplaced(days, True, 9)] == ["old-a", "old-b"]
    assert [s.id for s in lantern.unplaced(days, True, 1)] == ["old-a"]


def test_stories_published_take_the_first_instant_and_leave_out_the_last(lantern: Store) -> None:
    found = (make.story("s3", 3), make.story("s1", 1), make.story("s2", 2))
    lantern.save_derived(Derived(1, found))
    assert [s.id for s in lantern.stories_published(at(1), at(3))] == ["s1", "s2"]


def test_more_ids_than_one_statement_may_bind(lantern: Store) -> None:
    found = tuple(make.story(f"s{n}", hours=-n / 60) for n in range(1200))
    lantern.save_derived(Derived(1, found))
    assert len(lantern.stories([s.id for s in found])) == 1200


def test_a_failed_batch_leaves_nothing_behind(lantern: Store) -> None:
    unplaced = Derived(5, (make.story(),), memberships=(make.placed(event_id="nowhere"),))
    with pytest.raises(StoreError):
        lantern.save_derived(unplaced)
    assert lantern.cursor() == 0
    assert lantern.stories(["s1"]) == {}
    assert lantern.rollup(FIRST, LAST, "published").empty


def test_what_is_remembered_can_be_set_right_without_a_poll(lantern: Store) -> None:
    lantern.record_polls([make.record(hours=1)])
    version = lantern.data_version()
    mended = FeedState("lantern-feed", retired=False, title="The Lantern")
    lantern.keep_states([mended])
    assert lantern.feed_states() == {"lantern-feed": mended}
    assert lantern.counts()["polls"] == 1
    assert lantern.data_version() != version


def test_what_is_kept_has_states_only_for_polled_feeds(lantern: Store) -> None:
    lantern.record_polls([make.record(hours=1), make.record(hours=2)])
    assert lantern.feed_states() == {"lantern-feed": FeedState("lantern-feed", last_poll_at=at(2))}
    assert lantern.span() == (at(1), at(2))


def test_stories_of_events_come_in_order_of_arrival(lantern: Store) -> None:
    names = (("s1", 3, "e1"), ("s2", 1, "e2"), ("s3", 1, "e1"), ("s4", 0, ""))
    found = tuple(make.story(name, seen=seen, event_id=event) for name, seen, event in names)
    lantern.save_derived(Derived(1, found))
    assert [s.id for s in lantern.stories_of_events(["e1", "e2", "e9"])] == ["s2", "s3", "s1"]
    assert lantern.stories_of_events([]) == []


def test_states_come_whole_for_some_feeds_and_light_for_all(lantern: Store) -> None:
    first = make.record(make.entry("a"))
    whole = replace(first.state, window=("a", "b"), rhythm=(0.5,), next_due_at=at(9))
    lantern.record_polls([replace(first, state=whole)])
    assert lantern.states_of(["lantern-feed", "nobody"]) == {"lantern-feed": whole}
    assert lantern.due_states() == {"lantern-feed": replace(whole, window=(), rhythm=())}


def test_what_polling_taught_of_a_feed_comes_back_whole(lantern: Store) -> None:
    over = FeedClock(at(0), at(3), 180, 0, "Asia/Damascus", True, "it said so", at(9))
    lasting = FeedClock(at(20), at(24), -360, 30, sure=False)
    taught = FeedProfile(
        "lantern-feed",
        3,
        (1, 0, 2),
        (0, 3),
        ((1_773_000_000, -600),),
        (-20,),
        7,
        5,
        (over, lasting),
    )
    lantern.save_derived(Derived(1, profiles=(FeedProfile("lantern-feed", told=1),)))
    lantern.save_derived(Derived(2, profiles=(taught,)))
    assert lantern.feed_profiles() == {"lantern-feed": taught}
    assert taught.clock == lasting


def test_a_documents_own_date_is_kept_with_its_entries(lantern: Store) -> None:
    entry = replace(make.entry("a"), channel_raw="Fri, 13 Mar 2026 09:00:00 GMT")
    lantern.record_polls([make.record(entry)])
    assert [e.channel_raw for e in lantern.entries()] == [entry.channel_raw]


def test_entries_of_feeds_come_as_they_arrived_with_the_stories_they_told(lantern: Store) -> None:
    late = make.entry("late", hours=2, summary="The ferry sails.")
    lantern.record_polls([make.record(late), make.record(make.entry("early", hours=1))])
    found = lantern.bare_entries(["lantern-feed", "anchor-feed"], 99)
    assert [(entry.raw.key, entry.raw.summary) for entry in found] == [("early", ""), ("late", "")]
    assert [entry.raw.key for entry in lantern.bare_entries(["lantern-feed"], 1)] == ["late"]
    told = (("s1", "lantern-feed", "late"), ("s1", "anchor-feed", "other"))
    lantern.save_derived(Derived(2, (make.story(),), story_entries=told))
    assert lantern.told_entries(["lantern-feed"]) == [("lantern-feed", "late", "s1")]
