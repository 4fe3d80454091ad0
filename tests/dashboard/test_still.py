"""The still of a page says what the page will say, before any script runs."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from html import unescape
from typing import Any

import dash_ag_grid as dag
import dash_mantine_components as dmc
import pytest
from dash import dcc, html

from dashboard.app import create_app
from dashboard.first import PLACE
from dashboard.still import colours, figure
from dashboard.still.scale import Axis, CannotDraw, numbers
from dashboard.still.traces import WIDE
from dashboard.still.tree import Still
from tests.dashboard.fakes.world import river, subject

TAG = re.compile(r"<[^>]+>")
PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 15) Mobile Safari/537.36"}


@pytest.fixture(scope="module")
def browser() -> Any:
    return create_app(river(), subject()).server.test_client()


def still(browser: Any, url: str, **headers: str) -> str:
    page = str(browser.get(url, headers=headers).text)
    return page[page.index('<div id="still"') : page.index('<div id="react-entry-point"')]


def words(markup: str) -> str:
    return unescape(TAG.sub("\n", markup))


def drawn(*parts: Any) -> str:
    return Still("Reading…").of(list(parts))


def sheet(*traces: dict[str, Any], **layout: Any) -> dict[str, Any]:
    """A figure of 200 by 100 pixels between its margins, ten units wide and high."""
    usual = {
        "height": 140,
        "margin": {"l": 30, "r": 10, "t": 20, "b": 20},
        "xaxis": {"range": [0, 10], "visible": False},
        "yaxis": {"range": [0, 10], "tickmode": "array", "tickvals": [5], "ticktext": ["five"]},
    }
    return {"data": list(traces), "layout": {**usual, **layout}}


def bar(**facts: Any) -> dict[str, Any]:
    return {"type": "bar", "x": [1, 3], "y": [2, 4], "width": 2, "marker": {"color": "#123456"},
            **facts}  # fmt: skip


def test_the_numbers_and_titles_of_the_page_stand_in_its_document(browser: Any) -> None:
    told = words(still(browser, "/overview"))
    assert "How much was each topic covered?" in told
    assert "The new bridge" in told
    assert "31 stories" in told or "stories" in told
    assert "Rests on" in told


@pytest.mark.parametrize("url", ["/", "/overview", "/outlets", "/?show=heat", "/?lang=ar"])
def test_every_figure_of_a_first_view_has_a_still(browser: Any, url: str) -> None:
    markup = still(browser, url)
    assert 'class="drawn"' in markup
    assert 'class="coming" style="height' not in markup


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("/stories", ["The new bridge", '<a href="https://', 'class="known"']),
        ("/feeds", ['class="observed" style="height:100%"', " %</td>"]),
        ("/events", ["Water rises at the quays", '<svg width="96"']),
    ],
)
def test_every_table_of_a_first_view_has_its_first_rows(
    browser: Any, url: str, parts: list[str]
) -> None:
    markup = still(browser, url)
    rows = markup[markup.index('class="rows"') :]
    assert [part for part in parts if part not in rows] == []


def test_the_still_and_the_living_page_have_the_same_texts(browser: Any) -> None:
    from tests.dashboard.test_first import first

    held = first(browser, "/feeds")["page"]["children"]
    told = words(still(browser, "/feeds"))
    texts = [text for text in _texts(held) if text.strip()]
    assert len(texts) > 10
    assert [text for text in texts if text not in told] == []


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, list):
        for one in part:
            yield from _texts(one)
    elif isinstance(part, dict) and part.get("type") not in ("Store", "Markdown", "Upload"):
        yield from _texts(part.get("props", {}).get("children"))


def test_an_address_that_cannot_be_is_told_in_the_still_too(browser: Any) -> None:
    assert "There is no topic “unicorns”." in words(still(browser, "/?topics=unicorns"))


def test_a_phone_gets_the_still_of_a_phone(browser: Any) -> None:
    assert '<div id="still" class="narrow"' in still(browser, "/", **PHONE)
    assert '<div id="still" class="wide"' in still(browser, "/")


def test_the_document_is_dark_from_the_first(browser: Any) -> None:
    assert 'data-mantine-color-scheme="dark"' in browser.get("/?theme=dark").text[:200]


def test_the_head_goes_out_before_the_view_is_drawn(browser: Any) -> None:
    answer = browser.get("/", headers={"Accept-Encoding": "gzip"}, buffered=False)
    unpack = zlib.decompressobj(wbits=31)
    head, *rest = (unpack.decompress(part).decode() for part in answer.iter_encoded())
    assert "still.css" in head
    assert "</head>" in head
    assert 'id="still"' not in head
    whole = head + "".join(rest)
    assert 'id="still"' in whole
    assert whole.rstrip().endswith("</html>")
    assert PLACE not in whole
    assert "Content-Length" not in answer.headers


def test_a_still_that_fails_leaves_the_document_whole(
    browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.first._still", lambda *_: 1 / 0)
    page = browser.get("/").text
    assert 'id="still"' not in page
    assert page.rstrip().endswith("</html>")


def test_text_from_feeds_is_never_markup() -> None:
    bad = "<img src=x onerror=alert(1)>"
    link = html.A("read", href="javascript:alert(1)", title='"><script>')
    grid = dag.AgGrid(columnDefs=[{"field": "a", "headerName": bad}], rowData=[{"a": bad}])
    label = {"text": f"<b>{bad}</b><a href='x'>y</a>", "font": {}}
    picture = dcc.Graph(figure=sheet(bar(name=bad), title=label, legend={"x": 0, "y": 1}))
    markup = drawn(bad, html.P(bad), link, grid, picture, dmc.TextInput(value=bad))
    assert not [part for part in ("<img", "<script", "javascript:") if part in markup]
    assert "<a href='x'" not in markup
    assert words(markup).count(bad) == 4


@pytest.mark.parametrize("kind", ["StoryLink", "FoundStory"])
def test_a_headline_leads_to_the_web_or_nowhere(kind: str) -> None:
    columns = [{"field": "title", "headerName": "Headline", "cellRenderer": kind}]
    urls = ["https://lantern.example/1", "javascript:alert(1)", "//lantern.example/2", ""]
    rows = [{"title": f"<b>Story {n}</b>", "url": url} for n, url in enumerate(urls)]
    markup = drawn(dag.AgGrid(columnDefs=columns, rowData=rows))
    assert re.findall(r'href="([^"]*)"', markup) == urls[:1]
    assert 'rel="noopener noreferrer"' in markup
    assert markup.count("&lt;b&gt;Story") == len(urls)


def test_a_table_that_asks_for_its_rows_shows_the_first_of_them() -> None:
    column = {"field": "title", "headerName": "Headline"}
    options = {"rowHeight": 48}
    grid = dag.AgGrid(columnDefs=[column], rowModelType="infinite", dashGridOptions=options)
    held = [{"title": "The new bridge"}]
    assert "The new bridge" in Still("Reading…", lambda: held).of(grid)
    assert words(Still("Reading…").of(grid)).split() == ["Reading…"]


def test_nothing_in_the_still_has_an_id_that_the_page_has(browser: Any) -> None:
    ids = re.findall(r' id="([^"]+)"', still(browser, "/"))
    assert ids[0] == "still"
    assert all(one.startswith("still-") for one in ids[1:])


def test_bars_stack_where_they_have_no_base_and_stand_where_they_have() -> None:
    others = bar(marker={"color": "#abcdef"}), bar(base=[6, 6], marker={"color": "#fff"})
    both = sheet(bar(), *others, barmode="stack")
    found = dict(re.findall(r'd="([^"]+)" fill="(#\w+)"', figure.drawn(both)))
    unit = WIDE // 10
    lower, upper, based = found
    assert lower == f"M0 80h{2 * unit}v20h-{2 * unit}zM{2 * unit} 60h{2 * unit}v40h-{2 * unit}z"
    assert upper == f"M0 60h{2 * unit}v20h-{2 * unit}zM{2 * unit} 20h{2 * unit}v40h-{2 * unit}z"
    assert based == f"M0 20h{2 * unit}v20h-{2 * unit}zM{2 * unit} 0h{2 * unit}v40h-{2 * unit}z"


def test_what_was_not_observed_is_hatched_and_never_plain() -> None:
    hatch = {"pattern": {"shape": "/", "fgcolor": "#999999", "size": 6, "solidity": 0.2}}
    markup = figure.drawn(sheet(bar(marker=hatch)))
    assert re.findall(r'<rect x="0.000%" width="20.000%" y="80.0" height="20.0" fill="url', markup)
    assert 'stroke="#999999"' in markup
    assert '<path d="M0 80' not in markup


def test_a_cell_without_a_value_stays_blank() -> None:
    cells = {"type": "heatmap", "x": [0, 5, 10], "y": [2], "z": [[1.0, None]], "zmin": 0, "zmax": 2,
             "colorscale": [[0, "#000000"], [1, "#ffffff"]], "showscale": False}  # fmt: skip
    markup = figure.drawn(sheet(cells))
    assert markup.count('fill="#808080"') == 1
    assert markup.count("v10h") == 1


def test_a_shared_scale_is_told_once() -> None:
    layout = {"shared": {"colorscale": [[0, "#000000"], [1, "#ffffff"]], "cmin": 0, "cmax": 4,
                         "colorbar": {}}}  # fmt: skip
    traces = [{"type": "heatmap", "coloraxis": "shared"}] * 2
    first, second = colours.resolved(traces, layout)
    assert (first["zmin"], first["zmax"]) == (0, 4)
    assert "showscale" not in first
    assert second["showscale"] is False


def test_ticks_are_those_of_plotly() -> None:
    auto = Axis((0, 1), (0, 34.1), {"nticks": 3, "tickformat": ",d"})
    assert [told for _, told in auto.ticks()] == ["0", "20"]
    named = Axis((0, 0.5), (0, 2), {"dtick": 0.5, "tickformat": ".0%"})
    assert named.ticks()[1] == (0.125, "50%")
    with pytest.raises(CannotDraw):
        Axis((0, 1), (0, 1), {"type": "date"}).ticks()


def test_instants_stand_where_plotly_puts_them_whatever_their_zone() -> None:
    plain, zoned = numbers(["2026-03-07T12:00:00"]), numbers(["2026-03-07T12:00:00+03:00"])
    assert plain.tolist() == zoned.tolist()


@pytest.mark.parametrize(
    "trace",
    [
        {"type": "scatter", "x": [1], "y": [1]},
        bar(orientation="h"),
        bar(width=None),
        {"type": "heatmap", "x": [0, 1], "y": [0, 1], "z": [[1.0]], "colorscale": [[0, "red"]]},
    ],
    ids=["lines", "lying bars", "bars without width", "colours by name"],
)
def test_what_a_still_cannot_draw_waits_in_its_room(trace: dict[str, Any]) -> None:
    graph = dcc.Graph(figure=sheet(trace), style={"height": "140px"})
    assert drawn(graph) == (
        '<div class="coming" style="height:140px"><div class="note">Reading…</div></div>'
    )


def test_controls_show_what_they_hold_and_cannot_be_worked() -> None:
    six, twelve = {"value": "s", "label": "Six"}, {"value": "t", "label": "Twelve"}
    data, days = [{"group": "a", "items": [twelve]}, six], ["2026-03-07", "2026-03-20"]
    markup = drawn(
        dmc.Select(label="Hours", data=data, value="t"),
        dmc.MultiSelect(label="Topics", data=data, value=["t", "s"], disabled=True),
        dmc.DatePickerInput(label="Days", value=days, valueFormat="D MMM YYYY"),
        html.Button("Go", id="go"),
    )  # fmt: skip
    assert 'value="Twelve"' in markup
    assert 'value="Twelve, Six"' in markup
    assert " disabled>" in markup
    assert 'value="7 Mar 2026 – 20 Mar 2026"' in markup
    assert markup.count("readonly") == 3
    assert '<button aria-disabled="true" tabindex="-1">Go</button>' in markup
