"""A figure as it travels: texts that stand at many points are sent once, and their places.

A picture by hours tells its row, hour and group at thousands of points. The browser puts them back
(`unpack` in assets/coverline.js) before anything is drawn, so a point carries what it carried.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

FIELDS = ("x", "customdata", "text")
Listed = dict[str, Any]


def packed(figure: Mapping[str, Any]) -> dict[str, Any]:
    """The figure without its lists of texts, and `packed`: the words, and (trace, field, list)."""
    words: dict[str, int] = {}
    lists: list[tuple[int, str, Listed]] = []
    data: list[dict[str, Any]] = []
    for place, trace in enumerate(figure["data"]):
        found = {name: _listed(trace[name], words) for name in FIELDS if name in trace}
        lists += [(place, name, held) for name, held in found.items() if held]
        rest = {name: told for name, told in trace.items() if not found.get(name)}
        data.append(rest | _width(trace.get("width")))
    if not lists:
        return {**figure, "data": data}
    return {**figure, "data": data, "packed": {"words": list(words), "lists": lists}}


def _listed(told: Any, words: dict[str, int]) -> Listed | None:
    """Texts, rows of texts, or such rows in rows as columns of places among the words: one place
    for a column that says the same throughout. None for whatever else there is."""
    if not isinstance(told, list) or not told:
        return None
    if all(isinstance(at, pd.Timestamp) for at in told):
        told = [at.isoformat() for at in told]
    if isinstance(told[0], str):
        return _columns([told], words, depth=1)
    if not _even(told):
        return None
    if isinstance(told[0][0], str):
        return _columns(list(zip(*told, strict=True)), words, depth=2)
    if not all(map(_even, told)) or len({len(cell) for row in told for cell in row}) != 1:
        return None
    cells = [cell for row in told for cell in row]
    return _columns(list(zip(*cells, strict=True)), words, depth=3, across=len(told[0]))


def _width(told: Any) -> dict[str, Any]:
    """Bars of one width need it once."""
    return {"width": told[0]} if isinstance(told, list) and len(set(told)) == 1 else {}


def _even(rows: Sequence[Any]) -> bool:
    """Whether these are lists of one length, and hold anything."""
    if not all(isinstance(row, list) for row in rows):
        return False
    return len(rows[0]) > 0 and len({len(row) for row in rows}) == 1


def _columns(
    columns: Sequence[Sequence[Any]], words: dict[str, int], **shape: int
) -> Listed | None:
    if not all(isinstance(text, str) for column in columns for text in column):
        return None
    return {
        "long": len(columns[0]),
        "columns": [_column(column, words) for column in columns],
        **shape,
    }


def _column(texts: Sequence[str], words: dict[str, int]) -> int | list[int] | dict[str, int]:
    """One place, those from a place on, or each."""
    places = [words.setdefault(text, len(words)) for text in texts]
    if len(set(places)) == 1:
        return places[0]
    on = places == list(range(places[0], places[0] + len(places)))
    return {"from": places[0]} if on else places
