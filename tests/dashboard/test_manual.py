"""The user's pages: every picture is there, is served, and every page is linked."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from dashboard import manual
from dashboard.app import create_app
from dashboard.layout import STORES
from dashboard.pages.kinds import CONTROLS
from tests.dashboard.fakes.world import river, subject

FOLDER = files("dashboard") / "help"
ROOT = Path(__file__).parents[2]
SHOWN = [(page, picture) for page in manual.PAGES for picture in manual.pictures(page)]
ARABIC = sorted(entry.name for entry in FOLDER.iterdir() if entry.name.endswith(".ar.md"))
MARK = re.compile(r"^#{1,3} |^\|.*\|$|!\[|^\d\. |\*\*Example|\*\*مثال", re.MULTILINE)
CODE = re.compile(r"```.*?```|`[^`]+`", re.DOTALL)
NUMBER = re.compile(r"\d[\d,.:]*\d|\d")
LARGEST = 150_000  # bytes of a picture


@pytest.fixture(scope="module")
def client() -> Any:
    return create_app(river(), subject()).server.test_client()


def test_events_and_topics_are_explained_with_pictures() -> None:
    assert {"events", "topics"} <= {page for page, _ in SHOWN}


@pytest.mark.parametrize(("page", "picture"), SHOWN)
def test_a_picture_that_a_page_names_is_there_small_and_served(
    page: str, picture: str, client: Any
) -> None:
    held = (FOLDER / picture).read_bytes()
    assert held.startswith(b"\x89PNG")
    assert len(held) < LARGEST
    answer = client.get(f"/help/{picture}")
    assert (answer.mimetype, answer.data) == ("image/png", held)


@pytest.mark.parametrize("name", ["events.md", "none.png", "timeline.png", "..\\app.py"])
def test_nothing_but_those_pictures_is_served(name: str, client: Any) -> None:
    assert client.get(f"/help/{name}").status_code == 404


def test_in_the_application_pictures_and_pages_have_its_own_addresses() -> None:
    told = str(manual.article().to_plotly_json())
    assert all(f"](/help/{picture})" in told for _, picture in SHOWN)
    assert ".md)" not in told


def test_every_page_of_the_folder_is_shown_and_linked_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    folder = Path(str(FOLDER))
    found = (path for path in folder.rglob("*.md") if path.name not in ARABIC)
    pages = sorted(path.relative_to(folder).with_suffix("").as_posix() for path in found)
    assert pages == sorted(manual.PAGES)
    assert [page for page in pages if f"(dashboard/help/{page}.md)" not in readme] == []


def test_no_picture_lies_there_unused() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    pictures = {entry.name for entry in FOLDER.iterdir() if entry.name.endswith(".png")}
    used = {picture for _, picture in SHOWN}
    assert {name for name in pictures - used if f"(dashboard/help/{name})" not in readme} == set()


@pytest.mark.parametrize("file", ARABIC)
def test_an_arabic_page_has_all_that_the_english_one_has(file: str) -> None:
    name = file.removesuffix(".ar.md")
    english, arabic = manual.text(name), manual.text(name, "ar")
    assert arabic != english
    assert len(MARK.findall(arabic)) == len(MARK.findall(english))
    assert CODE.findall(arabic) == CODE.findall(english)
    numbers = [sorted(re.findall(r"\d[\d,.]*\d|\d", text)) for text in (english, arabic)]
    assert set(numbers[1]) <= set(numbers[0])
    assert len(arabic) > 0.6 * len(english)


def test_a_page_reads_in_the_direction_of_its_own_language() -> None:
    told = {part.id: part.children for part in manual.article("ar").children}
    exposure = manual.anchor("exposure")
    assert (told[exposure].lang, told[exposure].dir) == ("ar", "rtl")
    assert {part.lang: part.dir for part in told.values()} in (
        {"ar": "rtl", "en": "ltr"},
        {"ar": "rtl"},
    )


@pytest.mark.parametrize("file", ARABIC)
def test_an_arabic_example_gives_the_figures_of_the_english_one(file: str) -> None:
    name = file.removesuffix(".ar.md")
    figures = [
        [
            set(NUMBER.findall(part.split("\n")[0]))
            for part in manual.text(name, lang).split(mark)[1:]
        ]
        for lang, mark in (("", "**Example.**"), ("ar", "**مثال.**"))
    ]
    assert figures[1] == figures[0]


def test_each_title_in_the_contents_leads_to_a_page_of_the_help() -> None:
    told = str(manual.contents())
    article = str(manual.article())
    for name in manual.PAGES:
        assert f"href='#{manual.anchor(name)}'" in told
        assert f"id='{manual.anchor(name)}'" in article


def test_no_page_of_the_help_is_called_like_a_control() -> None:
    assert not {manual.anchor(name) for name in manual.PAGES} & {*CONTROLS, *STORES}
