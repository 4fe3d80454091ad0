"""Where each table, field and list item of a TOML text stands: tomllib does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import tomli

Place = tuple[str | int, ...]  # ("outlets", 3, "feeds", 0, "url"), counted from zero

TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'{3}.*?\'{3,5}'  # strings over several lines
    r'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|\n|[ \t\r]+|[\[\]{}=,]|[^\s\[\]{}=,#"\']+',
    re.DOTALL,
)
DEPTH = {"[": 1, "{": 1, "]": -1, "}": -1}
Tokens = list[tuple[str, int]]  # with the line each begins on


def line_of(lines: Mapping[Place, int], place: Place) -> int:
    """The line of a place, or of the nearest table around it."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def find_lines(text: str) -> dict[Place, int]:
    """Where every table, field and list item of a TOML text begins (lines from 1)."""
    lines: dict[Place, int] = {}
    last: dict[Place, int] = {}  # number of the last table of each [[list]]
    table: Place = ()
    for statement in _statements(text):
        if statement[0][0] == "[":
            table = _enter("".join(token for token, _ in statement), last)
            for length in range(1, len(table) + 1):
                lines.setdefault(table[:length], statement[0][1])
        else:
            lines.update(_fields(statement, table))
    return lines


def _statements(text: str) -> Iterator[Tokens]:
    line, depth, statement = 1, 0, Tokens()
    for match in TOKEN.finditer(text):
        token = match[0]
        if token == "\n" and depth == 0 and statement:
            yield statement
            statement = []
        elif not token.isspace() and not token.startswith("#"):
            statement.append((token, line))
            depth += DEPTH.get(token, 0)
        line += token.count("\n")
    if statement:
        yield statement


def _enter(header: str, last: dict[Place, int]) -> Place:
    place: Place = ()
    *outer, name = _parts(header.strip("[]"))
    for part in outer:
        place = (*place, part)
        place = (*place, last[place]) if place in last else place
    place = (*place, name)
    if header.startswith("[["):
        last[place] = last.get(place, -1) + 1
        place = (*place, last[place])
    return place


def _fields(statement: Tokens, table: Place) -> dict[Place, int]:
    sign = next((n for n, (token, _) in enumerate(statement) if token == "="), 0)
    parts = _parts("".join(token for token, _ in statement[:sign]))
    place = (*table, *parts)
    found: dict[Place, int] = {place[: len(table) + 1]: statement[0][1], place: statement[0][1]}
    depth, number, fresh = 0, 0, False
    for token, line in statement[sign + 1 :]:
        if depth == 1 and fresh:
            found[(*place, number)] = line
            number += 1
        fresh = depth <= 1 and token in "[,"
        depth += DEPTH.get(token, 0)
    return found


def _parts(key: str) -> list[str]:
    try:
        inner: Any = tomli.loads(f"{key} = 0")
    except tomli.TOMLDecodeError:  # a key not understood only costs its line
        return [key]
    parts = []
    while isinstance(inner, dict):
        name, inner = next(iter(inner.items()))
        parts.append(name)
    return parts
