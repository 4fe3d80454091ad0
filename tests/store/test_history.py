"""What a view as of an earlier instant must take back is written when it happens."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from feeds.model import Derived
from feeds.store import Store
from feeds.store.schema import history
from feeds.store.sql import SqlStore
from tests.store import make
from tests.store.make import at


@pytest.fixture
def lantern(store: Store) -> Store:
    """A store with one story."""
    store.save_outlets([make.outlet("lantern")])
    store.save_derived(Derived(1, (make.story(event_id="e0"),), events=(make.event(),)))
    return store


def lines(store: Store) -> list[dict[str, Any]]:
    """All of the history."""
    assert isinstance(store, SqlStore)
    with store.reading() as conn:
        query = select(history).order_by(history.c.id)
        return [dict(row) for row in conn.execute(query).mappings()]


def test_a_new_story_has_no_history(lantern: Store) -> None:
    assert lines(lantern) == []


def test_a_story_saved_unchanged_adds_nothing(lantern: Store) -> None:
    lantern.save_derived(Derived(2, (make.story(event_id="e0"),)))
    assert lines(lantern) == []


def test_a_first_place_in_an_event_is_no_change(store: Store) -> None:
    store.save_outlets([make.outlet("lantern")])
    store.save_derived(Derived(1, (make.story(),)))
    placed = make.story(event_id="e1", copy_of="s0", title="Harbour closes")
    store.save_derived(Derived(1, (placed,), events=(make.event(),)))
    assert [line["field"] for line in lines(store)] == ["title"]


def test_a_redating_keeps_the_date_before_with_its_reason(lantern: Store) -> None:
    redated = replace(make.story(event_id="e0"), date=make.dated(-3))
    ledger = (make.redating(-3, before=0, reason="its page says so"),)
    lantern.save_derived(Derived(2, (redated,), redatings=ledger))
    (line,) = lines(lantern)
    assert (line["field"], line["at"], line["reason"]) == (
        "published_at", at(2), "its page says so",
    )  # fmt: skip
    assert (line["before"], line["after"]) == (at(0).isoformat(), at(-3).isoformat())


def test_regrouping_retitling_and_a_found_reprint_are_told_apart(lantern: Store) -> None:
    story = make.story(event_id="e1", title="Harbour closes", copy_of="s0", copy_evidence="same")
    lantern.save_derived(
        Derived(
            2,
            (story,),
            versions=(make.version(2, "Harbour closes", hours=4),),
            memberships=(make.placed(hours=5),),
            events=(make.event(label="Harbour closes"),),
        )
    )
    told = {(line["field"], line["before"], line["after"], line["at"]) for line in lines(lantern)}
    assert told == {
        ("event_id", "e0", "e1", at(5)),
        ("title", "Harbour reopens", "Harbour closes", at(4)),
        ("copy_of", "", "s0", at(5)),
        ("label", "Harbour reopens", "Harbour closes", at(5)),
    }
