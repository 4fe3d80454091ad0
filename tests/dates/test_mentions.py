"""The times a text speaks of, language by language; and what only looks like one."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.dates.mentions import mentions, spoken_of
from feeds.dates.tongues import tongues_spoken
from feeds.model import Mention, Story, StoryDate

CASES = Path(__file__).parents[1] / "cases" / "mentions"
LANGUAGES = ("ar", "en", "ku", "ckb", "tr", "he", "fa", "ru", "fr", "de")
AT = datetime(2026, 1, 14, 10, tzinfo=UTC)


def rows() -> list[tuple[str, dict[str, str]]]:
    found = []
    for path in sorted(CASES.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            table = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            found += [(f"{path.stem}:{n}", row) for n, row in enumerate(table, start=2)]
    return found


def told(row: dict[str, str]) -> str:
    """The mentions as the case file writes them: words, first day and end on the local clock."""
    at, zone = datetime.fromisoformat(row["published"]), row["zone"]
    tz = ZoneInfo(zone)
    return " | ".join(
        f"{m.words} = {m.from_at.astimezone(tz):%Y-%m-%d}..{m.to_at.astimezone(tz):%Y-%m-%d}"
        for m in mentions(row["text"], row["lang"], at, at, zone)
    )


@pytest.mark.parametrize(("case", "row"), rows(), ids=[case for case, _ in rows()])
def test_a_text_speaks_of_the_times_that_its_case_names(case: str, row: dict[str, str]) -> None:
    assert told(row) == row["expected"]


def test_every_language_has_texts_with_times_and_texts_without() -> None:
    for language in LANGUAGES:
        told_times = {bool(row["expected"]) for _, row in rows() if row["lang"] == language}
        assert told_times == {True, False}, language


def test_a_span_points_into_the_text_as_given() -> None:
    text = "«قُتِلَ» أمس ثلاثة، وَقَبْلَ يَوْمَيْنِ أربعة"
    found = mentions(text, "ar", AT, AT, "Asia/Damascus")
    assert [text[m.start : m.end] for m in found] == [m.words for m in found]
    assert [m.words for m in found] == ["أمس", "قَبْلَ يَوْمَيْنِ"]


def test_an_uncertain_story_makes_an_uncertain_mention() -> None:
    day = timedelta(days=1)
    (exact,) = mentions("killed yesterday", "en", AT, AT, "UTC")
    (wide,) = mentions("killed yesterday", "en", AT - 2 * day, AT, "UTC")
    assert wide.from_at == exact.from_at - 2 * day
    assert wide.to_at == exact.to_at
    assert mentions("killed yesterday", "en", AT - 30 * day, AT, "UTC") == ()


def test_a_language_without_a_table_speaks_of_nothing() -> None:
    assert mentions("ieri, 6 marzo 2025", "it", AT, AT, "Europe/Rome") == ()


def test_hours_are_counted_from_the_story_not_from_midnight() -> None:
    (found,) = mentions("it began three hours ago", "en", AT, AT, "UTC")
    assert found.from_at == AT - timedelta(hours=3, minutes=30)
    assert found.to_at == AT - timedelta(hours=2, minutes=30)
    assert found.precision == "hour"


def story(id: str, earliest: datetime, latest: datetime) -> Story:
    date = StoryDate(latest, earliest, latest, "published", "interval", "medium")
    return Story(id, "outlet", "feed", "u", "u", "t", "", "en", "news", "summary", date, latest)


def test_a_story_is_spoken_of_if_all_its_interval_lies_in_the_mention() -> None:
    day = timedelta(days=1)
    mention = Mention(0, 3, "…", AT, AT + day, "day")
    inside = story("inside", AT, AT + day / 2)
    over = story("over the end", AT, AT + day)
    before = story("before", AT - day, AT)
    assert spoken_of(mention, [over, inside, before]) == (inside,)
    assert spoken_of(replace(mention, to_at=AT + 2 * day), [over, inside]) == (over, inside)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.data())
def test_any_mixture_of_words_and_numbers_is_survived(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(LANGUAGES))
    words = [
        word
        for tongue in tongues_spoken(language)
        for table in (tongue.month_of, tongue.weekday_of, tongue.unit_of, tongue.day_of)
        for word in table
    ]
    number = st.integers(0, 3000).map(str)
    text = " ".join(data.draw(st.lists(st.one_of(st.sampled_from(words), number), max_size=12)))
    for mention in mentions(text.title(), language, AT, AT, "Asia/Damascus"):
        assert mention.from_at < mention.to_at
        assert text.title()[mention.start : mention.end] == mention.words
