"""Every command, option and setting explains itself, and stands in the README."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import typer

from dashboard.cli import app
from feeds.settings import Settings
from tests.cli.desk import Desk

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def commands(command: Any, name: str = "coverline") -> Iterator[tuple[str, Any]]:
    """Every command with its full name, groups too."""
    yield name, command
    for word, below in getattr(command, "commands", {}).items():
        yield from commands(below, f"{name} {word}")


ALL = dict(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("name", ALL)
def test_a_command_has_help_with_an_example(name: str) -> None:
    text = ALL[name].help or ""
    assert f"Example: {name.split()[0]} " in text
    assert name.split()[-1] in text.partition("Example:")[2]
    unexplained = [p.name for p in ALL[name].params if not getattr(p, "help", None)]
    assert not unexplained


@pytest.mark.parametrize(
    "name", [name for name in ALL if " " in name and name != "coverline feeds"]
)
def test_a_command_stands_in_the_readme(name: str) -> None:
    assert name.removeprefix("coverline ") in README


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_a_setting_stands_in_the_readme(name: str) -> None:
    assert f"`{name}`" in README


def test_help_is_shown_where_no_command_is_given(desk: Desk) -> None:
    for words in ((), ("feeds",)):
        done = desk(*words)
        assert (done.code, done.err) == (2, "")
        assert "Usage: coverline" in done.out


def test_the_version(desk: Desk) -> None:
    assert desk("--version").out.startswith("coverline ")
