"""`coverline explain` in a user's folder: on what was polled from a real server."""

from __future__ import annotations

import json

from feeds.store import open_store
from tests.cli.desk import Desk, refused


def a_story(desk: Desk) -> tuple[str, str]:
    """(id, address) of a story that was polled."""
    store = open_store(desk.store, create=False)
    story = store.stories_like("http", 1)[0]
    store.close()
    return story.id, story.link


def test_a_polled_story_is_told_by_its_id_and_its_address(polled: Desk) -> None:
    name, address = a_story(polled)
    by_id, by_address = polled("explain", f"story:{name}"), polled("explain", address)
    assert (by_id.code, by_id.err, by_id.out) == (0, "", by_address.out)
    assert "How that is known" in by_id.out
    assert "Nothing: the date is the first one." in by_id.out


def test_a_script_gets_json(polled: Desk) -> None:
    name, _ = a_story(polled)
    assert json.loads(polled("explain", name, "--json").out)["story"]["id"] == name


def test_what_is_not_there_is_one_line_with_a_way_on(polled: Desk) -> None:
    name, _ = a_story(polled)
    refused(polled("explain", name[:9]), "Nothing here is called", f"story:{name}")


def test_without_a_store_it_says_how_to_fill_one(desk: Desk) -> None:
    refused(desk("explain", "story:s1"), "coverline up")
    assert not (desk.folder / "desk.db").exists()


def test_two_stories_are_compared_signal_by_signal(polled: Desk) -> None:
    store = open_store(polled.store, create=False)
    one, other = (story.id for story in store.stories_like("http", 2))
    store.close()
    told = polled("explain", f"story:{one}", other)
    assert (told.code, told.err) == (0, "")
    assert "What speaks" in told.out
    assert "All in all" in told.out
    facts = json.loads(polled("explain", one, other, "--json").out)
    assert sum(part["adds"] for part in facts["signals"]) != 0
    refused(polled("explain", one, one), "Two different stories")
    refused(polled("explain", one, "nothing at all"), "Nothing here is called")
