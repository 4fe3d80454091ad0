"""Explaining a story, an event and a feed: what is told, and that nothing hostile gets out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dashboard.explain.places import why
from dashboard.explain.telling import explained
from dashboard.explain.told import plain
from feeds.errors import SelectionError
from feeds.identity.story import story_id
from feeds.model import Derived, EventChange, Page, PageDate, Redating, StoryDate, StoryVersion
from feeds.store import Store, open_store
from tests.store import make
from tests.store.make import at

HOSTILE = "Harbour \x1b[31mreopens\x07 \u202eesrever\u2066 <b>today</b>"
ADDRESS = "https://lantern.example/harbour-reopens"
NEWS = story_id("lantern", make.raw("a", link=ADDRESS))


def dated(**facts: object) -> StoryDate:
    """A date that the outlet wrote at noon."""
    held = StoryDate(
        at(0), at(0), at(0), "published", "second", "high", "Sat, 14 Mar", "rfc822", "+00:00",
        "written", (), ("the polls at 2026-03-14 12:00:00 UTC",),
    )  # fmt: skip
    return replace(held, **facts)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A lantern with a story that was re-dated, edited and reprinted."""
    one = open_store(f"sqlite:///{tmp_path}/explained.db")
    one.save_outlets([make.outlet("lantern")])
    one.record_polls([make.record(make.entry("a", link=ADDRESS))])
    late = dated(basis="polled", precision="interval", confidence="low", earliest_at=at(-1),
                 latest_at=at(2), published_at=at(2), raw="")  # fmt: skip
    story = replace(make.story(NEWS, event_id="e1"), link=ADDRESS, date=dated(), version=2)
    copy = replace(
        make.story("s2", hours=3, event_id="e1", title=HOSTILE),
        copy_of=NEWS,
        copy_evidence=f"70% of the word triples as {NEWS} of lantern, 3.0 h after it",
        date=dated(basis="none", confidence="low", raw="", flags=("set-aside:in the future",)),
    )
    one.save_derived(
        Derived(
            1,
            stories=(story, copy),
            story_entries=((NEWS, "lantern-feed", "a"),),
            versions=(
                StoryVersion(NEWS, 1, at(0), "Harbour shut", "", ""),
                StoryVersion(NEWS, 2, at(5), "Harbour reopens", "", ""),
            ),
            redatings=(
                Redating(NEWS, at(2), late, None, "first dated, by polled"),
                Redating(NEWS, at(26), dated(), at(2), "the feed gave the date"),
                Redating(NEWS, at(27), dated(), at(0), "another was given too"),
            ),
            events=(make.event("e1", stories=2),),
            memberships=(make.placed(NEWS, "e1", 0), make.placed("s2", "e1", 3)),
            event_changes=(EventChange("e1", at(0), "created", reason="first"),),
            pages=(Page("s2", ADDRESS, at(4), problem="HTTP 404 Not Found"),
                   Page(NEWS, ADDRESS, at(4), found=(PageDate("meta", "2026-03-14"),))),
        )
    )  # fmt: skip
    yield one
    one.close()


def told(store: Store, word: str, zone: str = "Asia/Damascus") -> str:
    return " ".join(explained(store, word, zone).text().split())


def test_a_story_tells_when_and_how_that_is_known(store: Store) -> None:
    text = told(store, f"story:{NEWS}")
    assert "Published on 14 March 2026, 15:00 in Damascus (12:00 UTC)." in text
    assert "The feed gave the time of publication. This is sure." in text
    assert "It is exact to the second. Its zone is written in it: UTC." in text
    assert "The polls at 14 March 2026, 12:00 UTC." in text
    assert (
        "Read on 14 March 2026 at 16:00 UTC: “\u20682026-03-14\u2069” (stated for machines)" in text
    )
    assert "cluster" not in text


def test_each_change_of_a_date_is_told_with_its_reason(store: Store) -> None:
    text = told(store, NEWS, "UTC")
    assert (
        "First dated on 14 March 2026, 14:00 UTC: between 14 March 2026, 11:00 UTC and"
        " 14 March 2026, 14:00 UTC." in text
    )
    assert (
        "Re-dated on 15 March 2026, 14:00 UTC, from 14 March 2026, 14:00 UTC to"
        " 14 March 2026, 12:00 UTC, because the feed gave the date." in text
    )
    assert "Noted on 15 March 2026, 15:00 UTC: another was given too." in text


def test_headlines_stand_with_their_times(store: Store) -> None:
    text = told(store, NEWS, "UTC")
    assert "From 14 March 2026, 12:00 UTC: “\u2068Harbour shut\u2069”" in text
    assert "From 14 March 2026, 17:00 UTC: “\u2068Harbour reopens\u2069”" in text


def test_a_reprint_names_its_origin_and_an_undated_story_no_time(store: Store) -> None:
    text = told(store, "s2")
    assert f"of Lantern (story:{NEWS}): 70 % of its runs of three words are the same" in text
    assert "how long before is not known" in text
    assert "A date was set aside: in the future." in text
    assert "Not read on 14 March 2026 at 16:00 UTC: HTTP 404 Not Found." in text


@pytest.mark.parametrize("word", [ADDRESS, f"{ADDRESS}?utm_source=x", NEWS, f" story:{NEWS} "])
def test_a_story_is_found_by_its_id_or_its_address(store: Store, word: str) -> None:
    assert explained(store, word, "UTC").name == f"story:{NEWS}"


def test_an_event_tells_its_stories_and_why(store: Store) -> None:
    text = told(store, "e1", "UTC")
    assert "2 stories of 1 outlet" in text
    assert f"Lantern: “\u2068Harbour reopens\u2069” (story:{NEWS}). Same words." in text
    assert "Found on 14 March 2026, 12:00 UTC." in text


@pytest.mark.parametrize(
    "word", ["feed:lantern-feed", "lantern-feed", "https://lantern.example/rss"]
)
def test_a_feed_tells_how_it_does(store: Store, word: str) -> None:
    text = told(store, word, "UTC")
    assert text.startswith("Lantern A feed, ")
    assert "Nothing yet: no dated story came since it was first polled." in text
    assert "14 March 2026, 12:00 UTC: 0 entries, 0 new." in text


@pytest.mark.parametrize(
    ("word", "near"),
    [
        (NEWS[:9], f"story:{NEWS}"),
        ("feed:lanter-feed", "feed:lantern-feed"),
        ("harbour reop", f"story:{NEWS}"),
        ("https://lantern.example/harbour-reop", f"story:{NEWS}"),
        ("https://lantern.example/x", f"story:{NEWS}"),
        ("story:\x1b[2Jnone", "Give story:ID"),
    ],
    ids=["start", "feed", "words", "address", "host", "nothing"],
)
def test_what_is_not_there_is_refused_with_what_is_near(store: Store, word: str, near: str) -> None:
    with pytest.raises(SelectionError) as refused:
        explained(store, word, "UTC")
    assert near in str(refused.value)
    assert "\x1b" not in str(refused.value)


def test_hostile_text_drives_no_terminal(store: Store) -> None:
    text = explained(store, "s2", "UTC").text() + explained(store, "e1", "UTC").text()
    assert not {"\x1b", "\x07", "\u202e", "\u2066"} & set(text)
    assert "<b>today</b>" in text  # it is text, not markup
    assert explained(store, "s2", "UTC").json().isascii()


def test_a_long_address_is_not_cut(store: Store) -> None:
    link = f"https://lantern.example/{'%d9' * 300}"
    store.save_derived(Derived(1, stories=(replace(make.story("s4"), link=link),)))
    assert explained(store, "s4", "UTC").url == link


def test_facts_for_scripts_hold_all_of_it(store: Store) -> None:
    facts = json.loads(explained(store, NEWS, "UTC").json())
    assert (facts["kind"], facts["story"]["date"]["basis"]) == ("story", "published")
    assert facts["ledger"][1]["before_at"] == at(2).isoformat()
    assert facts["page"]["found"] == [{"part": "meta", "raw": "2026-03-14"}]
    assert facts["entries"][0]["raw"]["link"] == ADDRESS


def test_a_zone_with_another_day_names_both_days(store: Store) -> None:
    text = told(store, NEWS, "Pacific/Auckland")
    assert "15 March 2026, 01:00 in Auckland (14 March, 12:00 UTC)" in text


REASONS = {
    'closest to "Rain": words .32, meaning .50, 0 h apart': "Most like “\u2068Rain\u2069”"
    " (words 32 % alike, meaning 50 %, less than an hour apart)",
    'first of its event: not close enough at -2.14; closest to "A "b"": words 1.00, meaning -.02,'
    " 3 h apart": "It opened the event: no earlier story was close enough; the closest was"
    ' “\u2068A "b"\u2069” (words 100 % alike, meaning -2 %, 3 h apart)',
    'reprint of "Rain"': "a reprint of “\u2068Rain\u2069”",
    "first of its event: nothing alike in the last 72 hours": "It opened the event: nothing alike"
    " in the last 72 hours",
}


@pytest.mark.parametrize("reason", REASONS, ids=["near", "first", "reprint", "alone"])
def test_a_place_in_an_event_is_told_in_words(reason: str) -> None:
    assert why(reason) == REASONS[reason]


def test_long_text_is_cut_and_joiners_stay() -> None:
    assert plain("می\u200cرود\n\tx") == "می\u200cرود x"
    assert len(plain("a" * 1000)) == 400


def test_a_length_of_time_is_told_as_a_person_would(store: Store) -> None:
    wide = dated(earliest_at=at(-1), precision="hour")
    story = replace(
        make.story("s3"), date=wide, first_seen_at=datetime(2026, 3, 14, 12, tzinfo=UTC)
    )
    store.save_derived(Derived(1, stories=(story,)))
    assert wide.latest_at - wide.earliest_at == timedelta(hours=1)
    assert "That is 1 h." in told(store, "s3")
