"""Whom a story cited, and what figure it gave, before its words were edited."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from feeds import coverage
from feeds.model import Derived, Story
from feeds.sourcing import Sourcer
from feeds.store import Store
from feeds.subjects import load_subject
from tests.coverage import made
from tests.coverage.made import asked
from tests.store import make
from tests.store.make import at

BEFORE = "Ferry sinks, 4 dead, police say"
AFTER = "Ferry sinks, 9 dead, Reuters reports"


def save(store: Store, story: Story, version: int, hours: float) -> None:
    cited, citations = Sourcer(store, load_subject("demo")).of([story])
    store.save_derived(
        Derived(
            store.cursor() + 1,
            (story,),
            versions=(make.version(version, story.title, hours=hours),),
            memberships=(make.placed(story.id, story.event_id, hours=hours),),
            events=(make.event(story.event_id),),
            topics=(make.topic(story.id),),
            cited=cited,
            citations=citations,
        )
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A story that was edited thirty hours on, and moved to another event with it."""
    found = made.opened(tmp_path / "s.db")
    first = make.story("s1", 2, seen=3, event_id="e1")
    first = replace(first, title=BEFORE, summary="", language="en")
    save(found, first, 1, 3)
    save(found, replace(first, title=AFTER, version=2, event_id="e2"), 2, 33)
    return found


def test_the_words_of_then_are_read(store: Store) -> None:
    then, now = (coverage.citations(store, asked(as_of=some)) for some in (at(10), None))
    assert [(r.source, r.sentence, r.event_id) for r in then.itertuples()] == [
        ("police", BEFORE, "e1")
    ]
    assert [(r.source, r.event_id) for r in now.itertuples()] == [("reuters", "e2")]


def test_the_graph_is_that_of_then(store: Store) -> None:
    assert list(coverage.citation_graph(store, asked(as_of=at(10)))["source"]) == ["police"]
    assert coverage.citation_graph(store, asked(as_of=at(1))).empty


def test_one_source_at_a_time_then_too(store: Store) -> None:
    assert len(coverage.citations(store, asked(as_of=at(10)), source="police")) == 1
    assert coverage.citations(store, asked(as_of=at(10)), source="reuters").empty


def test_figures_of_then_with_the_source_of_then(store: Store) -> None:
    then = coverage.claims(store, asked(as_of=at(10)))
    assert [(r.event_id, r.low, r.source, r.version) for r in then.itertuples()] == [
        ("e1", 4, "police", 1)
    ]
    now = coverage.claims(store, asked())
    assert list(now["source"]) == ["police", "reuters"], "each wording has its own"
    assert [(r.event_id, r.low, r.version) for r in now.itertuples()] == [
        ("e2", 4, 1),
        ("e2", 9, 2),
    ]
    assert coverage.claims(store, asked(as_of=at(1))).empty


def test_as_of_now_is_the_view_of_now(store: Store) -> None:
    for table in (coverage.citations, coverage.claims):
        now, late = table(store, asked()), table(store, asked(as_of=at(50)))
        pd.testing.assert_frame_equal(now, late, check_dtype=False)
