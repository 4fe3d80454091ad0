"""The README says what the code says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from feeds import coverage
from feeds.coverage import Basis
from feeds.model import OFF_SUBJECT
from feeds.settings import Settings
from feeds.store.schema.dictionary import dictionary
from feeds.topics import Matcher, load_topics
from tests.demo import few_days

ROOT = Path(__file__).parent.parent
CELLS = "## The tables in a notebook"
NO_TABLES = {"Basis", "Selection", "bins"}
SOUGHT = {
    "search",
    "facets",
    "named",
    "spellings",
    "companions",
    "written",
}  # of the pages that seek stories
EMPTY = {"bursts", "edits", "near_misses"}  # too much to ask of two days
README = (ROOT / "README.md").read_text("utf-8")


def test_the_data_dictionary_is_the_schema() -> None:
    held = README.split("<!-- dictionary -->")[1].split("<!-- /dictionary -->")[0]
    assert held.strip() == dictionary().strip(), (
        "Paste the output of feeds.store.schema.dictionary() between the dictionary marks."
    )


def test_every_setting_is_explained() -> None:
    named = set(re.findall(r"`(\w+)`", README))
    assert {setting.name for setting in fields(Settings)} <= named


def test_every_dependency_has_a_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    reasons = README.split("## Dependencies")[1].split("\n## ")[0]
    names = [re.split(r"[\[<>=]", wanted)[0] for wanted in project["dependencies"]]
    assert [name for name in names if name not in reasons] == []


def test_every_dependency_is_pinned_without_an_address() -> None:
    pins = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert all(re.match(r"[\w.\-]+==[\w.]+( ; .+)?$", pin) for pin in pins)
    assert not any(pin.startswith("coverline") for pin in pins)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = [name for some in (project["dependencies"], *extras) for name in some]
    names = {re.split(r"[\[<>=]", name)[0].lower() for name in wanted} - {"coverline"}
    assert names <= {pin.split("==")[0].lower() for pin in pins}


def test_the_pictures_that_it_shows_are_there() -> None:
    shown = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert [path for path in shown if not (ROOT / path).exists()] == []


def test_its_links_to_pages_lead_somewhere() -> None:
    links = re.findall(r"\]\((dashboard/[^)]+)\)", README)
    assert [path for path in links if not (ROOT / path).exists()] == []


def test_the_example_of_topics_is_read_as_it_says(tmp_path: Path) -> None:
    path = tmp_path / "topics.toml"
    path.write_text(README.split("```toml\n")[1].split("```")[0], "utf-8")
    matcher = Matcher(load_topics(path))

    def topics(title: str) -> list[str]:
        return [match.topic_id for match in matcher.match("s", title, "", "en", False)]

    assert topics("Dockworkers strike in Dessana") == ["harbour"]
    assert topics("أورسان فلتام speaks") == ["harbour"]
    assert topics("Dockworkers strike") == [OFF_SUBJECT], "weak, and nothing places it"


def cells() -> list[str]:
    """The notebook cells: what sets them up, then a table each."""
    section = README.split(CELLS)[1].split("\n## ")[0]
    return [part.split("```")[0].strip() for part in section.split("```python\n")[1:]]


def table_of(cell: str) -> str:
    return str(re.findall(r"coverage\.(\w+)\(", cell)[0])


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What the first cell leaves, beside two days of the demo."""
    folder = Path(tmp_path_factory.mktemp("notebook"))
    few_days.fill(folder)
    held: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        exec(cells()[0], held)
        yield held
    held["store"].close()


def test_every_table_has_a_cell() -> None:
    assert set(map(table_of, cells()[1:])) == set(coverage.__all__) - NO_TABLES - SOUGHT


@pytest.mark.parametrize("cell", cells()[1:], ids=table_of)
def test_a_cell_runs_on_the_demo(cell: str, notebook: dict[str, Any]) -> None:
    found = eval(cell, notebook)
    assert isinstance(found, pd.DataFrame | Basis | tuple)
    if isinstance(found, pd.DataFrame):
        assert table_of(cell) in EMPTY or len(found)
