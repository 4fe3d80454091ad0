"""Who moves where when people pin and part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from feeds.cluster.window import event_id_of
from feeds.correcting.settling import settled
from feeds.corrections import constraints_of
from feeds.model import Story
from tests.corrections.said import said
from tests.rows import rows
from tests.store import make


@pytest.mark.parametrize(
    ("why", "stories", "corrections", "after"), rows("corrections/settling.tsv")
)
def test_stories_go_where_people_say(why: str, stories: str, corrections: str, after: str) -> None:
    told, likes = told_of(stories)

    def alike(name: str, others: Sequence[str]) -> float:
        return 1.0 if likes[name] in others else -1.0

    moves = settled(told, constraints_of(said(corrections)), alike)
    assert {s.id: moves.get(s.id, s.event_id) for s in told} == expected(after), why


def test_settling_what_is_settled_changes_nothing() -> None:
    told, _ = told_of("a=@a b=@a c=@c d=@c")
    groups = constraints_of(said("pin a c, part a d"))
    moves = settled(told, groups, lambda name, others: -1.0)
    again = [replace(story, event_id=moves.get(story.id, story.event_id)) for story in told]
    assert settled(again, groups, lambda name, others: -1.0) == {}


def told_of(text: str) -> tuple[list[Story], dict[str, str]]:
    """`a=@a b=@a:a`: stories in order of arrival with their events, and whom each is like."""
    parts = [word.partition("=") for word in text.split()]
    told = [
        make.story(name, hours=n, event_id=event_of(rest.partition(":")[0]))
        for n, (name, _, rest) in enumerate(parts)
    ]
    return told, {name: rest.partition(":")[2] for name, _, rest in parts}


def expected(text: str) -> dict[str, str]:
    """Event by story."""
    found = (word.split("=") for word in text.split())
    return {name: event_of(event) for name, event in found}


def event_of(text: str) -> str:
    """`@a` is the event that a opened."""
    return event_id_of(text.removeprefix("@"))
