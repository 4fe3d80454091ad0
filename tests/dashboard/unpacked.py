"""What the browser makes of a figure that travels packed, for tests that read answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def unpacked(figure: Mapping[str, Any]) -> dict[str, Any]:
    """The figure with its texts at every point, as `unpack` in assets/coverline.js gives it."""
    data = [dict(trace) for trace in figure["data"]]
    held = figure.get("packed", {"words": [], "lists": []})
    for place, name, told in held["lists"]:
        data[place][name] = _texts(held["words"], told)
    return {name: part for name, part in figure.items() if name != "packed"} | {"data": data}


def _texts(words: list[str], told: Mapping[str, Any]) -> list[Any]:
    columns = told["columns"]
    rows: list[Any] = [
        [words[_place(column, at)] for column in columns] for at in range(told["long"])
    ]
    if told["depth"] == 1:
        return [row[0] for row in rows]
    across = told.get("across", 0)
    return [rows[at : at + across] for at in range(0, len(rows), across)] if across else rows


def _place(column: Any, at: int) -> int:
    if isinstance(column, dict):
        return int(column["from"]) + at
    return int(column[at] if isinstance(column, list) else column)
