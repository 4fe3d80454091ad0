"""Found topics are born, go on, merge and end, and keep their ids."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from feeds.topics.lasting import Lasting, Part, ended_at, followed
from feeds.topics.naming import label, told_by, usual
from feeds.topics.sketch import Sketch, sketch
from tests.topics.weeks import MONDAY, sketches, story, strands


def day(number: float) -> datetime:
    return MONDAY + timedelta(days=number)


def of_strand(topics: Sequence[Lasting], strand: str) -> Lasting:
    (found,) = (topic for topic in topics if topic.events & strands()[strand])
    return found


def test_events_that_recur_become_a_topic_and_lone_ones_none() -> None:
    topics = followed(sketches(), day(45))
    assert of_strand(topics, "reservoir").events == strands()["reservoir"]
    assert of_strand(topics, "harbour").events >= {"h1", "h2", "h3", "h4", "h5"}
    assert not any(topic.events & strands()["-"] for topic in topics)


def test_a_topic_keeps_its_id_as_weeks_are_added() -> None:
    early, late = followed(sketches(), day(12)), followed(sketches(), day(60))
    for strand in ("harbour", "reservoir"):
        assert of_strand(early, strand).id == of_strand(late, strand).id


def test_the_same_events_give_the_same_topics_in_whatever_order_they_are_read() -> None:
    one, other = followed(sketches(), day(45)), followed(sketches()[::-1], day(45))
    assert [(t.id, t.events) for t in one] == [(t.id, t.events) for t in other]


def test_a_topic_without_an_event_for_four_weeks_has_ended() -> None:
    found = of_strand(followed(sketches(), day(60)), "reservoir")
    assert ended_at(found, day(10), day(30)) is None
    assert ended_at(found, day(10), day(60)) == day(10)


def two_then_one(recent: Sequence[Sketch]) -> list[Part]:
    """Communities a and b in the first week, one of all from the second on."""
    if len(recent) > 8:
        return [recent]
    return [[one for one in recent if one.event_id[0] == name] for name in "ab"]


def test_a_topic_whose_events_go_to_another_is_merged_into_it() -> None:
    told = [("a", n) for n in range(5)] + [("b", n) for n in range(3)]
    held = [
        sketch(
            f"{name}{n}",
            [story(f"{name}{n}{copy}", f"Harbour {name} strike", n) for copy in range(2)],
        )
        for name, n in [*told, ("a", 9), ("b", 9)]
    ]
    topics = followed(held, day(15), part=two_then_one)
    first, second = topics
    assert second.merged_into == first.id
    assert second.merged_at == datetime(2026, 1, 19, tzinfo=MONDAY.tzinfo)
    assert (len(first.events), second.events, second.had) == (10, set(), {"b0", "b1", "b2"})
    assert ended_at(second, day(2), day(15)) == second.merged_at


def test_a_topic_is_called_by_the_names_and_words_that_tell_it() -> None:
    everything = sketches()
    events = [one for one in everything if one.event_id.startswith("w")]
    terms = told_by(events, usual(everything), len(everything))
    assert {"Ostrel", "reservoir"} <= set(terms[:3])
    assert label(terms) == ", ".join(terms[:3])


def test_a_topic_too_wide_for_one_word_is_called_by_what_some_of_its_events_share() -> None:
    trees = ("Alder", "Birch", "Cedar", "Hazel", "Larch", "Maple", "Rowan")
    events = [
        sketch(f"{tree}{n}", [story(f"{tree}{n}", tree, n)]) for tree in trees for n in range(3)
    ]
    assert label(told_by(events, usual(events), len(events))) == "Alder, Birch, Cedar"
