"""An entry becomes a story; a story seen again is kept, edited or re-dated."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from feeds.identity import Identified, known, story_id, story_ids, to_story
from feeds.model import Entry, Feed, Outlet, RawEntry, Story, StoryDate

NOON = datetime(2024, 10, 8, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
OUTLET = Outlet("lantern", "The Lantern", "The Lantern", "newspaper", "SY", ("en",), "UTC")
FRONT = Feed("lantern-front", "lantern", "https://lantern.example/rss", "en")
WORLD = Feed("lantern-world", "lantern", "https://lantern.example/world", "en")
RAW = RawEntry(
    "k",
    "g",
    "https://lantern.example/bridge?utm_source=rss",
    "A bridge opens",
    "Ribbons.",
    0,
    "",
    "en",
    "Tue, 08 Oct 2024 11:00:00 GMT",
)


def date_at(at: datetime, raw: str = RAW.published_raw, **more: Any) -> StoryDate:
    plain = StoryDate(at, at, at, "published", "second", "high", raw)
    return replace(plain, **more)


def entry(feed: Feed = FRONT, version: int = 1, at: datetime = NOON, **raw: Any) -> Entry:
    return Entry(feed.id, version, at, replace(RAW, **raw), at - HOUR)


def first() -> Story:
    return to_story(entry(), OUTLET, FRONT, date_at(NOON - HOUR)).story


def again(
    then: Story, date: StoryDate | None = None, feed: Feed = FRONT, version: int = 2, **raw: Any
) -> Identified:
    later = entry(feed, version, NOON + HOUR, **raw)
    return to_story(later, OUTLET, feed, date or then.date, then)


def test_a_new_story_has_its_first_version_and_its_first_date() -> None:
    found = to_story(entry(), OUTLET, FRONT, date_at(NOON - HOUR))
    assert found.story.url == "https://lantern.example/bridge"
    assert found.story.link == RAW.link
    assert found.version is not None
    assert found.version.title == RAW.title
    assert found.redating is not None
    assert found.redating.before_at is None


def test_an_id_is_the_outlets_and_the_articles() -> None:
    plain = story_id("lantern", RAW)
    assert plain.startswith("s")
    assert len(plain) == 16
    assert plain == story_id("lantern", replace(RAW, link="http://m.lantern.example/bridge/"))
    assert plain != story_id("beacon", RAW)


def test_without_a_link_of_its_own_the_guid_or_the_title_tells_stories_apart() -> None:
    home = replace(RAW, link="https://lantern.example/")
    assert story_id("lantern", home) != story_id("lantern", replace(home, guid="other"))
    bare = replace(RAW, link="", guid="")
    assert story_id("lantern", bare) != story_id("lantern", replace(bare, title="Another"))


def ids(**raw: Any) -> tuple[str, ...]:
    return story_ids("lantern", replace(RAW, **raw))


def test_a_changed_slug_leaves_the_story_what_it_was() -> None:
    old = "https://lantern.example/world/bridge-opens-5772536"
    new = "https://lantern.example/local/mayor-opens-bridge-at-last-5772536"
    then = replace(first(), id=ids(link=old)[0])
    assert known("lantern", replace(RAW, link=new), {then.id: then}) is then
    assert ids(link="https://lantern.example/local/other-5772537")[0] != then.id
    assert ids(link=f"{old}?page=2")[0] == then.id


def test_a_guid_that_keeps_the_first_address_finds_the_story() -> None:
    then = first()
    moved = replace(RAW, guid=RAW.link, link="https://lantern.example/bridge-open-at-last")
    assert known("lantern", moved, {then.id: then}) is then
    assert known("lantern", replace(moved, guid="4711"), {then.id: then}) is None


def test_a_guid_that_is_used_again_is_another_story() -> None:
    then = first()
    other: Any = {"title": "Rain ahead", "published_raw": "Wed, 09 Oct 2024 11:00:00 GMT"}
    link = "https://lantern.example/rain"
    assert (
        known("lantern", replace(RAW, guid=RAW.link, link=link, **other), {then.id: then}) is None
    )


@pytest.mark.parametrize("guid", ["", "1", "https://lantern.example/", "tag:lantern,2024:x"])
def test_whatever_the_guid_is_the_link_tells_the_story(guid: str) -> None:
    assert ids(guid=guid) == ids(guid="another")


def test_two_columns_of_one_name_are_two_stories() -> None:
    monday, tuesday = (
        replace(RAW, link=f"https://lantern.example/2024/10/{day}/briefing", title="Briefing")
        for day in ("07", "08")
    )
    assert not set(story_ids("lantern", monday)) & set(story_ids("lantern", tuesday))


def test_a_story_known_by_its_address_alone_is_found() -> None:
    link = "https://lantern.example/world/bridge-opens-5772536"
    then = replace(first(), id=ids(link=link)[1])
    assert known("lantern", replace(RAW, link=link), {then.id: then}) is then


def test_nothing_new_leaves_the_very_story() -> None:
    then = first()
    found = again(then)
    assert found.story is then
    assert (found.version, found.redating) == (None, None)


def test_an_edited_headline_is_a_version() -> None:
    found = again(first(), title="A bridge opens at last")
    assert (found.story.version, found.story.title) == (2, "A bridge opens at last")
    assert found.version is not None
    assert (found.version.version, found.version.seen_at) == (2, NOON + HOUR)
    assert found.story.first_seen_at == NOON


def test_another_feeds_own_wording_is_no_edit() -> None:
    then = first()
    assert again(then, feed=WORLD, version=1, summary="Cut sh…").story is then


def test_a_headline_known_from_a_sitemap_gets_its_text_without_an_edit() -> None:
    then = replace(first(), summary="")
    found = again(then, version=1, summary="The mayor cut the ribbon.")
    assert (found.story.summary, found.story.version) == ("The mayor cut the ribbon.", 1)
    assert found.version is None


def test_an_earlier_publication_is_followed() -> None:
    found = again(first(), date_at(NOON - 3 * HOUR, "Tue, 08 Oct 2024 09:00:00 GMT"))
    assert found.story.date.published_at == NOON - 3 * HOUR
    assert found.redating is not None
    assert found.redating.before_at == NOON - HOUR


def test_a_date_moved_forward_is_written_down_and_not_followed() -> None:
    moved = date_at(NOON - HOUR / 2, "Tue, 08 Oct 2024 11:30:00 GMT")
    found = again(first(), moved)
    assert found.story.date.published_at == NOON - HOUR
    assert "moved-later" in found.story.date.flags
    assert found.redating is not None
    assert "11:30" in found.redating.reason
    assert again(found.story, moved).redating is None


def test_a_written_date_replaces_one_from_the_polls() -> None:
    polled = date_at(NOON, "", basis="polled", confidence="low", earliest_at=NOON - 9 * HOUR)
    then = replace(first(), date=polled)
    found = again(then, date_at(NOON - HOUR))
    assert found.story.date.basis == "published"
    assert found.redating is not None
    assert (
        found.redating.reason
        == "the feed gave the date of its publication, which tells more than the polls"
    )


def test_a_day_gives_way_to_the_minute_within_it() -> None:
    day = date_at(NOON, "2024-10-08", precision="day", earliest_at=NOON - 12 * HOUR)
    found = again(replace(first(), date=day), date_at(NOON - HOUR))
    assert found.story.date.precision == "second"


def test_a_less_sure_date_is_not_followed() -> None:
    doubtful = date_at(NOON - 5 * HOUR, "8/10/24 7:00", confidence="low")
    found = again(first(), doubtful)
    assert found.story.date.published_at == NOON - HOUR
    assert "dates-differ" in found.story.date.flags


FOOTED = "Ribbons. The post A bridge opens appeared first on The Lantern."


def test_a_footer_is_no_part_of_a_storys_text() -> None:
    found = to_story(entry(summary=FOOTED), OUTLET, FRONT, date_at(NOON - HOUR))
    assert found.story.summary == "Ribbons."
    assert found.version is not None
    assert found.version.summary == "Ribbons."


def test_a_footer_that_comes_or_goes_is_no_edit() -> None:
    assert again(first(), summary=FOOTED).version is None
    kept = replace(first(), summary=FOOTED)  # by an earlier version of this program
    assert again(kept, summary=FOOTED).version is None
    assert again(kept, summary="Ribbons.").version is None
