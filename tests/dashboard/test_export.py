"""Figures become files by one browser, or an error that says what to do; never a hang."""

from __future__ import annotations

import gc
import json
import math
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard import export
from dashboard.data import Desk
from dashboard.export import Job, Plain, export_all
from dashboard.export.picture import title_of
from dashboard.export.plain import values
from dashboard.figure_more import NothingToDraw, drawer, figures
from dashboard.figure_set import PLAIN, shared
from dashboard.figures import paper
from dashboard.figures.against import against as against_figure
from dashboard.printer import Kind, Printer
from dashboard.weeks import week_selection
from feeds.coverage import Selection
from feeds.errors import ExportError, SelectionError
from feeds.model import Derived, NameUse
from feeds.opening import Opened, open_real
from tests.dashboard import small_store

STANDING = ["timeline", "weeks", "groups", "share", "attention", "heatmap", "exposure"]
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def chromium() -> None:
    if os.environ.get("BROWSER_PATH") or shutil.which("chromium") or shutil.which("google-chrome"):
        return
    if os.environ.get("COVERLINE_REQUIRE_ALL") == "1":
        pytest.fail("Chromium is missing, and COVERLINE_REQUIRE_ALL=1")
    pytest.skip("no Chromium: apt-get install chromium fonts-noto-core")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    held = open_real(small_store.fill(tmp_path_factory.mktemp("small")), create=False)
    yield held
    held.store.close()


@pytest.fixture(scope="module")
def week(opened: Opened) -> Selection:
    return week_selection(None, "", opened.subject, opened.store.span())


@pytest.fixture(scope="module")
def desk(opened: Opened) -> Desk:
    return Desk(opened.store, opened.subject)


class FakePrinter:
    """Gives an empty picture of every figure but those that it is told to fail on."""

    maker = "a fake"
    failing: tuple[str, ...] = ()

    def __enter__(self) -> FakePrinter:
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing to close."""

    def image(self, figure: go.Figure, kind: Kind, scale: float, name: str) -> bytes:
        if name in self.failing:
            raise ExportError(f"{name}: drawing it took longer than 30 s.")
        return PNG + b"\0" * 25


class FailsOnShare(FakePrinter):
    failing = ("share",)


@pytest.mark.parametrize("name", [*STANDING, "event", "lags", "first", "who-led", "usual"])
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_every_figure_has_a_title_a_grey_line_and_a_source(
    desk: Desk, week: Selection, name: str, lang: str
) -> None:
    drawn = drawer(name)(desk, week, replace(PLAIN, lang=lang))
    texts = " ".join(str(note.text) for note in drawn.figure.layout.annotations)
    assert title_of(drawn)
    assert len(drawn.table)
    marks = {"en": ["Synthetic data", "exposure"], "ar": ["مصطنعة", "الرصد"]}[lang]
    assert [mark for mark in marks if mark not in texts] == []


@pytest.mark.parametrize("size", ["slide", "card"])
@pytest.mark.parametrize("name", [*STANDING, "event", "lags", "first", "usual", "topics"])
def test_a_preset_of_fixed_size_is_kept(desk: Desk, week: Selection, name: str, size: str) -> None:
    picture = export.Picture(desk, week, name)
    fit, layout = export.PRESETS[size].fit, picture.drawing(size).figure.layout
    assert (layout.width, layout.height) == (fit.width, fit.height)
    source = next(note for note in layout.annotations if note.name == paper.SOURCE)
    foot = layout.margin.t - source.yshift  # pixels from the top of the sheet
    assert fit.height is not None
    assert fit.height - 100 < foot < fit.height


def test_topics_side_by_side_have_room_for_their_names_in_a_column(
    desk: Desk, week: Selection
) -> None:
    drawn = export.Picture(desk, week, "topics").drawing("column").figure
    width = drawn.layout.width - drawn.layout.margin.l - drawn.layout.margin.r
    axes = [drawn.layout[name] for name in drawn.layout if str(name).startswith("xaxis")]
    assert min((axis.domain[1] - axis.domain[0]) * width for axis in axes) > 250


@pytest.mark.parametrize("name", ["timeline", "weeks", "heatmap", "first", "usual", "topics"])
@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"topics": ("floods",)}, "Floods"),
        ({"languages": ("en",)}, "English"),
        ({"forms": ("news", "opinion")}, "news, opinion"),
    ],
    ids=["topics", "languages", "forms"],
)
def test_what_was_chosen_stands_in_the_picture(
    desk: Desk, week: Selection, name: str, chosen: dict[str, tuple[str, ...]], told: str
) -> None:
    drawn = drawer(name)(desk, replace(week, **chosen), PLAIN)  # type: ignore[arg-type]
    grey = next(str(note.text) for note in drawn.figure.layout.annotations)
    only = grey.replace("<br>", " ").lower().partition("only ")[2]
    assert told.lower() in only


def test_what_was_chosen_stands_above_outlets_beside_the_others(
    desk: Desk, week: Selection
) -> None:
    asked = replace(week, rows="outlet", forms=("opinion",))
    days = desk.bins(asked)[:1]
    cell = {"topic": "floods", "bin_at": days[0], "stories": 3, "total": 6, "attention": 0.5}
    rows = [{**cell, "row": row, "median": 0.4, "panel": 3, "difference": 0.1} for row in "abc"]
    seen = pd.DataFrame([{"row": row, "bin_at": days[0], "observed": 1.0} for row in "abc"])
    held = shared(desk, asked, desk.basis(asked), PLAIN)
    figure = against_figure(pd.DataFrame(rows), seen, bins=days, **held)
    assert "only opinion" in str(figure.layout.annotations[0].text).replace("<br>", " ")


def test_there_are_twelve_figures_and_an_unknown_one_is_refused() -> None:
    assert len(figures()) >= 12
    with pytest.raises(SelectionError, match="nonsense"):
        drawer("nonsense")


def test_a_batch_writes_flat_files_with_an_index(
    desk: Desk, week: Selection, tmp_path: Path
) -> None:
    job = Job(export.SETS["briefing"], tmp_path / "out", "A week", opens=FakePrinter)
    index = export_all(desk, week, job)
    facts = json.loads((tmp_path / "out" / "index.json").read_text("utf-8"))
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {one["file"] for one in facts["figures"]} | {"index.html", "index.json"}
    assert index.pictures == len(facts["figures"]) >= 8
    assert {one["figure"] for one in facts["absent"]} >= {"bursts", "citations"}
    assert '<img src="exposure.png"' in index.path.read_text("utf-8")


def test_names_are_drawn_as_they_are_found_and_stay_those_of_the_picture(tmp_path: Path) -> None:
    held = open_real(small_store.fill(tmp_path), create=False)
    found = Desk(held.store, held.subject)
    week = week_selection(None, "", held.subject, held.store.span())
    with pytest.raises(NothingToDraw, match="No known name was told of"):
        export.Picture(found, week, "names").drawing()
    one = NameUse("t1", "n:veltam", "Orsan Veltam", "person", "Orsan Veltam", "title", 0, 12)
    held.store.save_derived(Derived(cursor=2, named=("t1",), names=(one,)))
    found = Desk(held.store, held.subject)
    picture = export.Picture(found, week, "names")
    drawn = picture.drawing()
    texts = [str(note.text) for note in drawn.figure.layout.annotations]
    assert "<b>Orsan Veltam</b>" in texts
    assert picture.selection.names == ("n:veltam",)


def test_one_figure_that_fails_leaves_the_others(
    desk: Desk, week: Selection, tmp_path: Path
) -> None:
    job = Job(("share", "exposure"), tmp_path / "out", "A week", opens=FailsOnShare)
    with pytest.raises(ExportError, match="1 of 2 figures failed: share"):
        export_all(desk, week, job)
    assert (tmp_path / "out" / "exposure.png").exists()
    facts = json.loads((tmp_path / "out" / "index.json").read_text("utf-8"))
    assert [(one["figure"], one["failed"]) for one in facts["absent"]] == [("share", True)]


def test_without_chromium_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    with pytest.raises(ExportError, match=r"apt-get install chromium.*--fallback"), Printer():
        pass


@pytest.mark.parametrize("name", [*STANDING, "event", "lags", "first", "usual"])
def test_the_fallback_draws_every_figure_the_same_each_time(
    desk: Desk, week: Selection, name: str
) -> None:
    figure = drawer(name)(desk, week, PLAIN).figure
    one, two = (Plain().image(figure, "png", 1, name) for _ in range(2))
    size = [int.from_bytes(one[at : at + 4]) for at in (16, 20)]
    assert one == two
    assert size == [figure.layout.width, figure.layout.height]


def test_the_fallback_breaks_a_line_where_a_value_is_missing() -> None:
    told = values.broken(["2026-03-10T12:00", None, "2026-03-10T21:00"])
    assert math.isnan(told[1])
    assert told[2] - told[0] == pytest.approx(9 / 24)


def test_the_fallback_draws_an_arrow_between_two_instants(desk: Desk, week: Selection) -> None:
    figure = drawer("event")(desk, week, PLAIN).figure
    bare = Plain().image(figure, "png", 1, "event")
    figure.add_annotation(
        x="2026-03-10T09:00", ax="2026-03-10T06:00", y=1, ay=0, axref="x", ayref="y",
        text="", showarrow=True, arrowcolor="#000000",
    )  # fmt: skip
    assert Plain().image(figure, "png", 1, "event") != bare


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_a_figures_data_are_the_table_that_it_draws(desk: Desk, week: Selection, form: str) -> None:
    picture = export.Picture(desk, week, "timeline")
    data = {"csv": picture.csv, "xlsx": picture.xlsx, "parquet": picture.parquet}[form]()
    assert data.startswith({"csv": b"\xef\xbb\xbfrow", "xlsx": b"PK", "parquet": b"PAR1"}[form])


def test_a_bin_without_stories_is_told_from_one_that_was_not_observed(
    desk: Desk, week: Selection
) -> None:
    table = export.Picture(desk, replace(week, rows="outlet"), "timeline").drawing().table
    kelmor = table[(table["row"] == "kelmor-voice") & (table["count"] == 0)]
    assert kelmor["missing"].min() == 0
    assert kelmor["missing"].max() == 1


@pytest.mark.browser
def test_a_browser_that_is_killed_in_mid_batch_is_replaced(
    chromium: None, desk: Desk, week: Selection, tmp_path: Path
) -> None:
    class Killed(Printer):
        drawn = 0

        def image(self, figure: go.Figure, kind: Kind = "png", scale: float = 2.0,
                  name: str = "figure") -> bytes:  # fmt: skip
            Killed.drawn += 1
            if Killed.drawn == 2:
                self._browser.subprocess.kill()
            return super().image(figure, kind, scale, name)

    job = Job(("groups", "exposure", "heatmap"), tmp_path, "A week", scale=1,
              opens=lambda: Killed(limit=8))  # fmt: skip
    index = export_all(desk, week, job)
    assert index.pictures == 3
    assert {path.name for path in tmp_path.glob("*.png")} == {
        "groups.png", "exposure.png", "heatmap.png"
    }  # fmt: skip


@pytest.mark.browser
def test_a_figure_over_its_limit_is_one_line_and_not_a_hang(
    chromium: None, caplog: pytest.LogCaptureFixture
) -> None:
    figure = go.Figure(go.Bar(y=[1]), layout={"width": 300, "height": 200})
    with Printer(limit=0.02) as printer, pytest.raises(ExportError, match="took longer than"):
        printer.image(figure, name="timeline")
    gc.collect()
    assert [told.getMessage() for told in caplog.records if told.name == "asyncio"] == []
