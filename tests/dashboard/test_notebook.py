"""The notebook runs for a week and becomes one page that needs no network."""

from __future__ import annotations

import json
import re

import pytest

from dashboard.notebook import NOTEBOOK, brief_week
from tests.dashboard import small_store

LOADING = re.compile(r"<(?:script|img|iframe|link)\b[^>]*\b(?:src|href)\s*=", re.IGNORECASE)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("briefing")
    path = brief_week(small_store.fill(folder), "2026-W11", folder / "briefing.html")
    return path.read_text("utf-8")


def test_the_committed_notebook_has_no_outputs_and_names_its_kernel() -> None:
    book = json.loads(NOTEBOOK.read_text("utf-8"))
    cells = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in cells)
    assert book["metadata"]["kernelspec"]["name"] == "python3"
    assert book["metadata"]["language_info"]["name"] == "python"


def test_no_number_is_typed_in_its_prose() -> None:
    book = json.loads(NOTEBOOK.read_text("utf-8"))
    prose = "".join("".join(c["source"]) for c in book["cells"] if c["cell_type"] == "markdown")
    assert not re.search(r"\d", prose)


def test_the_page_holds_the_week_and_every_figure(page: str) -> None:
    assert "<h1>Demo (synthetic): week 2026-W11</h1>" in page
    assert "first among the watched feeds: The Harbour Times" in page
    assert page.count("Plotly.newPlot(") >= 6


def test_the_page_fetches_nothing(page: str) -> None:
    body = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert not LOADING.search(body)
    assert not re.search(r"<script[^>]*\bsrc\s*=", page)
    assert "@import" not in body
    assert '"showSendToCloud": false' in page


def test_code_and_warnings_are_not_shown(page: str) -> None:
    body = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert "open_briefing" not in body
    assert "Warning" not in body


def test_headlines_stay_text(page: str) -> None:
    assert "Gates on the Ruvan &lt;b&gt;open&lt;/b&gt;" in page
