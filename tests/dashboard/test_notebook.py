"""The notebook runs for a week and becomes one page, one PDF or one text that needs no network."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path

import pytest

from dashboard.notebook import Wish, brief_week, found_notebook, given, kind_of
from feeds.errors import ExportError, SelectionError, StoreError
from tests.dashboard import small_store
from tests.dashboard.briefing_weeks import WEEK, WEEKS
from tests.dashboard.conftest import CHROMIUM

LOADING = re.compile(r"<(?:script|img|iframe|link)\b[^>]*\b(?:src|href)\s*=", re.IGNORECASE)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("briefing")
    (path,) = brief_week(small_store.fill(folder), Wish(WEEK), folder / "briefing.html")
    return path


def test_the_committed_notebook_has_no_outputs_and_names_its_kernel() -> None:
    book = json.loads(found_notebook().read_text("utf-8"))
    cells = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in cells)
    assert book["metadata"]["kernelspec"]["name"] == "python3"
    assert book["metadata"]["language_info"]["name"] == "python"


def test_no_number_is_typed_in_its_prose() -> None:
    book = json.loads(found_notebook().read_text("utf-8"))
    prose = "".join("".join(c["source"]) for c in book["cells"] if c["cell_type"] == "markdown")
    assert not re.search(r"\d", prose)


def test_its_parameters_are_replaced_below_the_cell_that_names_them() -> None:
    import nbformat

    book = given(nbformat.read(found_notebook(), as_version=4), {"WEEK": "2026-W01"})
    tags = [cell.metadata.get("tags", []) for cell in book.cells]
    place = tags.index(["parameters"])
    assert tags[place + 1] == ["injected-parameters"]
    assert book.cells[place + 1].source == "WEEK = '2026-W01'"


def test_the_page_holds_the_week_and_every_figure(page: Path) -> None:
    text = page.read_text("utf-8")
    assert "<h1>Demo (synthetic): week 2026-W11</h1>" in text
    assert "The Harbour Times" in text
    assert text.count("Plotly.newPlot(") == 6


def test_the_page_fetches_nothing(page: Path) -> None:
    text = page.read_text("utf-8")
    body = re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)
    assert not LOADING.search(body)
    assert not re.search(r"<script[^>]*\bsrc\s*=", text)
    assert "@import" not in body
    assert '"showSendToCloud": false' in text
    assert page.stat().st_size < 8e6


@pytest.mark.browser
def test_every_figure_is_drawn_with_the_network_off(page: Path) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM))
        context = browser.new_context(offline=True)
        sheet = context.new_page()
        asked: list[str] = []
        sheet.on("request", lambda request: asked.append(request.url))
        sheet.goto(page.as_uri())
        sheet.wait_for_function("document.querySelectorAll('.main-svg .bglayer').length >= 6")
        assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
        context.close()


def test_code_notes_and_warnings_are_not_shown(page: Path) -> None:
    body = re.sub(r"<script.*?</script>", "", page.read_text("utf-8"), flags=re.DOTALL)
    assert "open_briefing" not in body
    assert "run all cells" not in body
    assert "Warning" not in body


def test_headlines_stay_text(page: Path) -> None:
    assert "Gates on the Ruvan &lt;b&gt;open&lt;/b&gt;" in page.read_text("utf-8")


@pytest.mark.parametrize("name", WEEKS)
def test_a_week_of_any_kind_becomes_mail(name: str, tmp_path: Path) -> None:
    (path,) = brief_week(WEEKS[name](tmp_path), Wish(WEEK, kind="md"), tmp_path / "mail.md")
    text = path.read_text("utf-8")
    assert text.startswith("# Demo (synthetic): week 2026-W11")
    assert "Figures are in the HTML and PDF editions." in text
    assert text.count("\n## ") == 10
    assert "<div" not in text


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "title"), [("en", "week 2026-W11"), ("ar", "2026-W11")])
def test_paper_is_of_a4_pages_with_every_part(lang: str, title: str, tmp_path: Path) -> None:
    from pypdf import PdfReader

    wish = Wish(WEEK, lang, "pdf")
    (path,) = brief_week(small_store.fill(tmp_path), wish, tmp_path / "b.pdf")
    book = PdfReader(BytesIO(path.read_bytes()))
    assert all(round(p.mediabox.width) in (595, 596) for p in book.pages)
    assert title in book.pages[0].extract_text()
    assert path.stat().st_size < 2e6


@pytest.mark.browser
def test_a_static_page_holds_drawings_and_no_script(tmp_path: Path) -> None:
    wish = Wish(WEEK, static=True)
    (path,) = brief_week(small_store.fill(tmp_path), wish, tmp_path / "b.html")
    text = path.read_text("utf-8")
    assert "<script" not in text
    assert text.count('<svg class="main-svg"') >= 6
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert path.stat().st_size < 2e6


@pytest.mark.parametrize(
    ("to", "out", "kind"),
    [("", None, "html"), ("", "b.pdf", "pdf"), ("md", "b.txt", "md"), ("", "b.htm", "html")],
)
def test_the_form_is_told_by_the_option_or_the_name(to: str, out: str | None, kind: str) -> None:
    assert kind_of(to, Path(out) if out else None) == kind


def test_a_form_that_there_is_not_is_refused() -> None:
    with pytest.raises(ExportError, match="docx"):
        kind_of("docx", None)


def test_the_notebook_missing_is_one_clear_error(tmp_path: Path) -> None:
    chosen = small_store.fill(tmp_path)
    with pytest.raises(ExportError, match="missing"):
        brief_week(chosen, Wish(), tmp_path / "b.html", notebook=tmp_path / "none.ipynb")


def test_a_week_to_come_is_refused_before_a_kernel_is_started(tmp_path: Path) -> None:
    with pytest.raises(SelectionError, match="begins after the store's last poll"):
        brief_week(small_store.fill(tmp_path), Wish("2027-W01"), tmp_path / "b.html")


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        brief_week(small_store.settings(tmp_path), Wish())
    assert not (tmp_path / "small.db").exists()
