"""A small event of which one story, or one half, tells something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from feeds.cluster import breaking
from feeds.cluster.assign import Clusterer
from feeds.cluster.breaking import leaving
from feeds.cluster.constraints import Constraints, Unconstrained
from feeds.cluster.vectors import pack
from feeds.cluster.window import event_id_of
from feeds.corrections import constraints_of
from feeds.model import Correction, Story
from tests.cluster.telling import NOON, by_words, held_in, told, vectors_of

FIRE, NOTES = "market fire old town traders", "bank issues new notes town"
COINS, BOATS = "bank issues coins market fire wind hall", "notes town harbour fish boats quay ice"
VOTE = "parliament votes fishing law minister"
EVENT = event_id_of("s0")


@pytest.fixture(autouse=True)
def plain_score(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(breaking, "odds", by_words)


def of(*titles: str) -> list[Story]:
    """An event's stories, an hour apart."""
    return [replace(told(f"s{n}", title, n), event_id=EVENT) for n, title in enumerate(titles)]


def gone(
    stories: Sequence[Story], rules: Constraints | None = None, torn: bool = False
) -> set[str]:
    window = held_in(EVENT, stories)
    found = leaving(window, EVENT, rules or Unconstrained(), torn)
    return {window.story(slot).id for slot in found.slots} if found else set()


def test_a_story_that_is_close_to_none_of_the_others_leaves() -> None:
    assert gone(of(FIRE, FIRE, NOTES, FIRE, FIRE)) == {"s2"}


def test_where_it_founded_the_event_the_others_leave() -> None:
    assert gone(of(NOTES, FIRE, FIRE, FIRE, FIRE)) == {"s1", "s2", "s3", "s4"}


def test_it_leaves_with_its_reprints() -> None:
    stories = of(FIRE, FIRE, NOTES, FIRE, FIRE, FIRE, NOTES)
    stories[6] = replace(stories[6], copy_of="s2")
    assert gone(stories) == {"s2", "s6"}


def test_one_that_is_close_to_a_single_other_stays() -> None:
    assert gone(of(FIRE, FIRE, "bank issues new notes", NOTES, FIRE)) == set()


def test_what_an_analyst_put_there_stays() -> None:
    pin = Correction("pin", "story:s2", "story:s0", "an analyst", "", NOON)
    assert gone(of(FIRE, FIRE, NOTES, FIRE, FIRE), constraints_of([pin])) == set()


def test_what_came_to_one_side_of_events_that_an_analyst_made_one_stays() -> None:
    pins = [Correction("pin", "story:s0", f"story:s{n}", "an analyst", "", NOON) for n in (1, 2, 3)]
    stories = of(VOTE, FIRE, VOTE, VOTE, FIRE)
    assert gone(stories, torn=True) == {"s1", "s4"}
    assert gone(stories, constraints_of(pins), torn=True) == set()


def test_two_stories_are_no_reason_to_put_one_out() -> None:
    stories = of(FIRE, FIRE, NOTES)
    stories[1] = replace(stories[1], copy_of="s0")
    assert gone(stories) == set()
    assert gone(of(FIRE, NOTES)) == set()


@pytest.mark.parametrize(("others", "left"), [(3, set()), (4, {"s2"})])
def test_one_in_a_language_of_its_own_stays_while_the_event_is_small(
    others: int, left: set[str]
) -> None:
    stories = of(FIRE, FIRE, "Un tremblement secoue la vallée", *[FIRE] * (others - 2))
    stories[2] = replace(stories[2], language="fr")
    assert gone(stories) == left


def test_halves_are_looked_for_where_a_story_tore_the_event() -> None:
    stories = of(FIRE, FIRE, VOTE, VOTE, VOTE)
    assert gone(stories) == set()
    assert gone(stories, torn=True) == {"s2", "s3", "s4"}


def test_what_follows_the_earliest_stories_leaves_where_those_tell_of_something_else() -> None:
    assert gone(of(NOTES, NOTES, *[FIRE] * 4)) == {"s2", "s3", "s4", "s5"}


@pytest.mark.parametrize(
    "titles",
    [
        pytest.param((FIRE, FIRE, NOTES, NOTES, FIRE, FIRE), id="not the earliest"),
        pytest.param((NOTES, NOTES, NOTES, FIRE, FIRE, FIRE), id="half of all"),
        pytest.param((NOTES, NOTES, FIRE, FIRE, FIRE), id="the event is small"),
        pytest.param((NOTES, NOTES, COINS, COINS, BOATS, BOATS), id="the rest is no closer"),
    ],
)
def test_the_earliest_stories_stay_otherwise(titles: tuple[str, ...]) -> None:
    assert gone(of(*titles)) == set()


def test_the_earliest_stories_stay_where_they_are_told_in_another_language() -> None:
    stories = of(NOTES, NOTES, *[FIRE] * 4)
    stories[:2] = (replace(story, language="fr") for story in stories[:2])
    assert gone(stories) == set()


def test_it_is_asked_at_some_sizes_only() -> None:
    assert gone(of(*[FIRE] * 10, NOTES)) == set()
    assert gone(of(*[FIRE] * 11, NOTES)) == {"s11"}


def test_the_log_says_why_the_first_story_was_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feeds.cluster.nearest.odds", by_words)
    monkeypatch.setattr("feeds.cluster.assign.TORN", -9.0)
    stories = of(NOTES, FIRE, FIRE, FIRE)
    packed = dict(zip((s.id for s in stories), map(pack, vectors_of(stories)), strict=True))
    clusterer = Clusterer.restore(stories, packed)
    late = told("late", FIRE, 5)
    placed = clusterer.place([late], vectors_of([late]))
    new = event_id_of("s1")
    assert {story.id: story.event_id for story in placed.moved} == dict.fromkeys(
        ("s1", "s2", "s3"), new
    )
    assert placed.stories[0].event_id == new
    split = placed.changes[1]
    assert (split.kind, split.event_id, split.other_id) == ("split", EVENT, new)
    assert split.reason.startswith(f'"{FIRE}" showed that the event was two, at -')
    assert split.reason.endswith(" of the nearest two")
