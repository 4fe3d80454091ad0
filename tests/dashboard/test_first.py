"""The first answer has the first view in it, and the document asks for what that view needs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from plotly.offline import get_plotlyjs_version

import dashboard
from dashboard import scripts
from dashboard.app import create_app
from dashboard.first import NARROW, VIEW
from dashboard.layout import STORES
from tests.dashboard.fakes.world import river, subject


@pytest.fixture(scope="module")
def browser() -> Any:
    return create_app(river(), subject()).server.test_client()


def first(browser: Any, url: str, narrow: str = "") -> dict[str, dict[str, Any]]:
    """The properties of each component with a name, by that name."""
    answer = browser.get("/_dash-layout", headers={VIEW: url, NARROW: narrow})
    found: dict[str, dict[str, Any]] = {}

    def gather(part: Any) -> None:
        if isinstance(part, list):
            for one in part:
                gather(one)
        elif isinstance(part, dict) and "props" in part:
            found[str(part["props"].get("id"))] = part["props"]
            gather(part["props"].get("children"))

    gather(answer.get_json())
    return found


def test_the_page_stands_in_the_first_answer(browser: Any) -> None:
    held = first(browser, "/?measure=attention")
    bars = [trace for trace in held["timeline-graph"]["figure"]["data"] if trace["type"] == "bar"]
    assert bars
    assert held["view"]["data"] == "/?measure=attention"
    assert held["measure"]["value"] == "attention"
    assert held["url"]["search"] == "?measure=attention"
    assert held["url"]["pathname"] == "/"


def test_what_the_first_answer_draws_is_what_a_callback_draws(browser: Any) -> None:
    asked = {
        "output": "page.children",
        "outputs": {"id": "page", "property": "children"},
        "inputs": [{"id": "view", "property": "data", "value": "/outlets?span=7d"}],
        "changedPropIds": ["view.data"],
        "state": [{"id": "narrow", "property": "data", "value": False}],
    }
    later = browser.post("/_dash-update-component", json=asked).get_json()
    drawn = first(browser, "/outlets?span=7d")["page"]["children"]
    assert drawn == later["response"]["page"]["children"]


def test_a_phone_gets_what_a_phone_shows(browser: Any) -> None:
    wide, phone = first(browser, "/"), first(browser, "/", "yes")
    assert phone["narrow"]["data"] is True
    assert phone["timeline-graph"]["figure"] != wide["timeline-graph"]["figure"]


def test_the_frame_speaks_the_language_of_the_address(browser: Any) -> None:
    held = first(browser, "/?lang=ar")
    assert held["direction"]["direction"] == "rtl"
    assert held["skip"]["children"] == "انتقل إلى الرسم"
    assert held["tongue"]["data"] == "ar"


def test_an_address_that_cannot_be_is_told_and_kept(browser: Any) -> None:
    held = first(browser, "/?topics=unicorns")
    assert held["view"]["data"]["message"] == "There is no topic “unicorns”."
    assert "There is no topic “unicorns”." in str(held["page"]["children"])
    assert held["url"]["search"] == "?topics=unicorns"


def test_a_story_in_the_address_is_told_beside_its_page(browser: Any) -> None:
    held = first(browser, "/?story=story:delta-12-1")
    assert held["story-panel"]["opened"] is True
    assert "What was found" in str(held["story-told"]["children"])
    assert "timeline-graph" in held


def test_who_does_not_say_what_it_shows_gets_the_empty_frame(browser: Any) -> None:
    held = first(browser, "")
    assert not held["page"]["children"]
    assert not any(held[name].get("data") for name in STORES)


def document(browser: Any, url: str) -> list[str]:
    """The addresses of the scripts that run, in order."""
    return re.findall(r'<script src="([^"?]+)', browser.get(url).text)


def test_the_own_script_runs_first_and_all_but_what_no_page_uses_follows(browser: Any) -> None:
    paths = document(browser, "/events")
    assert paths[0] == scripts.OWN
    assert len(paths) == len(set(paths))
    assert any("dash_ag_grid" in path for path in paths)
    assert any("dash_renderer" in path for path in paths)
    assert not any("dash_table" in path for path in paths)


def test_no_script_asks_more_of_the_missing_polyfill_than_stands_in_for_it(browser: Any) -> None:
    assert not any("polyfill" in path for path in document(browser, "/"))
    for path in document(browser, "/"):
        text = browser.get(path).text
        made = re.findall(
            r"regeneratorRuntime\.wrap\(function ?\w*\((\w)\)\{(.{0,400}?end.{0,30})", text
        )
        asked = {name for part, body in made for name in re.findall(rf"\b{part}\.(\w+)", body)}
        assert asked <= {"prev", "next", "stop"}, path
        assert bool(asked) == ("regeneratorRuntime" in text and path != scripts.OWN), path
        assert set(re.findall(r"regeneratorRuntime\.(\w+)", text)) <= {"mark", "wrap"}, path


@pytest.mark.parametrize(
    ("url", "figure", "grid"),
    [
        ("/", True, False),
        ("/events", False, True),
        ("/events?event=event:flood", True, True),
        ("/help", False, False),
    ],
)
def test_a_document_begins_with_what_its_page_needs(
    browser: Any, url: str, figure: bool, grid: bool
) -> None:
    page = browser.get(url).text
    assert (f'rel="preload" as="script" href="{scripts.PLOTLY}"' in page) == figure
    assert any("dash_ag_grid" in path for path in document(browser, url)) == grid
    assert ('id="grid-script"' in page) != grid


def test_the_figures_library_is_of_the_release_that_plotly_ships(browser: Any) -> None:
    assert scripts.PLOTLY.endswith(f"v={get_plotlyjs_version()}")
    later = Path(dashboard.__file__).parent / "assets" / "later"
    head = (later / "plotly-cartesian.min.js").read_text("utf-8")[:200]
    assert f"(cartesian - minified) v{get_plotlyjs_version()}\n" in head
    assert "MIT" in (later / "LICENSE-plotly.js").read_text("utf-8")


def test_a_script_whose_address_changes_with_it_is_kept_for_good(browser: Any) -> None:
    packs = {"Accept-Encoding": "gzip"}
    answer = browser.get(scripts.PLOTLY, headers=packs)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" not in browser.get(scripts.OWN).headers.get("Cache-Control", "")
