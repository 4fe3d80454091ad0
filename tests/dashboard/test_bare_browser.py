"""The browser that draws starts with its page and nothing else, and draws the same as any."""

from __future__ import annotations

import os
from typing import Any

import plotly.graph_objects as go
import pytest
from choreographer.channels import Pipe

from dashboard import bare_browser
from dashboard.printer import Printer
from tests.dashboard.test_export import chromium as chromium

FIGURE = go.Figure(
    go.Bar(x=["Kelmor Voice", "صوت كلمور"], y=[3, 5], marker={"pattern": {"shape": "/"}}),
    layout={"title": {"text": "<b>Stories</b> of a day"}, "width": 400, "height": 300},
)  # fmt: skip


class Open(Printer):
    """A printer that tells which pages its browser has."""

    def pages(self) -> list[str]:
        told = self._run(self._all(), 10)
        return [str(one["url"]) for one in told["result"]["targetInfos"] if one["type"] != "tab"]

    async def _all(self) -> Any:
        return await self._browser.send_command("Target.getTargets", params={"filter": [{}]})


@pytest.mark.browser
def test_a_browser_starts_with_the_page_that_draws_alone(chromium: None) -> None:
    with Open() as printer:
        pages = printer.pages()
    assert [page.rpartition("/")[2] for page in pages] == ["index.html"]


@pytest.mark.browser
def test_what_a_start_leaves_out_changes_no_pixel(
    chromium: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drawn() -> bytes:
        with Printer() as printer:
            return printer.image(FIGURE)

    bare = drawn()
    monkeypatch.setattr(bare_browser, "BARE", ())
    assert drawn() == bare


@pytest.mark.parametrize(("word", "told"), [("{bye}\n", 0), ("{broken", 1)], ids=["bye", "broken"])
def test_a_browsers_last_word_leaves_no_trace_and_a_broken_one_does(
    word: str, told: int, caplog: pytest.LogCaptureFixture
) -> None:
    pipe = Pipe()
    pipe.open()
    os.write(pipe.from_external_to_choreo, b'{"id": 1}\0' + word.encode() + b"\0")
    found, _ = pipe.read_jsons()
    pipe.close()
    assert list(map(dict, found)) == [{"id": 1}]
    assert len([one for one in caplog.records if "JSONError" in one.getMessage()]) == told
