"""Figures become PNG files by one browser, or an error that says what to do; never a hang."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import plotly.graph_objects as go
import pytest

from dashboard import export as exporting
from dashboard.export import export_week, title_of
from dashboard.figure_set import figure_set
from dashboard.printer import Printer
from dashboard.weeks import week_selection
from feeds.errors import ExportError, SelectionError
from feeds.opening import open_real
from feeds.settings import Settings
from tests.dashboard import small_store

STANDING = ["topics", "weeks", "groups", "attention", "share", "outlets", "exposure"]
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def chromium() -> None:
    if os.environ.get("BROWSER_PATH") or shutil.which("chromium") or shutil.which("google-chrome"):
        return
    if os.environ.get("COVERLINE_REQUIRE_ALL") == "1":
        pytest.fail("Chromium is missing, and COVERLINE_REQUIRE_ALL=1")
    pytest.skip("no Chromium: apt-get install chromium fonts-noto-core")


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return small_store.fill(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def figures(stored: Settings) -> list[tuple[str, go.Figure]]:
    opened = open_real(stored, create=False)
    selection = week_selection(None, "", opened.subject, opened.store.span())
    return figure_set(opened.store, opened.subject, selection)


class FakePrinter:
    """Writes a stub for every figure but those that it is told to fail on."""

    failing: tuple[str, ...] = ()

    def __enter__(self) -> FakePrinter:
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing to close."""

    def write_png(self, figure: go.Figure, path: Path, scale: float) -> None:
        if path.stem in self.failing:
            raise ExportError(f"{path.name}: drawing it took longer than 30 s.")
        path.write_bytes(PNG)


def test_every_figure_has_a_title_a_grey_line_and_a_source(
    figures: list[tuple[str, go.Figure]],
) -> None:
    assert [name for name, _ in figures] == [*STANDING, "event-1"]
    for _, figure in figures:
        texts = " ".join(str(note.text) for note in figure.layout.annotations)
        assert title_of(figure)
        assert "Synthetic data, invented outlets." in texts
        assert "exposure" in texts
        assert "Damascus time" in texts


def test_only_the_named_figures_are_drawn_and_unknown_ones_refused(stored: Settings) -> None:
    opened = open_real(stored, create=False)
    selection = week_selection(None, "", opened.subject, opened.store.span())
    only = figure_set(opened.store, opened.subject, selection, ["exposure"])
    assert [name for name, _ in only] == ["exposure"]
    with pytest.raises(SelectionError, match="event-2"):
        figure_set(opened.store, opened.subject, selection, ["event-2"])


def test_a_batch_writes_flat_files_with_an_index(
    stored: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "Printer", FakePrinter)
    index = export_week(stored, "2026-W11", (), tmp_path / "out", 1)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {f"{name}.png" for name in [*STANDING, "event-1"]} | {"index.html"}
    assert (index.week, index.pictures) == ("2026-W11", 8)
    assert '<img src="exposure.png"' in index.path.read_text("utf-8")


def test_one_figure_that_fails_leaves_the_others(
    stored: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing(FakePrinter):
        failing = ("share",)

    monkeypatch.setattr(exporting, "Printer", Failing)
    with pytest.raises(ExportError, match="1 of 2 figures failed: share"):
        export_week(stored, None, ("share", "exposure"), tmp_path / "out", 1)
    assert (tmp_path / "out" / "exposure.png").exists()
    assert "share.png" not in (tmp_path / "out" / "index.html").read_text("utf-8")


def test_without_chromium_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    with pytest.raises(ExportError, match="apt-get install chromium"), Printer():
        pass


@pytest.mark.browser
def test_the_same_figure_gives_the_same_bytes(chromium: None, tmp_path: Path) -> None:
    figure = go.Figure(go.Bar(y=[1, 2, 3]), layout={"width": 300, "height": 200})
    with Printer() as printer:
        printer.write_png(figure, tmp_path / "one.png", scale=1)
        printer.write_png(figure, tmp_path / "two.png", scale=1)
        printer.write_png(figure, tmp_path / "wide.png", width=600, scale=1)
    one, two, wide = ((tmp_path / f"{n}.png").read_bytes() for n in ("one", "two", "wide"))
    assert one == two
    assert [int.from_bytes(image[16:20]) for image in (one, wide)] == [300, 600]


@pytest.mark.browser
def test_a_browser_that_dies_is_replaced(chromium: None) -> None:
    figure = go.Figure(go.Bar(y=[1, 2, 3]), layout={"width": 300, "height": 200})
    with Printer() as printer:
        before = printer.png(figure, scale=1)
        printer._browser.subprocess.kill()
        assert printer.png(figure, scale=1) == before


@pytest.mark.browser
def test_a_figure_over_its_limit_is_an_error_not_a_hang(chromium: None) -> None:
    with Printer(limit=0.001) as printer, pytest.raises(ExportError, match="took longer than"):
        printer.png(go.Figure(), name="topics.png")
