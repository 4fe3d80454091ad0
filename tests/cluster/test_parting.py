"""A large event that has become several falls apart where its sides clearly differ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from feeds.cluster import parting
from feeds.cluster.assign import Clusterer
from feeds.cluster.constraints import Constraints, Unconstrained
from feeds.cluster.parting import LARGE, is_due, sides_leaving
from feeds.cluster.vectors import pack
from feeds.cluster.window import Window, event_id_of
from feeds.corrections import constraints_of
from feeds.model import Correction, Story
from tests.cluster.telling import NOON, by_words, held_in, told, vectors_of

FIRE, VOTE = "market fire old town traders", "parliament votes fishing law minister"
EVENT = event_id_of("s00")


@pytest.fixture(autouse=True)
def plain_score(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parting, "odds", by_words)


def mixed(fires: int, votes: int) -> list[Story]:
    """A fire, and a vote that got into its event."""
    titles = [FIRE] * fires + [VOTE] * votes
    return [told(f"s{n:02}", title, n / 10) for n, title in enumerate(titles)]


def leaving(window: Window, rules: Constraints | None = None) -> list[set[str]]:
    found = sides_leaving(window, EVENT, rules or Unconstrained())
    return [{window.story(slot).id for slot in side.slots} for side in found]


def test_the_side_without_the_founding_story_leaves() -> None:
    stories = mixed(30, 20)
    assert leaving(held_in(EVENT, stories)) == [{story.id for story in stories[30:]}]


def test_it_is_the_same_in_whatever_slots_the_stories_lie() -> None:
    stories = mixed(30, 20)
    assert leaving(held_in(EVENT, stories[::-1])) == leaving(held_in(EVENT, stories))


def test_stories_that_were_not_sampled_go_with_their_side() -> None:
    stories = mixed(150, 70)
    (left,) = leaving(held_in(EVENT, stories))
    assert left == {story.id for story in stories[150:]}


def test_an_event_of_one_happening_stays_whole() -> None:
    assert leaving(held_in(EVENT, mixed(60, 0))) == []


def test_a_few_strays_make_no_event() -> None:
    assert leaving(held_in(EVENT, mixed(46, 2))) == []


def test_a_reprint_and_what_was_pinned_stay_with_theirs() -> None:
    stories = mixed(30, 20)
    stories[40] = replace(stories[40], copy_of="s03")
    pin = Correction("pin", "story:s45", "story:s05", "an analyst", "", NOON)
    (left,) = leaving(held_in(EVENT, stories), constraints_of([pin]))
    assert left == {story.id for story in stories[30:]} - {"s40", "s45"}


def test_a_large_event_is_looked_at_now_and_then_and_a_small_one_never() -> None:
    stories = mixed(0, 99) + [told(f"t{n}", VOTE) for n in range(900)]
    assert not any(is_due(story, LARGE) for story in stories)
    often = [sum(is_due(story, size) for story in stories) for size in (48, 400)]
    assert 0 < often[1] < often[0] < len(stories) / 6


def test_a_story_parts_the_large_event_that_it_comes_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feeds.cluster.nearest.odds", by_words)
    monkeypatch.setattr("feeds.cluster.breaking.odds", by_words)
    monkeypatch.setattr(parting, "TRIES", 1000)  # every story
    stories = [replace(story, event_id=EVENT) for story in mixed(30, 20)]
    packed = dict(zip((s.id for s in stories), map(pack, vectors_of(stories)), strict=True))
    clusterer = Clusterer.restore(stories, packed)
    late = told("late", FIRE, 6)
    placed = clusterer.place([late], vectors_of([late]))
    new = event_id_of("s30")
    assert {story.id: story.event_id for story in placed.moved} == {s.id: new for s in stories[30:]}
    assert [(c.kind, c.event_id, c.other_id) for c in placed.changes] == [
        ("created", new, EVENT),
        ("split", EVENT, new),
    ]
