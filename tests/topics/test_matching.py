"""Topics are read with care, and told from whole words with their reasons."""

from __future__ import annotations

from pathlib import Path

import pytest

from feeds.errors import ConfigError
from feeds.subjects import BUNDLED
from feeds.topics import Matcher, load_topics
from tests.rows import CASES, rows

ISLAND = load_topics(CASES / "topics" / "island.toml")
SYRIA = load_topics(BUNDLED / "syria" / "topics.toml")
IDS = """regime-remnants-coast sdf-northeast israel-south suwayda-druze isis-terrorism
    transition-state-security-forces minorities-justice-accountability turkey
    iran-lebanon-spillover diplomacy-sanctions refugees-humanitarian economy-daily-life"""


@pytest.fixture(scope="module")
def island() -> Matcher:
    return Matcher(ISLAND)


@pytest.fixture(scope="module")
def syria() -> Matcher:
    return Matcher(SYRIA)


@pytest.mark.parametrize(
    ("language", "country", "title", "summary", "topics", "why"), rows("topics/island.tsv")
)
def test_a_story_is_in_the_topics_its_words_name(
    island: Matcher, language: str, country: str, title: str, summary: str, topics: str, why: str
) -> None:
    found = island.match("s1", title, summary, language, country)
    assert ",".join(match.topic_id for match in found) == topics, why
    assert all(match.story_id == "s1" for match in found)


@pytest.mark.parametrize(
    ("language", "country", "title", "summary", "topic"), rows("topics/syria.tsv")
)
def test_syrian_topics_are_told_apart(
    syria: Matcher, language: str, country: str, title: str, summary: str, topic: str
) -> None:
    found = syria.match("s1", title, summary, language, country)
    best = found[0].topic_id if found else "-"
    assert best == topic, [match.reason for match in found]


def test_a_match_says_which_words_speak_for_it(island: Matcher) -> None:
    reason = island.match("s1", "وسهيل في فلمار", "", "ar")[0].reason
    assert reason == 'name Sohel Marran ("سهيل") in title'
    reason = island.match("s1", "Dockers gather", "A quiet day in Velmar", "en")[0].reason
    assert reason == 'weak "dockers" in title beside "Velmar" in summary'
    reason = island.match("s1", "Dockers gather", "", "en", "Velmar")[0].reason
    assert reason == 'weak "dockers" in title from an outlet at home'


def test_a_title_weighs_more_than_a_summary(island: Matcher) -> None:
    title = island.match("s1", "Velmar harbour opens", "", "en")[0]
    summary = island.match("s1", "Opening", "Velmar harbour opens", "en")[0]
    assert title.score > summary.score


def test_one_name_twice_counts_once(island: Matcher) -> None:
    once = island.match("s1", "Sohel Marran", "", "en")[0]
    twice = island.match("s1", "Sohel Marran", "Suhel al-Marran, that is", "en")[0]
    assert once.score == twice.score


def test_no_topics_match_nothing() -> None:
    assert Matcher(()).match("s1", "Velmar harbour", "", "en") == ()


def test_the_syrian_topics_are_all_there_with_neutral_labels() -> None:
    assert {topic.id for topic in SYRIA} == set(IDS.split())
    labels = " ".join(topic.label + topic.label_ar for topic in SYRIA).lower()
    assert not any(word in labels for word in ("remnant", "فلول", "terror", "إرهاب"))
    assert all(topic.weak or topic.terms for topic in SYRIA)


GOOD = '[[topics]]\nid = "a"\nlabel = "A"\nlabel_ar = "أ"\nterms.en = ["one"]\n'


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        (GOOD.replace("terms.en", "term.en"), 5, "Write terms."),
        (GOOD.replace("terms.en", "terms.english"), 5, "Write terms.en"),
        (GOOD.replace('["one"]', '"one"'), 5, 'Write en = ["…"].'),
        (GOOD.replace('"one"', '"…"'), 5, "Write words."),
        (GOOD.replace('id = "a"', 'id = "A b"'), 2, "small letters"),
        (GOOD.replace('label = "A"\n', ""), 1, 'Write label = "…".'),
        (GOOD.replace("terms", "weak"), 5, "Write [context]"),
        (GOOD.replace('terms.en = ["one"]\n', ""), 1, "Write terms.en"),
        (GOOD + GOOD, 7, "Line 2"),
        ("[context]\nanchor.en = ['x']\n" + GOOD, 2, "Write anchors."),
        ("", 1, "Begin each with [[topics]]."),
    ],
)
def test_a_wrong_field_is_named_with_its_line(
    tmp_path: Path, text: str, line: int, hint: str
) -> None:
    path = tmp_path / "topics.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_topics(path)
    assert f"{path}, line {line}:" in caught.value.message
    assert hint in caught.value.hint
