"""`coverline correct` in a user's folder: said, told, listed and taken back."""

from __future__ import annotations

import json

import pytest

from feeds.store import open_store
from tests.cli.desk import Desk, refused


@pytest.fixture
def two(polled: Desk) -> tuple[str, str]:
    """Two stories of two events, the earlier first."""
    store = open_store(polled.store, create=False)
    held = sorted(store.stories_like("http", 99), key=lambda s: (s.first_seen_at, s.id))
    store.close()
    first = held[0]
    other = next(story for story in held if story.event_id != first.event_id)
    return first.id, other.id


def event_of(desk: Desk, story_id: str) -> str:
    store = open_store(desk.store, create=False)
    found = store.stories([story_id])[story_id].event_id
    store.close()
    return found


def test_a_pin_is_told_listed_and_taken_back(polled: Desk, two: tuple[str, str]) -> None:
    one, other = two
    before = event_of(polled, other)
    done = polled("correct", "pin", one, f"event:{before}", "--by", "Nour", "--note", "one fire")
    assert (done.code, done.err) == (0, "")
    assert "Correction 1:" in done.out
    assert "coverline correct undo 1" in done.out
    assert event_of(polled, other) == event_of(polled, one)
    listed = polled("correct", "list").out
    assert "belong together: Nour," in listed
    assert "(one fire)" in listed
    assert polled("correct", "undo", "1").code == 0
    assert event_of(polled, other) == before
    assert "[taken back by 2]" in polled("correct", "list").out


def test_the_old_id_of_a_merged_event_still_explains(polled: Desk, two: tuple[str, str]) -> None:
    one, other = two
    old = event_of(polled, other)
    polled("correct", "pin", f"event:{event_of(polled, one)}", f"event:{old}")
    told = polled("explain", f"event:{old}")
    assert (told.code, f"event:{event_of(polled, one)}" in told.out) == (0, True)


def test_a_contradiction_is_one_line_that_says_what_to_do(
    polled: Desk, two: tuple[str, str]
) -> None:
    polled("correct", "part", *two)
    refused(polled("correct", "pin", *two), "were parted before", "coverline correct undo 1")


def test_a_name_and_a_topic_are_kept(polled: Desk, two: tuple[str, str]) -> None:
    event = event_of(polled, two[0])
    assert "is called" in polled("correct", "rename", event, "The quay fire").out
    assert "The quay fire" in polled("explain", f"event:{event}").out
    refused(polled("correct", "move", event, "moon"), "no topic", "Choose one of")


def test_a_script_gets_the_list_as_json(polled: Desk, two: tuple[str, str]) -> None:
    assert "Nothing was set right yet" in polled("correct", "list").out
    polled("correct", "part", *two, "--by", "Nour")
    (held,) = json.loads(polled("correct", "list", "--json").out)
    assert (held["kind"], held["author"], held["id"]) == ("part", "Nour", 1)


@pytest.mark.parametrize(
    "words", [("pin", "nothing"), ("undo", "7"), ("rename", "event:e0", "X"), ("link", "a", "b")]
)
def test_what_is_not_there_is_one_line(polled: Desk, words: tuple[str, ...]) -> None:
    refused(polled("correct", *words, *(["nothing"] if words[0] == "pin" else [])))


def test_a_link_is_told_as_what_it_says(polled: Desk, two: tuple[str, str]) -> None:
    ends = [f"event:{event_of(polled, one)}" for one in two]
    store = open_store(polled.store, create=False)
    held = store.events([end.removeprefix("event:") for end in ends])
    store.close()
    first, last = sorted(held.values(), key=lambda event: (event.first_at, event.id))
    done = polled("correct", "link", last.id, first.id, "--kind", "reacts")
    assert f"event:{last.id} reacts to event:{first.id}." in done.out
