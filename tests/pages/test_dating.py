"""What a page is believed about, and what it never overrules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from feeds.dates import Context
from feeds.model import Page, PageDate, Redating, Story, StoryDate
from feeds.pages.dating import redated

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
HEADLINE = "Ferry service resumes after storm"
CONTEXT = Context("en", "Asia/Damascus", "Syria", NOON + timedelta(days=1))


def polled(hours: float = 5) -> StoryDate:
    """Listed in the hours up to noon."""
    earliest = NOON - timedelta(hours=hours)
    return StoryDate(NOON, earliest, NOON, "polled", "interval", "low", evidence=("the polls",))


def story(date: StoryDate) -> Story:
    url = "https://harbour.example/ferry"
    return Story(
        "s1", "harbour", "harbour-feed", url, url, HEADLINE, "", "en", "news", "title", date, NOON
    )  # fmt: skip


def page(*found: tuple[str, str], title: str = HEADLINE, problem: str = "") -> Page:
    dates = tuple(PageDate(part, raw) for part, raw in found)  # type: ignore[arg-type]
    return Page("s1", "", CONTEXT.fetched_at, title=title, found=dates, problem=problem)


def read(date: StoryDate, *found: tuple[str, str], **facts: str) -> Redating | None:
    return redated(story(date), page(*found, **facts), CONTEXT)


def test_an_instant_that_the_page_states_dates_the_story() -> None:
    line = read(polled(), ("meta", "2026-01-05T11:30:00+02:00"))
    assert line is not None
    assert line.date.published_at == datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
    assert (line.date.basis, line.date.confidence) == ("page", "medium")
    assert (line.at, line.before_at) == (CONTEXT.fetched_at, NOON)
    assert line.reason == "its page says '2026-01-05T11:30:00+02:00'"
    assert line.date.evidence == (
        "the polls",
        "its page says '2026-01-05T11:30:00+02:00': read as 2026-01-05 09:30:00 UTC; chosen",
    )


def test_a_story_listed_long_after_it_was_published_is_dated_by_its_page() -> None:
    line = read(polled(), ("data", "2026-01-03T08:00:00Z"))
    assert line is not None
    assert line.date.latest_at == datetime(2026, 1, 3, 8, tzinfo=UTC)


def test_a_day_only_narrows_what_the_polls_allow() -> None:
    wide = polled(hours=60)
    line = read(wide, ("library", "2026-01-04"))
    assert line is not None
    day = datetime(2026, 1, 3, 21, tzinfo=UTC)  # midnight in Damascus
    assert (line.date.earliest_at, line.date.basis) == (day, "page")
    assert line.date.latest_at - day <= timedelta(days=1)
    assert line.date.confidence == "low"


def test_words_of_the_levant_beside_the_headline_are_read() -> None:
    arabic = replace(CONTEXT, language="ar")
    held = page(("text", "نشر في 5 كانون الثاني 2026 - 11:30"))
    line = redated(story(polled()), held, arabic)
    assert line is not None
    assert line.date.published_at == datetime(2026, 1, 5, 8, 30, tzinfo=UTC)


NOT_BELIEVED = {
    "a later edit": (polled(), [("meta", "2026-01-05T18:00:00Z")]),
    "a day against the polls": (polled(), [("library", "2025-12-01")]),
    "a line against the polls": (polled(), [("text", "3 December 2025 10:00")]),
    "a day wider than the polls": (polled(1), [("library", "2026-01-05")]),
    "nothing readable": (polled(), [("meta", "soon"), ("text", "12 comments")]),
    "the future": (polled(), [("meta", "2031-01-01T00:00:00Z")]),
    "nothing": (polled(), []),
}


@pytest.mark.parametrize("name", NOT_BELIEVED)
def test_what_cannot_be_so_changes_nothing(name: str) -> None:
    date, found = NOT_BELIEVED[name]
    assert read(date, *found) is None


def test_a_page_with_another_headline_is_not_the_storys() -> None:
    stated = ("meta", "2026-01-05T11:30:00+02:00")
    assert read(polled(), stated, title="Choir sings at the quay") is None
    assert read(polled(), stated, title="Ferry service resumes, storm over | Harbour") is not None


def test_a_page_that_failed_says_nothing() -> None:
    assert read(polled(), ("meta", "2026-01-05T11:30:00Z"), problem="HTTP 404") is None


def test_a_date_of_the_feed_is_better_than_the_pages() -> None:
    at = NOON - timedelta(hours=1)
    published = StoryDate(at, at - timedelta(days=1), NOON, "published", "day", "medium")
    assert read(published, ("meta", "2026-01-05T11:30:00+02:00")) is None


def test_a_page_at_odds_with_itself_is_flagged() -> None:
    line = read(polled(), ("meta", "2026-01-05T11:30:00Z"), ("data", "2026-01-01T09:00:00Z"))
    assert line is not None
    assert line.date.flags == ("page-dates-differ",)
    assert line.date.confidence == "low"


def test_a_wrong_day_of_the_library_does_not_beat_the_address() -> None:
    day = datetime(2026, 1, 4, 22, tzinfo=UTC)
    address = StoryDate(NOON, day, NOON, "url", "day", "medium")
    assert read(address, ("library", "2025-11-02")) is None
    assert read(address, ("time", "2026-01-05T09:00:00Z")) is not None
