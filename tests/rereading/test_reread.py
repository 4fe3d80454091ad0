"""The dates of all stories read anew from what feeds said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from feeds.model import Derived, Page, PageDate, Redating
from feeds.redating import apply as fix
from feeds.redating import fixes
from feeds.rereading import reread
from feeds.rereading.run import REASON
from tests.engine.killing import Killer
from tests.rereading.conftest import HOUR, SUBJECT, Listing, contents, outlet

DASK = pytest.param("local:2", id="dask")


def test_a_store_that_today_s_rules_dated_stays_as_it_is(listing: Listing) -> None:
    before = contents(listing.store)
    found = reread(listing.store, SUBJECT, listing.at)
    assert found.entries == listing.listed
    assert found.fixes == ()
    assert contents(listing.store) == before


def test_the_stories_of_this_test_are_dated_in_every_way(listing: Listing) -> None:
    told = [story.date for story in listing.stories()]
    assert {date.basis for date in told} >= {"published", "polled"}
    assert any("zone-corrected" in date.flags for date in told)
    assert any("delay-of-others" in date.flags for date in told), "one feed borrows from others"
    moved = [s for s in listing.stories() if len(listing.store.redatings(s.id)) > 1]
    assert moved, "a second feed of an outlet bettered a date"


def test_what_an_older_rule_dated_is_dated_anew_with_its_line(listing: Listing) -> None:
    right = listing.spoil("barge")
    found = reread(listing.store, SUBJECT, listing.at)
    assert [one.story.id for one in found.fixes] == [right.id]
    assert listing.store.stories([right.id])[right.id] == right
    line = listing.store.redatings(right.id)[-1]
    assert (line.reason, line.date) == (REASON, right.date)
    assert line.before_at == right.date.published_at - 9 * HOUR
    assert reread(listing.store, SUBJECT, listing.at).fixes == (), "a second time changes nothing"


def test_a_story_that_borrows_is_dated_anew_too(listing: Listing) -> None:
    right = listing.spoil("canoe")
    assert reread(listing.store, SUBJECT, listing.at).fixes
    assert listing.store.stories([right.id])[right.id] == right


def test_an_outlet_s_zone_set_right_dates_its_stories_by_it(listing: Listing) -> None:
    before = {story.id: story.date for story in listing.stories()}
    listing.store.save_outlets([outlet("canoe", zone="Asia/Tokyo")])
    found = reread(listing.store, SUBJECT, listing.at)
    assert {one.story.outlet_id for one in found.fixes} == {"canoe"}
    days = [s for s in listing.stories() if before[s.id].precision == "day"]
    assert days
    assert all(s.date != before[s.id] for s in days)


def test_feeds_are_learnt_of_anew(listing: Listing) -> None:
    right = listing.store.feed_profiles()
    wrong = tuple(replace(profile, dated=0, delays=()) for profile in right.values())
    listing.store.save_derived(Derived(listing.store.cursor(), profiles=wrong))
    reread(listing.store, SUBJECT, listing.at)
    assert listing.store.feed_profiles() == right


def test_what_is_not_dated_yet_is_left_to_the_next_pass(listing: Listing) -> None:
    before = contents(listing.store)["feed_profiles"]
    listing.lists("barge-all", "yesterday")
    assert reread(listing.store, SUBJECT, listing.at).entries == listing.listed - 1
    assert contents(listing.store)["feed_profiles"] == before


def test_a_date_that_was_fixed_by_hand_stays(listing: Listing) -> None:
    profile = listing.store.feed_profiles()["skiff-all"]
    later = listing.at + HOUR
    fix(listing.store, SUBJECT, list(fixes(listing.store, profile, later)))
    before = contents(listing.store)
    found = reread(listing.store, SUBJECT, later)
    assert (found.fixes, found.by_hand) == ((), 3)
    assert contents(listing.store) == before


def test_what_a_page_said_is_heeded_again(listing: Listing) -> None:
    story = next(s for s in listing.stories() if s.date.basis == "polled")
    said = story.first_seen_at - timedelta(minutes=33)
    page = Page(story.id, story.link, listing.at, title=story.title,
                found=(PageDate("meta", said.isoformat()),))  # fmt: skip
    date = replace(story.date, published_at=said, earliest_at=said, latest_at=said, basis="page")
    line = Redating(story.id, listing.at, date, story.date.published_at, "its page said so")
    listing.store.save_derived(
        Derived(listing.store.cursor(), (replace(story, date=date),), redatings=(line,),
                pages=(page,))
    )  # fmt: skip
    reread(listing.store, SUBJECT, listing.at + HOUR)
    again = listing.store.stories([story.id])[story.id].date
    assert (again.basis, again.published_at) == ("page", said)


@pytest.mark.parametrize("engine", ["pool:1", "pool:2", DASK])
def test_any_engine_gives_the_same(
    listing: Listing, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    monkeypatch.setattr("feeds.rereading.histories.ENTRIES", 1)  # a part an outlet
    before = contents(listing.store)
    spoilt = {listing.spoil(name).id for name in ("barge", "canoe", "skiff")}
    found = reread(listing.store, SUBJECT, listing.at, engine=engine)
    assert {one.story.id for one in found.fixes} == spoilt
    after = contents(listing.store)
    assert after["stories"] == before["stories"]
    assert after["feed_profiles"] == before["feed_profiles"]


def test_a_worker_killed_in_the_middle_changes_nothing(
    listing: Listing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feeds.rereading.histories.ENTRIES", 1)
    before, killer = contents(listing.store), Killer()
    assert reread(listing.store, SUBJECT, listing.at, killer, "pool:2").fixes == ()
    assert killer.killed
    assert contents(listing.store) == before
