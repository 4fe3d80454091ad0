"""What the operator's guide hands out says commands, options and settings that there are."""

from __future__ import annotations

import re
import shlex
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from typer.main import get_command

from dashboard.cli import app
from feeds.settings import Settings

FOLDER = Path(__file__).parents[2] / "dashboard" / "help" / "operate"
GUIDE = (FOLDER / "guide.md").read_text("utf-8")
UNITS = sorted(path.name for path in FOLDER.iterdir() if path.suffix in (".service", ".timer"))
NAMES = {setting.name for setting in fields(Settings)}


def commands() -> list[list[str]]:
    """Every call of `coverline` in the guide, the units and the compose file."""
    texts = [GUIDE, *((FOLDER / name).read_text("utf-8") for name in UNITS)]
    found = [
        shlex.split(
            re.split(r" >>|\)|$", line.split("bin/coverline ")[1], maxsplit=1)[0], comments=True
        )
        for text in texts
        for line in text.splitlines()
        if "bin/coverline " in line
    ]
    compose = (FOLDER / "compose.yaml").read_text("utf-8")
    own = compose.partition("\n  scheduler:")[0]  # what follows is called by Dask
    listed = re.findall(r"command: \[([^\]]+)\]", own)
    return [*found, *([word.strip(' "') for word in line.split(",")] for line in listed)]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_a_command_is_one_that_there_is(words: list[str]) -> None:
    group = get_command(app)
    while hasattr(group, "commands") and words:
        group = group.commands[words[0]]
        words = words[1:]
    group.make_context("coverline", list(words))


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_has_its_sections_and_ends_as_the_program_does(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    assert "[Unit]" in text
    assert f"[{name.rsplit('.', 1)[1].title()}]" in text
    if "Restart=" in text:
        assert "TimeoutStopSec=15" in text, "longer than the ten seconds that a stop takes"


def test_settings_of_the_guide_and_the_compose_file_are_settings() -> None:
    lines = re.findall(r"^echo '(.+)' >>", GUIDE, re.MULTILINE)
    assert {name for line in lines for name in tomllib.loads(line)} <= NAMES
    text = "".join((FOLDER / name).read_text("utf-8") for name in (*UNITS, "compose.yaml"))
    assert {name.lower() for name in re.findall(r"COVERLINE_(\w+)", text)} <= NAMES


def test_files_that_the_guide_names_lie_beside_it() -> None:
    named = set(re.findall(r"coverline-(?:poll@|web|backup)\b", GUIDE))
    assert all(any(unit.startswith(name) for unit in UNITS) for name in named)
    assert (FOLDER / "compose.yaml").is_file()


def test_figures_that_the_guide_names_are_measured() -> None:
    source = "".join(
        path.read_text("utf-8")
        for path in (Path(__file__).parents[2] / "dashboard" / "measures").glob("*.py")
    )
    named = {name.removesuffix("_total") for name in re.findall(r"coverline_\w+", GUIDE)}
    assert named
    assert [name for name in named if f'"{name}"' not in source] == []
