"""Imports only run down; stages do not know one another; only the pipeline knows their order."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# From the bottom up: a module may import what stands in its own line's list of parts or lower.
FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"feeds.errors", "feeds.model", "feeds.wordlists", "feeds.toml"}),
    frozenset({"feeds.engine"}),
    frozenset(
        {
            "feeds.footers",
            "feeds.text",
            "feeds.urls",
            "feeds.names",
            "feeds.groupings",
            "feeds.phrases",
            "feeds.proxies",
            "feeds.citing",
            "feeds.claims",
            "feeds.query",
            "feeds.serials",
        }
    ),
    frozenset({"feeds.settings", "feeds.outlets", "feeds.wire", "feeds.formats", "feeds.stamps"}),
    frozenset({"feeds.topics", "feeds.frames", "feeds.moves", "feeds.pacing", "feeds.schedule"}),
    frozenset({"feeds.opml", "feeds.fetch", "feeds.parse", "feeds.ledger", "feeds.subjects"}),
    frozenset({"feeds.store", "feeds.dates", "feeds.identity", "feeds.cluster", "feeds.demo"}),
    frozenset({"feeds.switches"}),
    frozenset(
        {
            "feeds.opening",
            "feeds.coverage",
            "feeds.corrections",
            "feeds.threads",
            "feeds.recurring",
            "feeds.standing",
            "feeds.saying",
            "feeds.sourcing",
            "feeds.framing",
            "feeds.placing",
            "feeds.naming",
            "feeds.seen",
            "feeds.classing",
            "feeds.waiting",
            "feeds.derive",
        }
    ),
    frozenset(
        {
            "feeds.redating",
            "feeds.correcting",
            "feeds.likeness",
            "feeds.rebuilding",
            "feeds.discover",
            "feeds.backfill",
            "feeds.polling",
        }
    ),
    frozenset({"feeds.pages"}),
    frozenset({"feeds.rereading"}),
    frozenset({"feeds.pipeline"}),
    frozenset({"feeds.selftest"}),
    frozenset({"dashboard"}),
)
STAGES = frozenset(
    {"feeds.fetch", "feeds.parse", "feeds.dates", "feeds.identity", "feeds.cluster", "feeds.store"}
)


def part_of(module: str) -> str:
    """`feeds.dates` of `feeds.dates.iso`; the whole dashboard is one part."""
    names = module.split(".")
    return "dashboard" if names[0] == "dashboard" else ".".join(names[:2])


def floor_of(part: str) -> int:
    return next(number for number, parts in enumerate(FLOORS) if part in parts)


def imports() -> Iterator[tuple[str, str]]:
    """(importing part, imported part) over the whole source."""
    for package in ("feeds", "dashboard"):
        for path in sorted((ROOT / package).rglob("*.py")):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            for name in imported(ast.parse(path.read_text("utf-8"))):
                yield part_of(module), part_of(name)


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in ("feeds", "dashboard"):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from [node.module] if node.module.split(".")[0] in ("feeds", "dashboard") else []
        elif isinstance(node, ast.Import):
            yield from (
                a.name for a in node.names if a.name.split(".")[0] in ("feeds", "dashboard")
            )


def crossings() -> list[tuple[str, str]]:
    return sorted({(a, b) for a, b in imports() if a != b and "__init__" not in a})


@pytest.mark.parametrize(("part", "other"), crossings())
def test_an_import_runs_down(part: str, other: str) -> None:
    assert floor_of(other) <= floor_of(part), f"{part} must not import {other}"


def test_stages_do_not_know_one_another() -> None:
    assert [(a, b) for a, b in crossings() if a in STAGES and b in STAGES] == []


def test_no_circle() -> None:
    below: dict[str, set[str]] = {}
    for part, other in crossings():
        below.setdefault(part, set()).add(other)
    while below:
        free = [part for part, others in below.items() if not others & below.keys()]
        assert free, f"these import one another in a circle: {sorted(below)}"
        for part in free:
            del below[part]
