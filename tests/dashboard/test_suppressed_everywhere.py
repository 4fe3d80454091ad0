"""A name that is kept off is on no page, route, figure, file or command, in no spelling."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast, get_args
from urllib.parse import unquote

import pandas as pd
import pytest
from dash import Dash
from typer.testing import CliRunner

from dashboard import suppressing
from dashboard.app import create_app
from dashboard.briefing import make_briefing
from dashboard.cli import app as command
from dashboard.data import Desk
from dashboard.export.picture import Picture
from dashboard.figure_more import NothingToDraw, figures
from dashboard.first import VIEW
from dashboard.pages import PAGES, PageOf
from dashboard.selection import Asked, Lang, Page, resolve
from feeds.names.withholding import MARK
from feeds.opening import Opened, open_real
from feeds.settings import Settings
from tests.dashboard.fakes import planted

# Not what the code under test looks for: every spelling that was planted, by its letters.
LETTERS = re.compile(r"nahwar|نهوار", re.IGNORECASE)
OPEN = {
    "timeline": {"row": "floods"},
    "outlets": {"row": "harbour-times"},
    "events": {"event": "event:gates"},
    "names": {"name": f"name:{planted.SLUG}"},
}
COMMANDS = (
    ("explain", "story:t1"),
    ("explain", "story:t1", "--json"),
    ("explain", "story:t1", "story:d1"),
    ("explain", "event:gates"),
    ("names",),
    ("names", planted.NAME),
    ("names", "--json"),
    ("threads",),
    ("topics",),
    ("correct", "list"),
    ("status",),
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return planted.fill(tmp_path_factory.mktemp("planted"))


@pytest.fixture(scope="module")
def opened(settings: Settings) -> Iterator[Opened]:
    held = open_real(settings, create=False)
    yield held
    held.store.close()


@pytest.fixture(scope="module")
def web(opened: Opened) -> Dash:
    return create_app(opened.store, planted.subject(opened.subject), "Sami")


def seen(text: str) -> list[str]:
    """What stands round each place where the name is."""
    told = unquote(text.replace("\\u0026", "&"))
    if "\\u06" in told:
        told = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), told)
    return [told[max(0, m.start() - 60) : m.end() + 20] for m in LETTERS.finditer(told)]


def asked_of(web: Dash, output: str, **values: Any) -> str:
    """The answer of the callback whose first output this is, as the browser asks for it."""
    (key,) = [key for key in web.callback_map if outputs(key)[0] == output]
    held = web.callback_map[key]
    given, known = ([{**wire, "value": values.get(wire["id"])} for wire in held[name]]
                    for name in ("inputs", "state"))  # fmt: skip
    names = [{"id": one.split(".")[0], "property": one.split(".")[1]} for one in outputs(key)]
    body = {
        "output": key,
        "outputs": names if key.startswith("..") else names[0],
        "inputs": given,
        "state": known,
        "changedPropIds": [f"{given[0]['id']}.{given[0]['property']}"],
    }
    answer = web.server.test_client().post("/_dash-update-component", json=body)
    assert answer.status_code in (200, 204), answer.text
    return str(answer.text)


def outputs(key: str) -> list[str]:
    """`id.property` of each output of a callback."""
    return [one.split("@")[0] for one in key.strip(".").split("...")]


def pages_of(web: Dash, left_out: tuple[Page, ...] = ()) -> Iterator[tuple[str, str]]:
    """Each page in each language, with what a click opens there."""
    for page in [page for page in cast(dict[Page, PageOf], PAGES) if page not in left_out]:
        # The gallery draws every figure, as `pictures` does in each language: once is enough.
        for lang in get_args(Lang)[1:2] if page == "gallery" else get_args(Lang)[1:]:
            wide = Asked(page=page, span="all", lang=lang)
            url = replace(wide, **OPEN.get(page, {})).to_url()
            narrow = {"narrow": False, "visit": ""}
            yield (
                f"{page} {lang}",
                asked_of(web, "page.children", view=wide.to_url(), opened=url, **narrow),
            )
            if page in OPEN:
                told = asked_of(web, "below.children", view=url, opened=url, **narrow)
                yield f"{page} {lang}, opened", told


def parts_of(web: Dash) -> Iterator[tuple[str, str]]:
    """What is brought once a page stands: its words, panel, grid, facets, views, what is new."""
    view = "/stories?span=all"
    block = {"startRow": 0, "endRow": 100}
    yield "frame", asked_of(web, "span.label", tongue="en")
    for story in ("t1", "d1", "d2"):
        told = asked_of(web, "story-told.children", panel=[story, "UTC", "en"])
        yield f"panel {story}", told
    yield "grid", asked_of(web, "stories.getRowsResponse", stories=block, opened=view)
    for part in ("events", "bursts", "leaders", "silences", "health"):
        asked = {"overview-of": "/overview?span=all", "narrow": False}
        yield f"overview {part}", asked_of(web, f"overview-{part}.children", **asked)
    yield "facets", asked_of(web, "facets.children", **{"facets-of": view})
    yield "views", asked_of(web, "views-list.children", view=view, tongue="en")
    yield "new", asked_of(web, "fresh.children", view="/overview", visit="2026-03-01T00:00:00Z")


def routes(web: Dash) -> Iterator[tuple[str, str]]:
    client = web.server.test_client()
    pages = ("/", "/stories?span=all", "/events")
    for path in (*pages, "/_dash-layout", "/health", "/stories.csv?span=all"):
        yield path, client.get(path).text
    for path in ("/overview", "/_dash-layout"):  # as a browser asks, which unpacks
        answer = client.get(path, headers={VIEW: "/overview?span=all", "Accept-Encoding": "gzip"})
        assert answer.status_code == 200, path
        yield f"{path} packed", gzip.decompress(answer.data).decode()
    yield "citations.csv", client.get("/figure/citations.csv?span=all").text
    book = zipfile.ZipFile(io.BytesIO(client.get("/stories.xlsx?span=all").data))
    yield "XLSX", "".join(book.read(name).decode() for name in book.namelist())
    parquet = client.get("/stories.parquet?span=all").data
    yield "Parquet", pd.read_parquet(io.BytesIO(parquet)).to_csv()


def pictures(opened: Opened) -> Iterator[tuple[str, str]]:
    """Every figure that has anything to show, as it is handed to the printer, and its files."""
    desk = Desk(opened.store, planted.subject(opened.subject))
    span = desk.span()
    assert span is not None
    selection = resolve(Asked(span="all"), desk.subject(), span)
    for name in figures():
        for lang in get_args(Lang)[1:]:
            picture = Picture(desk, selection, name, lang)
            try:
                drawn = picture.drawing().figure.to_json()
            except NothingToDraw as error:
                drawn = str(error)
            else:
                drawn += json.dumps(picture.about(), ensure_ascii=False) + picture.csv().decode()
            yield f"{name} {lang}", str(drawn)


def briefings(opened: Opened) -> Iterator[tuple[str, str]]:
    told = make_briefing(opened.store, planted.subject(opened.subject), "2026-W11")
    for part in told.parts():
        yield f"briefing {part.title}", part.html() + part.markdown()


def terminal(settings: Settings) -> Iterator[tuple[str, str]]:
    for words in COMMANDS:
        said = CliRunner().invoke(command, ["--store", settings.store, *words])
        assert said.exit_code == 0, said.output
        yield " ".join(words), said.output


def test_a_name_that_is_kept_off_leaves_by_no_way(
    web: Dash, opened: Opened, settings: Settings
) -> None:
    # Every figure takes its time, and the pages beside the gallery show enough of them.
    before = dict([*pages_of(web, left_out=("gallery",)), *parts_of(web)])
    shown = [name for name, text in before.items() if seen(text)]
    assert len(shown) > 20, "hardly anything shows the name: the test looks in the wrong places"
    suppressing.add(settings, planted.NAME, "Sami", "a test")
    try:
        ways = (pages_of(web), parts_of(web), routes(web), pictures(opened), briefings(opened))
        after = {name: text for way in (*ways, terminal(settings)) for name, text in way}
    finally:
        suppressing.remove(settings, planted.NAME)
    assert {name: seen(text)[:3] for name, text in after.items() if seen(text)} == {}
    assert any(MARK in text for text in after.values())
