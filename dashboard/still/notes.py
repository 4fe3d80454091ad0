"""What is written on a figure's still: title, notes, boxes and lines (pure)."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.still.markup import box
from dashboard.still.scale import CannotDraw, Held, numbers
from dashboard.still.sheet import SIZE, Sheet, words

ROUND = 2.5  # pixels that Plotly leaves round a note
CAPITALS = 0.324  # of its size: so much higher stands a title, whose capitals' tops are placed
ASIDE = {"left": 0.8, "center": 0, "right": -0.8, "top": 1, "middle": 0, "bottom": -1}


def drawn(sheet: Sheet) -> Iterator[str]:
    """Each as markup."""
    yield from (_shape(sheet, shape) for shape in sheet.layout.get("shapes", ()))
    yield _title(sheet)
    yield from (_note(sheet, note) for note in sheet.layout.get("annotations", ()))


def _title(sheet: Sheet) -> str:
    title = sheet.layout.get("title") or {}
    if not title.get("text"):
        return ""
    pad, right = title.get("pad", {}), title.get("xanchor") == "right"
    left = f"calc(100% - {pad.get('r', 0)}px)" if right else f"{pad.get('l', 0)}px"
    side = "right" if right else "left"
    font = title.get("font", {})
    top = float(pad.get("t", 0)) - CAPITALS * float(font.get("size", SIZE))
    return words(left, top, title["text"], font, side, "top")


def _note(sheet: Sheet, note: Held) -> str:
    if note.get("showarrow") is not False or note.get("textangle"):
        raise CannotDraw
    x, left = _of(sheet, note, "x"), note.get("xanchor", "auto")
    y, up = _of(sheet, note, "y"), note.get("yanchor", "auto")
    sides = ("left", "center", "right") if note["xref"] == "paper" else ("center",) * 3
    levels = ("bottom", "middle", "top") if note["yref"] == "paper" else ("middle",) * 3
    left = sides[min(2, max(0, int(x * 3)))] if left == "auto" else left
    up = levels[min(2, max(0, int(y * 3)))] if up == "auto" else up
    right = note.get("xshift", 0) + ROUND * ASIDE[left]
    place = sheet.left(x, right), sheet.top(y, note.get("yshift", 0) - ROUND * ASIDE[up])
    ground = f";background:{note['bgcolor']}" if note.get("bgcolor") else ""
    font = note.get("font", {})
    return words(*place, note["text"], font, left, up, note.get("align", ""), ground)


def _of(sheet: Sheet, held: Held, side: str, name: str = "") -> float:
    """A place as a part of the paper, by whatever it is told in."""
    ref = str(held.get(f"{side}ref", side))
    value = held[name or side]
    if ref == "paper":
        return float(value)
    return float(sheet.axis(ref).at(numbers([value]))[0])


def _shape(sheet: Sheet, shape: Held) -> str:
    """A box, or a line that is upright or level."""
    x0, x1 = sorted(_of(sheet, shape, "x", name) for name in ("x0", "x1"))
    y0, y1 = sorted(_of(sheet, shape, "y", name) for name in ("y0", "y1"))
    line = shape.get("line") or {}
    if shape.get("type") == "line" and x0 != x1 and y0 != y1:
        raise CannotDraw
    sides = sheet.margin["l"] + sheet.margin["r"]
    wide, high = x1 - x0, (y1 - y0) * sheet.high
    style = (
        f"left:{sheet.left(x0)};top:{sheet.top(y1):.1f}px;"
        f"width:calc({wide:.4%} - {wide * sides:.1f}px);height:{high:.1f}px"
    )
    if line.get("width"):
        edge = "border-left" if x0 == x1 else "border-top" if y0 == y1 else "border"
        dash = "solid" if line.get("dash", "solid") == "solid" else "dashed"
        style += f";{edge}:{line['width']}px {dash} {line.get('color', '')}"
    if shape.get("fillcolor"):
        style += f";background:{shape['fillcolor']};opacity:{shape.get('opacity', 1)}"
    return box("", "", style)
