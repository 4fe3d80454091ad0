"""The briefing's page: its weeks, its frame that may run nothing, its files."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from dashboard import pages
from dashboard.app import create_app
from dashboard.data import Desk
from dashboard.pages.briefing import weeks
from dashboard.selection import Asked
from dashboard.weeks import week_of
from dashboard.writing import Key, Kind, Paper, Writer, kind_of
from feeds.errors import ExportError, SelectionError
from tests.dashboard.fakes.world import river, subject
from tests.dashboard.test_app import shown
from tests.dashboard.test_feeds_page import NOW

KEY: Key = ("7", "2026-W11", "en", "md")


def desk() -> Desk:
    return Desk(river(), subject())


def test_every_week_that_was_polled_is_offered_newest_first() -> None:
    names = [week_of(one) for one in weeks(desk())]
    assert names == ["2026-W12", "2026-W11", "2026-W10", "2026-W09"]


def test_the_last_whole_week_stands_in_the_frame() -> None:
    told = shown(pages.page(desk(), Asked("briefing"), NOW))
    assert '"/briefing/2026-W11.html?lang=en"' in told
    assert "Write as PDF" not in told  # nothing to write it with
    other = shown(pages.page(desk(), Asked("briefing", week="2026-W10", lang="ar"), NOW))
    assert '"/briefing/2026-W10.html?lang=ar"' in other


def test_a_week_that_is_none_is_said_in_words() -> None:
    with pytest.raises(SelectionError, match="is no week"):
        pages.page(desk(), Asked("briefing", week="soon"), NOW)


def test_the_frame_may_run_nothing_and_stand_only_in_this_page() -> None:
    answer = create_app(river(), subject()).server.test_client().get("/briefing/2026-W11.html")
    assert answer.status_code == 200
    assert "2026-W11" in answer.text
    assert "<script" not in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "allow-scripts" not in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    "path", ["soon.html", "2026-W60.html", "2026-W11/en.exe", "2026-W11/en.md"]
)
def test_what_cannot_be_had_is_said_in_words(path: str) -> None:
    answer = create_app(river(), subject()).server.test_client().get(f"/briefing/{path}")
    assert answer.status_code == 400
    assert answer.mimetype == "text/plain"


class Press:
    """Writes files and counts them."""

    def __init__(self, error: Exception | None = None, files: int = 1) -> None:
        self.error, self.files, self.pressed = error, files, 0

    def __call__(self, week: str, lang: str, kind: Kind, out: Path) -> Sequence[Path]:
        self.pressed += 1
        if self.error:
            raise self.error
        paths = [out, *(out.with_name(f"more-{n}.csv") for n in range(self.files - 1))]
        for path in paths:
            path.write_text(f"{week} {lang} {kind}")
        return paths


def written(writer: Writer, key: Key) -> Paper:
    until = time.monotonic() + 10
    while not writer.paper(key).over and time.monotonic() < until:
        time.sleep(0.01)
    return writer.paper(key)


def test_a_file_is_written_once_while_the_data_stay() -> None:
    press = Press()
    writer = Writer(press)
    paper = written(writer, KEY)
    assert (paper.name, paper.data) == ("coverline-briefing-2026-W11-en.md", b"2026-W11 en md")
    assert written(writer, KEY) is paper
    written(writer, ("8", *KEY[1:]))
    assert press.pressed == 2


def test_files_that_belong_together_come_as_one() -> None:
    paper = written(Writer(Press(files=2)), KEY)
    assert paper.name.endswith(".zip")
    assert paper.data[:2] == b"PK"


@pytest.mark.parametrize("error", [ExportError("No browser."), OSError("disk full")])
def test_a_file_that_cannot_be_written_says_why(error: Exception) -> None:
    writer = Writer(Press(error))
    paper = writer.paper(KEY)
    until = time.monotonic() + 10
    while not paper.over and time.monotonic() < until:
        time.sleep(0.01)
    assert paper.error is not None
    assert str(error) in str(paper.error)


def test_only_known_kinds_are_written() -> None:
    with pytest.raises(SelectionError, match="no kind of briefing"):
        kind_of("exe")
