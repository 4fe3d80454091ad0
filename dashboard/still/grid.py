"""The first rows of a table that will scroll, as plain HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dashboard.still.markup import box, element, text

ROWS = 18  # what fits on a screen
HEAD = 34
Row = Mapping[str, Any]


def drawn(grid: Any) -> str:
    """The columns with their headings and the first rows, "" for a table whose rows come later."""
    rows = getattr(grid, "rowData", None) or []
    columns = [column for column in grid.columnDefs if not column.get("hide")]
    if not rows or not all(_known(column) for column in columns):
        return ""
    head = "".join(_head(column) for column in columns)
    body = "".join(
        element("tr", "".join(_cell(column, row) for column in columns)) for row in rows[:ROWS]
    )
    table = element("thead", element("tr", head)) + element("tbody", body)
    height = (getattr(grid, "style", None) or {}).get("height")
    style = f"height:{height}px" if height else ""
    return box(element("table", table, {"style": f"min-width:{_least(columns)}px"}), "rows", style)


def _known(column: Row) -> bool:
    shown = column.get("cellRenderer", "PlainText")
    return shown in SHOWN and "valueFormatter" not in column


def _least(columns: list[Row]) -> int:
    return sum(int(column.get("width") or column.get("minWidth") or 0) for column in columns)


def _head(column: Row) -> str:
    return element("th", text(column.get("headerName", "")), {"scope": "col", **_place(column)})


def _place(column: Row) -> dict[str, str]:
    """A column's side and width: its own, or its part of what the others leave."""
    width, least = column.get("width"), column.get("minWidth", 0)
    wide = f"0 0 {width}px" if width else f"{column.get('flex', 1)} 1 0;min-width:{least}px"
    right = column.get("type") == "rightAligned"
    return {"style": f"flex:{wide}", **({"class": "figures end"} if right else {})}


def _cell(column: Row, row: Row) -> str:
    show = SHOWN[column.get("cellRenderer", "PlainText")]
    return element("td", show(row, column["field"]), _place(column))


def _plain(row: Row, field: str) -> str:
    value = row.get(field)
    return element("bdi", text("" if value is None else value))


def _days(row: Row, field: str) -> str:
    """A bar a day on one scale for all rows; a day that was hardly observed is grey."""
    held = row.get(field) or {"n": [], "dark": [], "top": 0}
    wide = 96 / max(1, len(held["n"]))
    told = []
    for place, (count, dark) in enumerate(zip(held["n"], held["dark"], strict=True)):
        tall = max(3 if count else 0, 22 * count / held["top"]) if held["top"] else 0
        if dark:
            told.append(_bar(place * wide, 0, wide, 24, "dark"))
        told.append(_bar(place * wide + wide * 0.1, 24 - tall, max(1, wide * 0.8), tall, "bar"))
    floor = '<line x1="0" x2="96" y1="24.5" y2="24.5" class="floor"/>'
    return element("svg", "".join(told) + floor, {"width": "96", "height": "25", "class": "days"})


def _bar(x: float, y: float, width: float, height: float, kind: str) -> str:
    held = {"x": x, "y": y, "width": width, "height": height}
    return element("rect", "", {**{key: f"{at:.1f}" for key, at in held.items()}, "class": kind})


SHOWN: dict[str, Callable[[Row, str], str]] = {
    "PlainText": _plain,
    "LagText": lambda row, _: _plain(row, "lagged"),
    "SpanText": lambda row, _: _plain(row, "spanned"),
    "DayBars": _days,
}
