"""The panel below an event: why, and setting right, from this machine only."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from dashboard.access.addresses import is_loopback
from dashboard.app import create_app
from dashboard.editing import FIELDS, LOOK
from tests.correcting.conftest import FIRE, Newsdesk, newsdesk

__all__ = ["newsdesk"]  # the fixture: a store with a fire and a flood


class Page:
    """An event's page as a browser uses it."""

    def __init__(self, desk: Newsdesk, editor: str = "nour", host: str = "127.0.0.1") -> None:
        self._client = create_app(desk.store, desk.subject, editor).server.test_client()
        self._host = host

    def presses(self, button: str, origin: str = "", **fields: Any) -> str:
        """What the panel says after a button was pressed."""
        given = {name: fields.get(name) for name in FIELDS}
        body = {
            "output": "right-said.children",
            "outputs": {"id": "right-said", "property": "children"},
            "inputs": [
                {"id": name, "property": "n_clicks", "value": int(name == button)} for name in LOOK
            ],
            "state": [
                {"id": "right-event", "property": "children", "value": FIRE},
                {"id": "tongue", "property": "data", "value": fields.get("lang", "")},
            ]
            + [
                {"id": f"right-{name}", "property": "value", "value": given[name]} for name in given
            ],
            "changedPropIds": [f"{button}.n_clicks"],
        }
        headers = {"Host": f"{self._host}:8050"} | ({"Origin": origin} if origin else {})
        answer = self._client.post("/_dash-update-component", json=body, headers=headers)
        assert answer.status_code in (200, 403)  # refused by the callback or at the gate
        return str(answer.get_data(as_text=True))


def test_two_stories_are_parted_renamed_and_moved(newsdesk: Newsdesk) -> None:
    page = Page(newsdesk)
    told = page.presses("right-part", stories=["a", "b"], by="Rana", note="two piers")
    assert "Correction 1" in told
    assert newsdesk.events()["b"] != FIRE
    page.presses("right-pin", stories=["a", "c"])
    assert newsdesk.events()["c"] == FIRE
    page.presses("right-rename", name="The fire")
    page.presses("right-move", topic="coast")
    assert newsdesk.store.events([FIRE])[FIRE].label == "The fire"
    assert newsdesk.topics("a") == ["coast"]
    authors = [(c.author, c.note) for c in newsdesk.store.corrections()]
    assert authors == [("Rana", "two piers"), *[("nour", "")] * 3]


@pytest.mark.parametrize(
    ("editor", "host", "origin"),
    [
        ("", "127.0.0.1", ""),
        ("nour", "rebound.example", ""),
        ("nour", "127.0.0.1", "http://elsewhere.example"),
    ],
)
def test_nobody_else_may_edit(newsdesk: Newsdesk, editor: str, host: str, origin: str) -> None:
    said = Page(newsdesk, editor, host).presses("right-rename", origin, name="Mine now")
    assert any(why in said for why in ("may only be read", "for the machine", "Another site"))
    assert newsdesk.store.corrections() == []


def test_a_page_of_this_machine_may_edit(newsdesk: Newsdesk) -> None:
    page = Page(newsdesk, host="localhost")
    assert "Correction 1" in page.presses("right-rename", "http://localhost:8050", name="Fire")


def test_what_cannot_be_done_is_told_in_the_panel(newsdesk: Newsdesk) -> None:
    page = Page(newsdesk)
    assert "Choose two" in page.presses("right-why", stories=["a"])
    assert "Choose one from the list" in page.presses("right-move")
    assert "Nothing here is called" in page.presses("right-pin", stories=["a"], other="nowhere")
    assert newsdesk.store.corrections() == []


def test_why_is_told_where_nothing_may_be_edited(newsdesk: Newsdesk) -> None:
    said = Page(newsdesk, editor="").presses("right-why", stories=["a", "c"])
    assert "Apart" in said
    assert "They are in two events" in said


@pytest.mark.parametrize(
    ("host", "own"),
    [("localhost", True), ("127.0.0.1", True), ("::1", True), ("0.0.0.0", False), ("a.b", False)],
)
def test_only_loopback_is_this_machine(host: str, own: bool) -> None:
    assert is_loopback(host) == own


def test_what_cannot_be_done_is_told_in_the_readers_language(newsdesk: Newsdesk) -> None:
    told = json.loads(Page(newsdesk).presses("right-why", stories=["a"], lang="ar"))
    assert "تجري المقارنة بين خبرين." in str(told)


ISOLATED = re.compile("\u2068[^\u2068\u2069]*\u2069|coverline correct undo [0-9]+")


def words_of(answer: str) -> list[str]:
    """The texts of an answer that a reader sees."""
    found: list[str] = []

    def walk(part: Any) -> None:
        if isinstance(part, str):
            found.append(part)
        elif isinstance(part, list):
            for one in part:
                walk(one)
        elif isinstance(part, dict):
            walk(part.get("props", {}).get("children"))

    walk(json.loads(answer)["response"]["right-said"]["children"])
    return found


@pytest.mark.parametrize(
    ("button", "fields"),
    [
        ("right-pin", {"stories": ["a", "c"]}),
        ("right-part", {"stories": ["a", "b"]}),
        ("right-rename", {"name": "الحريق"}),
        ("right-rename", {"name": ""}),
        ("right-why", {"stories": ["a", "c"]}),
    ],
)
def test_what_came_of_a_correction_is_told_in_arabic(
    newsdesk: Newsdesk, button: str, fields: dict[str, Any]
) -> None:
    told = words_of(Page(newsdesk).presses(button, lang="ar", **fields))
    assert len(told) > 1
    assert [text for text in told if re.search("[A-Za-z]", ISOLATED.sub("", text))] == []
