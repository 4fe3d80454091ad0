"""Every figure on the store: none fails, each says what it shows and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard import pages
from dashboard.data import Desk
from dashboard.figure_more import figures
from dashboard.layout import menu
from dashboard.selection import Asked, Lang
from feeds.opening import open_real
from tests.dashboard import small_store
from tests.dashboard.unpacked import unpacked

NOW = datetime(2026, 3, 16, tzinfo=UTC)
# The small store tells nothing of these.
EMPTY = {
    "against",
    "given",
    "thread",
    "citations",
    "who-led",
    "bursts",
    "wording",
    "silence",
    "beside",
    "names",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = Path(tmp_path_factory.mktemp("gallery"))
    opened = open_real(small_store.fill(folder), create=False)
    yield Desk(opened.store, opened.subject)
    opened.store.close()


def walk(part: Any) -> Iterator[Any]:
    yield part
    held = getattr(part, "children", None)
    for inner in held if isinstance(held, list) else [held] if held is not None else []:
        yield from walk(inner)


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_every_figure_has_a_title_a_source_and_words_for_the_blind(
    desk: Desk, lang: Lang, narrow: bool
) -> None:
    asked = Asked(page="gallery", span="all", lang=lang, narrow=narrow)
    sections = [p for p in pages.page(desk, asked, NOW) if type(p).__name__ == "Section"]
    assert [p.id.removeprefix("figure-") for p in sections] == list(figures())
    drawn = 0
    for section in sections:
        parts = list(walk(section))
        if not (found := [p for p in parts if type(p).__name__ == "Graph"]):
            assert section.id.removeprefix("figure-") in EMPTY, section.id
            continue
        layout, drawn = go.Figure(unpacked(found[0].figure)).layout, drawn + 1
        assert layout.title.text.startswith("<b>"), section.id
        assert any("Coverline" in (note.text or "") for note in layout.annotations), section.id
        said = [getattr(p, "aria-label", "") for p in parts if getattr(p, "role", "") == "figure"]
        assert len(said) == 1
        assert said[0], section.id
        assert "<" not in said[0], section.id
    assert drawn >= len(figures()) - len(EMPTY)


def test_the_gallery_stands_in_no_menu_and_the_help_leads_to_it(desk: Desk) -> None:
    assert "/gallery" not in str([link.href for link in menu(Asked())])
    help_page = pages.page(desk, Asked(page="help", span="7d"), NOW)
    links = [p.href for part in help_page for p in walk(part) if hasattr(p, "href")]
    assert [link for link in links if not link.startswith("#help-")] == ["/gallery?span=7d"]


def test_a_page_is_drawn_again_where_the_data_moved_meanwhile(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = iter(["1", "2", "2", "2"])
    drawn: list[str] = []
    monkeypatch.setattr(desk.store, "data_version", lambda: next(versions))
    monkeypatch.setattr(pages, "_page", lambda *_: drawn.append("page") or drawn)
    assert pages.page(desk, Asked(), NOW) == ["page", "page"]
