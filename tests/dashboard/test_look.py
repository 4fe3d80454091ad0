"""What an editor would send back, by numbers: words over marks, cut lines, tables that show a
phone nothing of worth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard import grids, pages, theme
from dashboard.absent import NothingToDraw
from dashboard.data import Desk
from dashboard.figure_more import drawer, figures
from dashboard.figure_set import Manner
from dashboard.figures.event import event
from dashboard.figures.hatch import hatching, key
from dashboard.selection import FIGURES, Asked, resolve
from dashboard.tongue import tell
from feeds.opening import open_real
from tests.dashboard import small_store
from tests.dashboard.reader import Reader
from tests.dashboard.test_figures import BASIS, NAMES, told_event

PHONE = Asked(narrow=True).fit
NOW = datetime(2026, 3, 16, tzinfo=UTC)
HIGH = {11: 15, 12: 17}  # pixels of a line of words of a size, with its paper


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = Path(tmp_path_factory.mktemp("look"))
    opened = open_real(small_store.fill(folder), create=False)
    yield Desk(opened.store, opened.subject)
    opened.store.close()


@pytest.fixture
def phone(browser: Any, address: str) -> Iterator[Reader]:
    one = Reader(browser, address, width=390)
    yield one
    one.page.close()


def cited() -> pd.DataFrame:
    """Two outlets cite one ministry that nobody watches."""
    return pd.DataFrame(
        {
            "story_id": ["b", "c"],
            "outlet_id": ["minaret", "delta"],
            "source": "ministry:water",
            "source_name": "Water ministry",
            "source_kind": "ministry",
            "watched": False,
        }
    )


def test_words_on_a_lane_hide_no_mark_and_no_stroke_of_it() -> None:
    fig = event(
        told_event(), label="Dam opens", basis=BASIS, names=NAMES, zone="UTC", cited=cited()
    )
    tallest: dict[float, float] = {}
    for trace in (t for t in fig.data if t.mode == "markers" and t.x[0] is not None):
        for lane in trace.y:
            edge = float(trace.marker.line.width or 0) / 2
            reach = float(trace.marker.size) / 2 + (0 if trace.marker.symbol == "line-ns" else edge)
            tallest[lane] = max(tallest.get(lane, 0.0), reach)
    words = [n for n in fig.layout.annotations if n.yanchor == "bottom" and n.text]
    assert len(words) == 5  # the first, three lags, and how many cite the ministry
    for note in words:
        assert note.yshift - 1 >= tallest[note.y], note.text
        assert note.yshift + HIGH[note.font.size] <= 38, "it reaches the lane above"


def test_no_grey_line_of_a_phone_is_cut(desk: Desk) -> None:
    span = desk.span()
    assert span is not None
    selection = resolve(Asked(span="all"), desk.subject(), span)
    drawn = 0
    for name in figures():
        for lang in ("en", "ar"):
            try:
                figure = drawer(name)(desk, selection, Manner(PHONE, lang)).figure
            except NothingToDraw:
                continue
            grey = figure.layout.annotations[0].text
            assert not grey.rstrip("\u2069").endswith("…"), (name, lang)
            drawn += 1
    assert drawn > len(figures())


def test_no_name_beside_a_lane_runs_off_a_phone() -> None:
    called = {**NAMES.outlets, "harbour": "Harbour and Hinterland Observer of the North"}
    far = replace(NAMES, outlets=called)
    fig = event(told_event(), label="Dam", basis=BASIS, names=far, zone="UTC", fit=PHONE)
    room = fig.layout.margin.l - 10
    parts = [part for text in fig.layout.yaxis.ticktext for part in text.split("<br>")]
    assert max(map(len, parts)) * 6.2 <= room
    assert any("Harbour" in part for part in parts)


def test_a_key_begins_at_the_edge_of_a_phone() -> None:
    fig = event(told_event(), label="Dam", basis=BASIS, names=NAMES, zone="UTC", fit=PHONE)
    margin = fig.layout.margin
    inner = fig.layout.width - margin.l - margin.r
    assert round(margin.l + fig.layout.legend.x * inner) == 24


def test_the_square_of_not_observed_is_seen_on_its_own() -> None:
    for look in theme.LOOKS.values():
        assert key(look)["line"]["width"] == 1
        drawn, told = hatching(look)["pattern"], key(look)["pattern"]
        assert told["solidity"] > drawn["solidity"]
        assert told["shape"] == drawn["shape"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("10–23 تشرين الثاني", "10", "23"), ("من 08:00–09:30", "08:00", "09:30")],
)
def test_a_range_of_numbers_is_read_in_the_direction_of_its_words(
    text: str, first: str, last: str
) -> None:
    assert f"\u2066{first}\u2069–\u2066{last}\u2069" in theme.wrap_mixed(text)


def test_a_name_with_a_dash_stays_one_run() -> None:
    assert "\u2066Al-Nahr 24\u2069" in theme.wrap_mixed("قناة النهر Al-Nahr 24")


def test_on_a_phone_a_table_begins_with_what_says_most() -> None:
    columns = [{"field": name, "width": 90} for name in ("at", "known", "outlet", "title")]
    assert [c["field"] for c in grids.fronted(columns, ("title", "outlet"), narrow=False)] == [
        *("at", "known", "outlet", "title")
    ]
    held = grids.fronted(columns, ("title", "outlet"), narrow=True)
    assert [c["field"] for c in held] == ["title", "outlet", "at", "known"]
    assert held[0]["maxWidth"] + 90 < 390


def walk(part: Any) -> Iterator[Any]:
    yield part
    held = getattr(part, "children", None)
    for inner in held if isinstance(held, list) else [held] if held is not None else []:
        yield from walk(inner)


@pytest.mark.parametrize(
    "asked",
    [
        Asked(page="outlets", span="all", outlets=("harbour-times", "dessana-post"), compare="yes"),
        Asked(page="outlets", span="all", outlets=("harbour-times",)),
        Asked(page="outlets", span="all"),
        Asked(page="overview", span="all"),
        Asked(page="timeline", span="all"),
        Asked(page="timeline", span="all", show="heat"),
    ],
    ids=lambda asked: asked.to_url(),
)
def test_every_figure_of_a_page_has_a_menu_of_its_files(desk: Desk, asked: Asked) -> None:
    parts = [part for top in pages.page(desk, asked, NOW) for part in walk(top)]
    figures_ = [part.id for part in parts if type(part).__name__ == "Graph"]
    menus = [part for part in parts if getattr(part, "className", "") == "saves"]
    assert figures_
    assert len(menus) == len(figures_)
    known = set(figures())
    links = [part.href for menu in menus for part in walk(menu) if hasattr(part, "href")]
    assert {link.removeprefix("/figure/").partition(".")[0] for link in links} <= known


@pytest.mark.parametrize("name", FIGURES)
def test_the_outlets_page_answers_a_question_of_all_of_them(desk: Desk, name: str) -> None:
    asked = Asked(page="outlets", span="all", figure=name)
    parts = [part for top in pages.page(desk, asked, NOW) for part in walk(top)]
    drawn = [part.id for part in parts if type(part).__name__ == "Graph"]
    said = [part for part in parts if getattr(part, "className", "") == "state"]
    assert drawn == ([] if said else [f"outlets-{name}"])
    bold = [part.children for part in parts if type(part).__name__ == "Strong"]
    assert bold == [tell("en", f"outlets.looks.{name}")]
    ways = {part.href for part in parts if type(part).__name__ == "Link"}
    assert Asked(page="outlets", span="all").to_url() in ways
    assert replace(asked, outlets=("harbour-times",)).to_url() in ways


def test_the_figure_of_two_outlets_is_drawn_by_its_name(desk: Desk) -> None:
    span = desk.span()
    assert span is not None
    both = Asked(span="all", outlets=("harbour-times", "dessana-post"))
    drawn = drawer("beside")(desk, resolve(both, desk.subject(), span), Manner())
    assert set(drawn.table["row"]) == {"harbour-times", "dessana-post"}
    with pytest.raises(NothingToDraw, match="Choose two"):
        drawer("beside")(desk, resolve(Asked(span="all"), desk.subject(), span), Manner())


@pytest.mark.browser
def test_nothing_lies_over_a_figures_title_on_a_phone(phone: Reader) -> None:
    phone.opens("/")
    phone.page.locator("#timeline-graph .gtitle").wait_for()
    assert not phone.page.locator("#timeline-graph .modebar").first.is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 800, 1400])
def test_the_keys_of_the_heat_map_stand_beside_its_scale(
    browser: Any, address: str, width: int
) -> None:
    one = Reader(browser, address, width=width)
    one.opens("/?show=heat")
    graph = one.page.locator("#heatmap-graph")
    graph.locator(".legend .traces").last.wait_for()
    scale, keys = (graph.locator(f".{n}").first.bounding_box() for n in ("cbfills", "legend"))
    assert scale is not None
    assert keys is not None
    apart = keys["x"] >= scale["x"] + scale["width"] or keys["y"] >= scale["y"] + scale["height"]
    assert apart
    one.page.close()


@pytest.mark.browser
def test_a_figure_is_whole_on_paper(browser: Any, address: str) -> None:
    one = Reader(browser, address, width=1400)
    one.opens("/?topics=floods")
    graph = one.page.locator("#timeline-graph")
    graph.locator(".xtick").first.wait_for()
    screen = graph.locator(".main-svg").first.bounding_box()
    assert screen is not None
    one.page.pdf()  # a paper is printed as from the browser's menu
    one.page.emulate_media(media="print")
    shrunk = "getComputedStyle(document.querySelector('.figure')).zoom"
    assert float(one.page.evaluate(shrunk)) * screen["width"] <= 718  # between A4's margins
    one.page.close()


@pytest.mark.browser
def test_every_page_of_the_menu_is_in_view_on_a_phone(phone: Reader) -> None:
    phone.opens("/")
    links = phone.page.locator("#menu a")
    boxes = [links.nth(place).bounding_box() for place in range(links.count())]
    assert len(boxes) == 9
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
