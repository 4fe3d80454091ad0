"""What corrections come to: which stand, who belongs together, what is never said twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from feeds.corrections import constraints_of, refuse_clash, rulings_of, standing
from feeds.corrections.rulings import CERTAIN
from feeds.corrections.standing import to_undo
from feeds.errors import SelectionError
from feeds.model import TopicMatch
from tests.corrections.said import NOON, one, said
from tests.store import make


def test_what_was_taken_back_stands_no_more() -> None:
    held = said("pin a b, part a c, undo 1")
    assert [c.id for c in standing(held)] == [2]


@pytest.mark.parametrize(
    ("number", "says"),
    [(9, "There is no correction 9"), (1, "taken back already"), (3, "took back correction 1")],
)
def test_only_what_stands_can_be_taken_back(number: int, says: str) -> None:
    with pytest.raises(SelectionError, match=says):
        to_undo(said("pin a b, part a c, undo 1"), number)


def test_pins_reach_on_and_parts_follow_them() -> None:
    groups = constraints_of(said("pin a b, pin c d, part b c"))
    assert groups.pinned("a") == {"b"}
    assert all(groups.parted(*pair) for pair in ("ac", "ad", "bd", "ca", "db"))
    assert not groups.parted("a", "b")
    assert groups.named == set("abcd")


@pytest.mark.parametrize(
    ("before", "new", "undo"),
    [
        ("part a b", "pin a b", ["1"]),
        ("part a b", "pin c a b", ["1"]),
        ("pin a c, pin c b", "part a b", ["2"]),
        ("part a b, pin a c", "pin c b", ["1"]),
        ("part a b, part a b c", "pin a b", ["1", "2"]),
    ],
)
def test_a_contradiction_names_what_is_in_the_way(before: str, new: str, undo: list[str]) -> None:
    with pytest.raises(SelectionError) as refused:
        refuse_clash(standing(said(before)), one(new))
    told = str(refused.value)
    assert [n for n in "1234" if f"coverline correct undo {n}" in told] == undo
    assert "Nour, 14 Mar 2026, “as the desk agreed”" in told


@pytest.mark.parametrize(
    ("before", "new"), [("pin a b", "part a c"), ("part a b, undo 1", "pin a b")]
)
def test_what_contradicts_nothing_is_let_through(before: str, new: str) -> None:
    refuse_clash(standing(said(before)), one(new))


def test_the_last_name_holds_and_an_empty_one_gives_the_headline_back() -> None:
    held = said("rename event:e1 Fire, rename event:e1 Blaze, rename event:e2 Flood")
    assert rulings_of(held).called("e1") == "Blaze"
    assert rulings_of([*held, one("rename event:e2", 4)]).called("e2") == ""


def test_what_was_said_of_a_merged_event_holds_for_where_it_went() -> None:
    rulings = rulings_of(said("rename event:e2 Flood"), lambda name: {"e2": "e1"}[name])
    assert (rulings.called("e1"), rulings.called("e2")) == ("Flood", "")


def test_a_move_leaves_one_topic_and_an_addition_all() -> None:
    story = make.story("s1", event_id="e1")
    own = [TopicMatch("s1", "harbour", 2.0, "harbour in the title")]
    moved = rulings_of(said("move event:e1 topic:coast")).on_topics(story, own)
    assert [(m.topic_id, m.score) for m in moved] == [("coast", CERTAIN)]
    assert "Nour on 14 Mar 2026 (correction 1): as the desk agreed" in moved[0].reason
    added = rulings_of(said("topic event:e1 topic:coast")).on_topics(story, own)
    assert [m.topic_id for m in added] == ["coast", "harbour"]
    assert rulings_of(said("move story:s1 topic:none")).on_topics(story, own) == []
    assert rulings_of(said("move event:e2 topic:coast")).on_topics(story, own) == own


def test_a_reprint_is_what_a_person_says_it_is() -> None:
    story = make.story("s1", copy_of="s0", copy_evidence="same headline")
    assert rulings_of(said("reprint s1")).reprint(story).copy_of == ""
    assert rulings_of(said("reprint s1 s9")).reprint(story).copy_of == "s9"
    assert rulings_of(said("reprint s2 s9")).reprint(story) == story


def test_a_link_is_drawn_or_denied_by_the_last_word() -> None:
    held = said("link event:e2 event:e1, link event:e3 event:e1, unlink event:e3 event:e1")
    rulings = rulings_of(held)
    (drawn,) = rulings.drawn("e2")
    assert (drawn.to_event_id, drawn.kind, drawn.at) == ("e1", "follows", NOON + timedelta(hours=1))
    assert (rulings.drawn("e3"), rulings.unlinked("e3", "e1")) == ([], True)
    assert not rulings.unlinked("e2", "e1")
