"""A change of the selection tells the browser what changed alone, and its page is begun at once."""

from __future__ import annotations

import time
from typing import Any

import pytest

from dashboard.ahead import Ahead
from dashboard.app import create_app
from dashboard.callbacks import DRIVEN, driven, read
from tests.dashboard.fakes.world import river, subject

SOON = 10.0  # seconds


@pytest.fixture
def app() -> Any:
    return create_app(river(), subject())


def drive(app: Any, search: str, before: str, touched: str = "url.search") -> dict[str, Any]:
    """What the browser is told when the address changes from one to another."""
    first = {"id": "url", "property": "pathname"}
    callback = next(one for one in app.callback_map.values() if one["inputs"][0] == first)
    asked, error = read(app.desk, before.lstrip("?"), "timeline")
    held = {
        f"{name}.{part}": value
        for (name, part), value in zip(DRIVEN, driven(app.desk, asked, error), strict=True)
    }
    held |= {"url.pathname": "/", "url.search": search, "narrow.data": False}

    def of(one: dict[str, str]) -> dict[str, Any]:
        return {**one, "value": held.get(f"{one['id']}.{one['property']}")}

    asking = {
        "output": "..".join(("", "...".join(f"{name}.{part}" for name, part in DRIVEN), "")),
        "outputs": [{"id": name, "property": part} for name, part in DRIVEN],
        "inputs": [of(one) for one in callback["inputs"]],
        "state": [of(one) for one in callback["state"]],
        "changedPropIds": [touched],
    }
    answer = app.server.test_client().post("/_dash-update-component", json=asking)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.get_json()["response"]
    return told


def test_what_stays_is_not_told_again(app: Any) -> None:
    told = drive(app, "?measure=share", "")
    assert told["measure"] == {"value": "share"}
    assert told["view"] == {"data": "/?measure=share"}
    assert not {"span", "bin", "zone", "mantine", "panel", "tongue"} & told.keys()


def test_an_address_that_cannot_be_leaves_the_address(app: Any) -> None:
    told = drive(app, "?topics=unicorns", "")
    assert "url" not in told
    assert told["view"]["data"]["message"] == "There is no topic “unicorns”."


def test_a_page_is_begun_before_it_is_asked_for(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[tuple[str, bool]] = []
    monkeypatch.setattr("dashboard.callbacks.drawn", lambda _, *view, **__: begun.append(view))
    drive(app, "?measure=share", "")
    drive(app, "?measure=share&row=bridge", "?measure=share")  # the picture stays as it is
    until = time.monotonic() + SOON
    while not begun and time.monotonic() < until:
        time.sleep(0.01)
    assert begun == [("/?measure=share", False)]


def test_a_page_that_fails_ahead_stops_nothing() -> None:
    drawn: list[str] = []

    def draw(view: str, narrow: bool) -> None:
        if view == "/bad":
            raise ValueError(view)
        drawn.append(view)

    ahead = Ahead(draw)
    ahead.begin("/bad", narrow=False)
    ahead.begin("/", narrow=False)
    until = time.monotonic() + SOON
    while not drawn and time.monotonic() < until:
        time.sleep(0.01)
    assert drawn == ["/"]
