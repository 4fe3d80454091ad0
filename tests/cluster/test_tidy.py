"""Events that later stories show to be one, or two; and what an analyst said of them."""

from __future__ import annotations

from datetime import datetime

import pytest

from feeds.cluster import breaking, nearest, tidy
from feeds.cluster.assign import Clusterer, Placed
from feeds.cluster.window import event_id_of
from feeds.corrections import constraints_of
from feeds.model import Correction, CorrectionKind
from tests.cluster.telling import NOON, by_words, place, stored, told, where

FLOOD = told("a", "flood bridge river tel marwan", 0)
COLLAPSE = told("b", "engineers inspect collapsed crossing upstream", 1)
BOTH = told("c", "flood bridge river collapsed crossing upstream engineers inspect marwan", 2)
BOTH_AGAIN = told("d", "engineers inspect collapsed crossing upstream after flood bridge marwan", 3)


@pytest.fixture(autouse=True)
def plain_score(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "odds", by_words)
    monkeypatch.setattr(tidy, "odds", by_words)
    monkeypatch.setattr(breaking, "odds", by_words)
    monkeypatch.setattr(tidy, "MERGE", -1.5)


def says(kind: CorrectionKind, *stories: str) -> Correction:
    target, *others = (f"story:{name}" for name in stories)
    return Correction(kind, target, " ".join(others), "an analyst", "", NOON)


def changes(placed: Placed) -> list[tuple[str, str, str]]:
    return [(change.kind, change.event_id, change.other_id) for change in placed.changes]


def test_two_events_become_one_when_a_story_tells_both() -> None:
    clusterer = Clusterer()
    first = place(clusterer, FLOOD, COLLAPSE)
    assert len(set(where(first).values())) == 2
    second = place(clusterer, BOTH)
    assert set(where(first, second).values()) == {event_id_of("a")}


def test_the_older_id_stays_and_the_other_leads_to_it() -> None:
    clusterer = Clusterer()
    place(clusterer, FLOOD, COLLAPSE)
    placed = place(clusterer, BOTH)
    old, new = event_id_of("b"), event_id_of("a")
    assert changes(placed) == [("merged", new, old)]
    assert placed.aliases == ((old, new),)
    assert placed.removed == (old,)
    assert placed.touched == (new,)
    (moved,) = placed.moved
    assert (moved.id, moved.event_id) == ("b", new)
    assert {member.story_id: member.event_id for member in placed.memberships} == {
        "b": new,
        "c": new,
    }
    assert placed.changes[0].reason.startswith(f'"{BOTH.title}" showed that two events are one')


def test_a_merge_within_a_batch_comes_to_the_same() -> None:
    clusterer = Clusterer()
    parts = [place(clusterer, story) for story in (FLOOD, COLLAPSE, BOTH)]
    whole = place(Clusterer(), FLOOD, COLLAPSE, BOTH)
    assert where(whole) == where(*parts)
    assert whole.moved == ()
    assert changes(whole) == [change for part in parts for change in changes(part)]


def test_what_was_parted_is_never_merged() -> None:
    clusterer = Clusterer(constraints_of([says("part", "a", "b")]))
    placed = place(clusterer, FLOOD, COLLAPSE, BOTH, BOTH_AGAIN)
    assert where(placed)["a"] != where(placed)["b"]
    assert placed.aliases == ()


def test_a_later_story_goes_to_the_nearer_side_of_a_part() -> None:
    clusterer = Clusterer(constraints_of([says("part", "a", "a2")]))
    twin = told("a2", "flood bridge river tel marwan", 1)
    later = told("a3", "flood bridge river tel marwan again", 2)
    placed = place(clusterer, FLOOD, twin, later)
    assert where(placed)["a"] != where(placed)["a2"]
    assert where(placed)["a3"] in (where(placed)["a"], where(placed)["a2"])


def test_what_was_pinned_is_together_whatever_it_says() -> None:
    clusterer = Clusterer(constraints_of([says("pin", "a", "z")]))
    odd = told("z", "tomatoes cheaper this week", 5)
    placed = place(clusterer, FLOOD, odd)
    assert where(placed)["z"] == where(placed)["a"]
    assert placed.memberships[-1].reason == "put with a by hand"


def test_what_was_pinned_to_a_story_older_than_the_window_finds_it() -> None:
    clusterer = Clusterer(constraints_of([says("pin", "long-ago", "a")]))
    placed = clusterer.place([FLOOD], None, {"long-ago": "e-of-old"})
    assert where(placed) == {"a": "e-of-old"}


def chain() -> list[Placed]:
    """An event whose first story turns out to be another matter than the rest."""
    clusterer = Clusterer()
    stories = (
        told("p", "market fire old town traders", 0),
        told("q", "market fire old town inquiry minister", 1),
        told("r", "town inquiry minister resigns cabinet old", 2),
        told("s", "inquiry minister resigns cabinet party", 3),
    )
    return [place(clusterer, story) for story in stories]


def test_an_event_splits_when_a_story_shows_that_it_was_two(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(breaking, "SPLIT", 0.5)
    placed = chain()
    split = [change for some in placed for change in some.changes if change.kind == "split"]
    assert [(change.event_id, change.other_id) for change in split] == [
        (event_id_of("p"), event_id_of(next(iter(leaving(placed)))))
    ]
    assert where(*placed)["p"] == event_id_of("p")
    assert {where(*placed)[name] for name in leaving(placed)} == {split[0].other_id}


def leaving(placed: list[Placed]) -> list[str]:
    """Ids of the stories that are not with the first any more, in order of arrival."""
    events = where(*placed)
    return [name for name in "pqrs" if events[name] != events["p"]]


def test_an_event_is_as_its_store_has_it_after_every_step() -> None:
    placed = chain()
    assert {story.id: story.event_id for story in stored(*placed)} == where(*placed)


def test_an_edited_story_follows_its_event_through_a_merge() -> None:
    clusterer = Clusterer()
    first = place(clusterer, FLOOD, COLLAPSE)
    place(clusterer, BOTH)
    (edited,) = place(clusterer, first.stories[1]).stories
    assert edited.event_id == event_id_of("a")


def test_log_lines_carry_the_time_of_the_story_that_showed_it() -> None:
    clusterer = Clusterer()
    place(clusterer, FLOOD, COLLAPSE)
    (merged,) = place(clusterer, BOTH).changes
    seen: datetime = BOTH.first_seen_at
    assert merged.at == seen
