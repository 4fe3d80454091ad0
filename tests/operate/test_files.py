"""What the operator's guide hands out says commands, options and settings that there are."""

from __future__ import annotations

import re
import shlex
import subprocess
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
import yaml
from distributed.cli import dask_scheduler, dask_worker
from typer.main import get_command

from dashboard.cli import app
from feeds.settings import Settings

FOLDER = Path(__file__).parents[2] / "dashboard" / "help" / "operate"
GUIDE = (FOLDER / "guide.md").read_text("utf-8")
UNITS = sorted(path.name for path in FOLDER.iterdir() if path.suffix in (".service", ".timer"))
NAMES = {setting.name for setting in fields(Settings)}


COMPOSE = yaml.safe_load((FOLDER / "compose.yaml").read_text("utf-8"))
LINES = [
    line for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL) for line in block.split("\n")
]
EXECUTED = [
    found[1]
    for name in UNITS
    for found in re.finditer(
        r"^ExecStart=/srv/coverline/.venv/bin/(.+)$",
        (FOLDER / name).read_text("utf-8"),
        re.MULTILINE,
    )
]
OWN = [facts for facts in COMPOSE["services"].values() if "entrypoint" not in facts]
DASK = {"scheduler": dask_scheduler.main, "worker": dask_worker.main}


def commands() -> list[list[str]]:
    """Every call of `coverline` in the guide, the units and the compose file."""
    starts = re.compile(r"^coverline |docker compose run (?:--?\S+ (?:root |\S+:\S+ )?)*poll ")
    typed = [line[found.end() :] for line in LINES if (found := starts.search(line))]
    kept = [line.removeprefix("coverline ") for line in EXECUTED if line.startswith("coverline ")]
    said = [shlex.split(re.split(r" >>? ", line)[0], comments=True) for line in (*typed, *kept)]
    return [*said, *(facts["command"] for facts in OWN if "command" in facts)]


def dask_commands() -> list[list[str]]:
    """Every call of `dask` in the units, the compose file and the guide's prose."""
    kept = [line.removeprefix("dask ") for line in EXECUTED if line.startswith("dask ")]
    told = re.findall(r"`\.venv/bin/dask ([^`]+)`", GUIDE)
    held = [facts["command"] for facts in COMPOSE["services"].values() if facts not in OWN]
    return [*map(shlex.split, (*kept, *told)), *held]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_a_command_is_one_that_there_is(words: list[str]) -> None:
    group = get_command(app)
    while hasattr(group, "commands") and words:
        group = group.commands[words[0]]
        words = words[1:]
    group.make_context("coverline", list(words))


@pytest.mark.parametrize("words", dask_commands(), ids=" ".join)
def test_a_command_of_dask_is_one_that_there_is(words: list[str]) -> None:
    DASK[words[0]].make_context(words[0], list(words[1:]))


def test_the_guide_leads_through_all_that_a_desk_needs() -> None:
    told = {words[0] for words in commands()}
    assert told >= {"password", "feeds", "poll", "serve", "store", "rebuild", "backup", "restore"}
    assert {words[0] for words in dask_commands()} == set(DASK)
    assert len(dask_commands()) >= 5


def test_services_that_the_guide_starts_are_units_that_lie_beside_it() -> None:
    names = {
        re.sub(r"@.*", "@", name)
        for line in LINES
        for call in re.findall(r"systemctl (?:enable|start|stop)((?: [^#&|]+)?)", line)
        for name in call.replace("'", "").split()
        if name.startswith("coverline-")
    }
    assert {"coverline-poll@", "coverline-worker@", "coverline-scheduler"} <= names
    assert [name for name in names if not any(unit.startswith(name) for unit in UNITS)] == []


def test_the_command_that_is_installed_runs_as_the_services_do() -> None:
    script = (FOLDER / "coverline.sh").read_text("utf-8")
    units = [(FOLDER / name).read_text("utf-8") for name in UNITS if name.endswith(".service")]
    assert subprocess.run(["sh", "-n", str(FOLDER / "coverline.sh")], check=False).returncode == 0
    assert "runuser -u coverline" in script
    assert "cd /srv/coverline &&" in script
    assert all("User=coverline\nWorkingDirectory=/srv/coverline\n" in unit for unit in units)


def test_dask_of_a_unit_is_reached_from_this_machine_alone() -> None:
    listens = (FOLDER / "coverline-scheduler.service").read_text("utf-8")
    assert "--host 127.0.0.1" in listens
    assert "--dashboard-address 127.0.0.1:" in listens


def test_containers_are_built_from_what_is_there() -> None:
    services, root = COMPOSE["services"], FOLDER.parents[2]
    for facts in services.values():
        assert set(facts.get("depends_on", ())) <= set(services)
        if "build" in facts:
            assert (FOLDER / facts["build"]["context"]).resolve() == root
            assert (root / facts["build"]["dockerfile"]).is_file()
    left_out = (FOLDER / "Dockerfile.dockerignore").read_text("utf-8").split("\n")
    assert {".git", "**/.env", "**/coverline.toml"} <= set(left_out)


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_has_its_sections_and_ends_as_the_program_does(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    assert "[Unit]" in text
    assert f"[{name.rsplit('.', 1)[1].title()}]" in text
    if "Restart=" in text:
        assert "TimeoutStopSec=15" in text, "longer than the ten seconds that a stop takes"


def test_settings_of_the_guide_and_the_compose_file_are_settings() -> None:
    lines = re.findall(r"^echo '(.+)' >>? .*coverline\.toml", GUIDE, re.MULTILINE)
    assert len(lines) == 3
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
