"""A story whose words name no topic is put by the story of a topic that it is most like."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from feeds.model import OFF_SUBJECT, Story, TopicMatch
from feeds.topics.likeness import KEPT, Likeness
from tests.topics.weeks import story

TOPICS = ("harbour", "weather")


def towards(angle: float) -> NDArray[np.float32]:
    """A unit vector at an angle, so that the cosine of two is that of their difference."""
    return np.array([np.cos(angle), np.sin(angle)], np.float32)


def sure(story_id: str, topic: str = "harbour") -> tuple[TopicMatch, ...]:
    return (TopicMatch(story_id, topic, 3.0, "term"),)


def off(story_id: str) -> tuple[TopicMatch, ...]:
    return (TopicMatch(story_id, OFF_SUBJECT, 1.0, "nothing"),)


def judged(likeness: Likeness, one: Story, angle: float, *matches: TopicMatch) -> list[TopicMatch]:
    found = likeness.judge([one], {one.id: towards(angle)}, {one.id: matches})
    return list(found[one.id])


def test_what_is_like_a_story_of_a_topic_is_on_it_with_the_reason() -> None:
    likeness = Likeness(TOPICS)
    judged(likeness, story("a", "Velmar harbour shut"), 0.0, *sure("a"))
    (match,) = judged(likeness, story("b", "Ships wait outside"), math.acos(0.8))
    assert (match.topic_id, match.score) == ("harbour", 0.8)
    assert match.reason == 'like "Velmar harbour shut" (0.80), a story of this topic'


def test_a_story_off_the_subject_must_be_more_alike() -> None:
    likeness = Likeness(TOPICS)
    judged(likeness, story("a", "Velmar harbour shut"), 0.0, *sure("a"))
    assert judged(likeness, story("b", "Ships wait"), 0.8)[0].topic_id == "harbour"
    assert judged(likeness, story("c", "Ships wait"), 0.8, *off("c"))[0].topic_id == OFF_SUBJECT
    assert judged(likeness, story("d", "Ships wait"), 0.6, *off("d"))[0].topic_id == "harbour"


def test_words_weigh_more_than_likeness() -> None:
    likeness = Likeness(TOPICS)
    judged(likeness, story("a", "Velmar harbour shut"), 0.0, *sure("a"))
    weak = TopicMatch("b", "weather", 1.5, "weak")
    assert judged(likeness, story("b", "Storm shuts harbour"), 0.0, weak) == [weak]


def test_neither_a_likeness_nor_a_weak_match_stands_for_a_topic() -> None:
    likeness = Likeness(TOPICS)
    judged(likeness, story("a", "Velmar harbour shut"), 0.0, *sure("a"))
    assert judged(likeness, story("b", "Ships wait"), 0.7)
    assert not judged(likeness, story("c", "Ships go on"), 1.3)
    judged(likeness, story("d", "Rain"), 2.5, TopicMatch("d", "weather", 1.5, "weak"))
    assert not judged(likeness, story("e", "Drizzle"), 2.5)


def test_a_story_of_a_month_ago_stands_for_nothing() -> None:
    likeness = Likeness(TOPICS)
    judged(likeness, story("a", "Velmar harbour shut"), 0.0, *sure("a"))
    assert not judged(likeness, story("b", "Ships wait", day=30), 0.0)


def test_only_the_newest_stories_are_kept() -> None:
    likeness = Likeness(TOPICS)
    judged(likeness, story("a", "Velmar harbour shut"), 0.0, *sure("a"))
    for number in range(KEPT):
        name = f"n{number:03}"
        judged(likeness, story(name, "Storm", day=1 + number / 100), 1.6, *sure(name))
    assert not judged(likeness, story("b", "Ships wait", day=3), 0.0)


def test_who_settles_a_story_has_the_last_word() -> None:
    likeness = Likeness(TOPICS)
    one = story("a", "Ferries")
    found = likeness.judge(
        [one], {"a": towards(0.0)}, {"a": ()}, lambda told, words: sure(told.id, "weather")
    )
    assert found["a"] == sure("a", "weather")
    assert judged(likeness, story("b", "Ferries"), 0.0)[0].topic_id == "weather"


def test_a_story_without_a_vector_keeps_what_its_words_say() -> None:
    assert Likeness(TOPICS).judge([story("a", "")], {}, {"a": sure("a")}) == {"a": sure("a")}


Told = Sequence[tuple[Story, float, tuple[TopicMatch, ...]]]


@st.composite
def streams(draw: st.DrawFn) -> Told:
    found = []
    for number in range(draw(st.integers(1, 25))):
        name = f"s{number:02}"
        kinds = ((), sure(name), sure(name, "weather"), off(name))
        one = replace(story(name, f"Headline {number}", day=draw(st.integers(0, 30))))
        found.append((one, draw(st.integers(0, 12)) / 4, draw(st.sampled_from(kinds))))
    return found


@settings(max_examples=40, deadline=None)
@given(told=streams(), cut=st.integers(0, 25))
def test_it_does_not_matter_how_many_come_at_once_or_whether_it_was_restarted(
    told: Told, cut: int
) -> None:
    def run(likeness: Likeness, some: Told) -> dict[str, object]:
        vectors = {one.id: towards(angle) for one, angle, _ in some}
        matches = {one.id: found for one, _, found in some}
        return dict(likeness.judge([one for one, _, _ in some], vectors, matches))

    at_once = run(Likeness(TOPICS), told)
    first = run(one := Likeness(TOPICS), told[:cut])
    assert first | run(one, told[cut:]) == at_once
    again = Likeness(TOPICS)
    vectors = {told_.id: towards(angle) for told_, angle, _ in told[:cut]}
    again.recall([told_ for told_, _, _ in told[:cut]], vectors, first)  # type: ignore[arg-type]
    assert first | run(again, told[cut:]) == at_once
