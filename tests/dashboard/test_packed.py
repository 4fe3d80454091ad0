"""Figures travel packed, and every point says what it said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

from dashboard.app import create_app
from dashboard.figures.packed import packed
from dashboard.pages import drawing
from tests.bench.dashboard import draw
from tests.dashboard.fakes.world import river, subject
from tests.dashboard.reader import Reader
from tests.dashboard.unpacked import unpacked

PAGES = ("/?bin=hour&span=all", "/?show=heat&span=all", "/outlets?span=all", "/overview?lang=ar")
ROWS = [["mill", "9:00", "2 stories"], ["mill", "10:00", "1 story"], ["mill", "11:00", "1 story"]]
PLAIN: dict[str, Any] = {
    "layout": {"height": 90},
    "data": [
        {"type": "bar", "x": ["a", "b", "c"], "y": [2, 1, 1], "customdata": ROWS},
        {"type": "heatmap", "z": [[1, 2]] * 2, "customdata": [ROWS[:2], ROWS[1:]]},
        {"type": "heatmap", "z": [[1, 2]], "text": [["none", "none"]]},
        {"type": "bar", "x": [None], "y": [None], "name": "key"},
        {"type": "bar", "x": [], "customdata": []},
        {"type": "scatter", "x": ["a", None], "customdata": [["one"], ["two", "three"]]},
        {"type": "scatter", "x": [1, 2], "customdata": [["one", 1], ["two", 2]]},
        {"type": "heatmap", "customdata": [[["one"], ["two"]], [["three"]]]},
    ],
}


def figures(part: Any) -> Iterator[dict[str, Any]]:
    """Every figure in an answer."""
    if isinstance(part, dict):
        if isinstance(part.get("data"), list) and "layout" in part:
            yield part
        for inner in part.values():
            yield from figures(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from figures(inner)


def answered(path: str) -> bytes:
    return draw(create_app(river(), subject()).server.test_client(), "page", "view", path)


def one_by_one(trace: dict[str, Any]) -> dict[str, Any]:
    """A bar's width at each of its points."""
    width = trace.get("width")
    return trace if isinstance(width, list | None) else trace | {"width": [width] * len(trace["y"])}


@pytest.mark.parametrize("path", PAGES)
def test_every_point_of_a_page_says_what_it_said_before(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = answered(path)
    monkeypatch.setattr(drawing, "packed", lambda figure: figure)
    before = answered(path)
    found = [unpacked(figure) for figure in figures(json.loads(sent))]
    wanted = list(figures(json.loads(before)))
    assert len(found) == len(wanted) > 0
    for one, other in zip(found, wanted, strict=True):
        assert one["layout"] == other["layout"]
        assert list(map(one_by_one, one["data"])) == list(map(one_by_one, other["data"]))
    assert len(sent) < len(before)


def test_a_text_is_sent_once_however_many_points_say_it() -> None:
    told = json.dumps(packed(PLAIN))
    assert told.count("mill") == told.count("1 story") == 1


def test_what_is_no_list_of_texts_travels_as_it_is() -> None:
    assert packed(PLAIN)["data"][3:] == PLAIN["data"][3:]
    assert unpacked(json.loads(json.dumps(packed(PLAIN)))) == PLAIN
    bare = {"data": PLAIN["data"][3:], "layout": {}}
    assert packed(bare) == bare


def test_bars_of_one_width_tell_it_once() -> None:
    bars = [{"type": "bar", "width": [3.0, 3.0]}, {"type": "bar", "width": [3.0, 4.0]}]
    found = packed({"data": bars, "layout": {}})["data"]
    assert [trace["width"] for trace in found] == [3.0, [3.0, 4.0]]


@pytest.mark.browser
def test_the_browser_puts_every_text_back(reader: Reader) -> None:
    reader.opens("/help")
    answer = {"page": {"children": [{"props": {"figure": packed(PLAIN)}}, "text", None]}}
    script = "answer => { window.dash_clientside.coverline.unpack(answer); return answer }"
    found = reader.page.evaluate(script, answer)
    assert found["page"]["children"][0]["props"]["figure"] == PLAIN


@pytest.mark.browser
def test_a_bar_drawn_in_the_browser_holds_its_hover(reader: Reader) -> None:
    reader.opens("/?topics=floods")
    reader.page.wait_for_selector(".barlayer .trace.bars .point path")
    drawn = "document.querySelector('#timeline-graph .js-plotly-plot').data"
    held = reader.page.evaluate(f"{drawn}.filter(t => t.y.length && t.customdata)[0].customdata[0]")
    assert len(held) == 5
    assert all(isinstance(text, str) for text in held)
    assert held[0] == "floods"


def test_instants_travel_as_the_texts_that_they_are_drawn_by() -> None:
    hours = [pd.Timestamp("2026-03-10T06:00"), pd.Timestamp("2026-03-10T07:00:05")]
    told = packed({"data": [{"x": hours}, {"x": hours}], "layout": {}})
    assert told["packed"]["words"] == ["2026-03-10T06:00:00", "2026-03-10T07:00:05"]
    assert unpacked(told)["data"] == [{"x": told["packed"]["words"]}] * 2


def test_texts_one_after_another_are_told_by_the_first() -> None:
    told = packed({"data": [{"text": ["a", "b", "c"]}, {"text": ["b", "c", "b"]}], "layout": {}})
    columns = [held["columns"] for _, _, held in told["packed"]["lists"]]
    assert columns == [[{"from": 0}], [[1, 2, 1]]]
    assert [trace["text"] for trace in unpacked(told)["data"]] == [["a", "b", "c"], ["b", "c", "b"]]
