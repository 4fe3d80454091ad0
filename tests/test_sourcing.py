"""Who is cited is found in stories that a store held before it kept that, once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from feeds.model import Derived
from feeds.sourcing import LOOKED
from tests.test_derive import NOW, Paper

TITLE = "Harbour talks collapse, according to Tide"


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[Paper]:
    found = Paper(tmp_path)
    found.lists("tide", "Harbour talks collapse after nine hours", NOW, NOW)
    found.lists("buoy", TITLE, NOW + timedelta(days=2), NOW + timedelta(days=2))
    found.derive()
    yield found
    found.store.close()


def cited(paper: Paper) -> dict[str, Sequence[str]]:
    """The names of the sources of each story that has any, by outlet."""
    outlets = {story.id: story.outlet_id for story in paper.stories()}
    held = paper.store.citations_of(outlets)
    return {outlets[story_id]: [one.name for one in some] for story_id, some in held.items()}


def forget(paper: Paper, looked: str) -> None:
    """Take all citations out of the store, and say whether it was looked through."""
    ids = tuple(story.id for story in paper.stories())
    paper.store.save_derived(Derived(paper.store.cursor(), cited=ids, facts=((LOOKED, looked),)))


def test_an_older_store_is_looked_through_at_the_next_pass(paper: Paper) -> None:
    assert cited(paper) == {"buoy": ["Tide"]}
    forget(paper, looked="")
    assert cited(paper) == {}
    paper.derive()
    assert cited(paper) == {"buoy": ["Tide"]}


def test_a_store_is_looked_through_once(paper: Paper) -> None:
    forget(paper, looked="all")
    before = paper.store.derivation()
    paper.derive()
    assert cited(paper) == {}
    assert paper.store.derivation() == before
