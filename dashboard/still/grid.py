"""The first rows of a table that will scroll, as plain HTML."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.grids import PERCENT
from dashboard.still.cells import SHOWN, Row
from dashboard.still.markup import box, element, text

ROWS = 18  # what fits on a screen
SIZES = {"height": "height", "minHeight": "min-height"}
BLOCKS = "infinite"  # the kind of table that asks for its rows as one scrolls


def in_blocks(grid: Any) -> bool:
    """Whether a table asks for its rows."""
    return getattr(grid, "rowModelType", None) == BLOCKS


def drawn(grid: Any, rows: Sequence[Row]) -> str:
    """The columns with their headings and the first of the rows; "" where there are none, or a
    column that only scripts can draw."""
    columns = [column for column in grid.columnDefs if not column.get("hide")]
    if not rows or not all(_known(column) for column in columns):
        return ""
    high = {"style": f"height:{grid.dashGridOptions['rowHeight']}px"} if in_blocks(grid) else {}
    head = "".join(_head(column) for column in columns)
    body = "".join(
        element("tr", "".join(_cell(column, row) for column in columns), high)
        for row in rows[:ROWS]
    )
    table = element("thead", element("tr", head)) + element("tbody", body)
    sizes = (getattr(grid, "style", None) or {}).items()
    style = ";".join(f"{SIZES[name]}:{_pixels(size)}" for name, size in sizes if name in SIZES)
    return box(element("table", table, {"style": f"min-width:{_least(columns)}px"}), "rows", style)


def _pixels(size: Any) -> str:
    return f"{size}px" if isinstance(size, int) else str(size)


def _known(column: Row) -> bool:
    shown = column.get("cellRenderer", "PlainText")
    return shown in SHOWN and column.get("valueFormatter") in (None, PERCENT)


def _least(columns: list[Row]) -> int:
    return sum(int(column.get("width") or column.get("minWidth") or 0) for column in columns)


def _head(column: Row) -> str:
    return element("th", text(column.get("headerName", "")), {"scope": "col", **_place(column)})


def _place(column: Row, *more: str) -> dict[str, str]:
    """A column's width, its own or its part of what the others leave; its side; `more` classes."""
    width, least = column.get("width"), column.get("minWidth", 0)
    wide = f"0 0 {width}px" if width else f"{column.get('flex', 1)} 1 0;min-width:{least}px"
    kinds = ("figures", "end") if column.get("type") == "rightAligned" else ()
    named = " ".join((*kinds, *more))
    return {"style": f"flex:{wide}", **({"class": named} if named else {})}


def _cell(column: Row, row: Row) -> str:
    more = [] if column.get("wrapText") else ["one"]
    if "alarming" in column.get("cellClassRules", ()) and row.get("alarms"):
        more.append("alarming")
    place = _place(column, *more)
    if column.get("valueFormatter"):
        return element("td", text(_percent(row.get(column["field"]))), place)
    show = SHOWN[column.get("cellRenderer", "PlainText")]
    return element("td", show(row, column["field"]), place)


def _percent(share: float | None) -> str:
    """As PERCENT has it."""
    return "" if share is None else f"{100 * share:.0f} %"
