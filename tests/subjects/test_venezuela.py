"""The second real subject: what its words make of headlines, and what its files promise."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from feeds.model import OFF_SUBJECT
from feeds.subjects import load_book, load_subject
from feeds.subjects.together import every_topic, joined, joined_books
from feeds.topics import Matcher

CASES = Path(__file__).parents[1] / "cases" / "subjects" / "venezuela.toml"
STORIES: list[dict[str, Any]] = tomllib.loads(CASES.read_text("utf-8"))["stories"]
SUBJECT = load_subject("venezuela")
MATCHER = Matcher(SUBJECT.topics)


@pytest.mark.parametrize("story", STORIES, ids=[story["title"][:40] for story in STORIES])
def test_a_story_is_on_the_topics_that_it_tells_of(story: dict[str, Any]) -> None:
    found = MATCHER.match(
        "s", story["title"], story.get("summary", ""), story.get("language", "en")
    )
    told = {match.topic_id for match in found} - {OFF_SUBJECT, "maduro-venezuela"}
    assert told == set(story["topics"])


def test_it_goes_on_one_store_with_syria() -> None:
    books = load_book("syria"), load_book("venezuela")
    both = joined_books(books[0], books[1:])
    feeds = [feed.url for outlet in both.outlets for feed in outlet.feeds]
    assert len(feeds) == len(set(feeds))
    shared = {o.id for o in books[0].outlets} & {o.id for o in books[1].outlets}
    assert {"guardian", "al-jazeera-english"} <= shared
    assert len(both.outlets) == len(books[0].outlets) + len(books[1].outlets) - len(shared)
    whole = joined(load_subject("syria"), [SUBJECT])
    assert len(set(every_topic(whole))) == len(load_subject("syria").topics) + len(SUBJECT.topics)


def test_an_outlet_of_both_has_the_same_facts_in_both() -> None:
    syria = {outlet.id: outlet for outlet in load_book("syria").outlets}
    for outlet in load_book("venezuela").outlets:
        if held := syria.get(outlet.id):
            facts = ("name", "kind", "country", "zone", "owner", "alignment")
            assert [getattr(outlet, f) for f in facts] == [getattr(held, f) for f in facts]


def test_every_claim_names_a_page_and_every_group_has_an_outlet() -> None:
    for outlet in SUBJECT.outlets:
        assert all(claim.source.startswith("https://") for claim in outlet.owner)
    (grouping,) = SUBJECT.groupings
    wanted = {country for group in grouping.groups for country in group.where["country"]}
    assert wanted == {outlet.country for outlet in SUBJECT.outlets if outlet.id != "new-arab"} | {
        "United Kingdom"
    }
