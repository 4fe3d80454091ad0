"""The audit log: every edit with who, when, before and after, in the edit's own transaction."""

from __future__ import annotations

import pytest

from feeds.errors import StoreError
from feeds.model import Correction, Derived
from feeds.store.audited.tables import Edit
from feeds.store.desk.remark_table import Remark
from feeds.store.desk.tables import SavedView, SuppressedName
from feeds.store.sql import SqlStore
from tests.store.make import at, event, outlet, placed, story, topic


@pytest.fixture
def lantern(store: SqlStore) -> SqlStore:
    """Two stories of one event on one topic."""
    store.save_outlets([outlet()])
    stories = tuple(story(name, event_id="e1") for name in ("s1", "s2"))
    places = (placed("s1"), placed("s2"))
    batch = Derived(1, stories, events=(event(),), memberships=places, topics=(topic(),))
    store.save_derived(batch)
    return store


def said(store: SqlStore, kind: str, target: str, value: str = "") -> tuple[str, str, str]:
    """What the log tells of a correction: deed, before, after."""
    made = Correction(kind, target, value, "Rima", "", at(1))  # type: ignore[arg-type]
    store.add_correction(made)
    newest = store.edits()[0]
    assert (newest.who, newest.at, newest.target) == ("Rima", at(1), target)
    return newest.deed, newest.before, newest.after


def test_a_correction_tells_how_things_stood(lantern: SqlStore) -> None:
    assert said(lantern, "rename", "event:e1", "Quay") == (
        "correct rename",
        "Harbour reopens",
        "Quay",
    )
    assert said(lantern, "part", "story:s1", "story:s2") == ("correct part", "event:e1", "story:s2")
    assert said(lantern, "move", "event:e1", "topic:x") == (
        "correct move",
        "topic:harbour",
        "topic:x",
    )
    assert said(lantern, "move", "story:s1", "topic:x")[1] == "topic:harbour"
    assert said(lantern, "reprint", "story:s1", "story:s2")[1] == ""
    assert said(lantern, "link", "event:e1", "event:e2 follows")[1] == ""
    assert said(lantern, "undo", "correction:1")[1] == "rename event:e1 Quay"


def test_a_remark_tells_the_one_before(store: SqlStore) -> None:
    for value in ("first", "second", ""):
        store.add_remark(Remark("s1", "note", value, "Sami", at(0)))
    told = [(edit.deed, edit.target, edit.before, edit.after) for edit in store.edits()]
    assert told == [
        ("note", "story:s1", "second", ""),
        ("note", "story:s1", "first", "second"),
        ("note", "story:s1", "", "first"),
    ]


def test_views_and_names_tell_what_was_replaced_and_taken_away(store: SqlStore) -> None:
    for url in ("/?bin=day", "/?bin=week"):
        store.save_view(SavedView("Coast", url, "Sami", at(0)))
    store.remove_view("Coast", "Rima", at(1))
    store.remove_view("Coast", "Rima", at(2))
    store.suppress(SuppressedName("Dalla", "Sami", at(3), "asked for"))
    store.unsuppress("Dalla", "Rima", at(4))
    told = [(e.who, e.deed, e.before, e.after) for e in reversed(store.edits())]
    assert told == [
        ("Sami", "save view", "", "/?bin=day"),
        ("Sami", "save view", "/?bin=day", "/?bin=week"),
        ("Rima", "remove view", "/?bin=week", ""),
        ("Sami", "suppress", "", "asked for"),
        ("Rima", "unsuppress", "kept off", ""),
    ]


def test_what_fails_leaves_no_line(lantern: SqlStore) -> None:
    with pytest.raises(StoreError):
        lantern.save_view(SavedView("Coast", None, "Sami", at(0)))  # type: ignore[arg-type]
    assert lantern.edits() == []


def test_it_is_read_by_person_and_time(store: SqlStore) -> None:
    for hours, who in enumerate(("10.0.0.1", "Rima", "10.0.0.1")):
        store.note_edit(Edit(at(hours), who, "login refused", "web"))
    assert [edit.at for edit in store.edits(since_at=at(1))] == [at(2), at(1)]
    assert len(store.edits(who="Rima")) == 1
    assert len(store.edits(limit=2)) == 2
    assert store.deeds_since(at(1), "10.0.0.1", "login refused") == 1
    assert store.deeds_since(at(0), "10.0.0.1", "login refused") == 2
