"""A command line builds the one command that it calls, and nobody sees a difference."""

from __future__ import annotations

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.narrowing import FLAGS, VALUED, called, narrowed
from tests.cli.test_words import ALL

TOP = [name.split()[1] for name in ALL if name.count(" ") == 1]


def test_the_options_before_a_command_are_known() -> None:
    options = [param for param in get_command(app).params if param.name != "version"]
    flags = {
        word
        for param in options
        if getattr(param, "is_flag", False)
        for word in (*param.opts, *param.secondary_opts)
    }
    assert flags == FLAGS
    assert {word for param in options for word in param.opts} - flags == VALUED


@pytest.mark.parametrize("name", TOP)
def test_just_the_called_command_is_built_and_its_help_is_the_same(name: str) -> None:
    words = ["--store", "sqlite:///none.db", name, "--help"]
    narrow = narrowed(app, words)
    assert list(getattr(get_command(narrow), "commands", {})) == [name]
    assert CliRunner().invoke(narrow, words).output == CliRunner().invoke(app, words).output


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("poll --all", "poll"),
        ("--store poll status", "status"),
        ("--store=poll --allow-private status --json", "status"),
        ("--opml feeds.opml feeds check", "feeds"),
    ],
)
def test_the_command_is_told_from_the_values_of_options(line: str, name: str) -> None:
    assert called(line.split()) == name


@pytest.mark.parametrize("line", ["", "--help", "--help poll", "--version", "-x poll", "pol", "--"])
def test_whoever_asks_for_help_or_errs_meets_the_whole_command(line: str) -> None:
    assert narrowed(app, line.split()) is app


def test_the_whole_command_stays_as_it_is() -> None:
    before = len(app.registered_commands), len(app.registered_groups)
    narrowed(app, ["poll"])
    assert (len(app.registered_commands), len(app.registered_groups)) == before
