"""Axes of a figure's still: the lines of the grid, and the labels of the ticks (pure)."""

from __future__ import annotations

from dashboard.still.markup import element
from dashboard.still.scale import Axis, CannotDraw, Held
from dashboard.still.sheet import Sheet, words
from dashboard.still.traces import WIDE

BESIDE, BELOW = 5, 4.7  # pixels that Plotly leaves between the drawing and the labels


def drawn(sheet: Sheet) -> tuple[str, str]:
    """The lines of the grid, and the labels of all ticks."""
    names = [
        name.replace("axis", "")
        for name in sheet.layout
        if name.startswith(("xaxis", "yaxis")) and _seen(sheet.layout[name])
    ]
    lines, named = [], []
    for name in names:
        own = sheet.axis(name)
        crossed = _crossed(sheet, name, own)
        ticks = own.ticks()
        if own.held.get("showgrid") is not False:
            lines += [_line(sheet, name, at, crossed, own) for at, _ in ticks]
        if own.held.get("showticklabels") is not False:
            named += [_tick(sheet, name, at, told, crossed, own) for at, told in ticks if told]
    return "".join(lines), "".join(named)


def _seen(held: Held) -> bool:
    """Whether an axis has labels or lines."""
    bare = held.get("showticklabels") is False and held.get("showgrid") is False
    return held.get("visible") is not False and not bare


def _crossed(sheet: Sheet, name: str, own: Axis) -> tuple[float, float]:
    """The part of the paper along which an axis stands, that of the axis that it is tied to."""
    other = own.held.get("anchor") or ("y" if name[0] == "x" else "x")
    if other == "free":
        place = float(own.held.get("position", 0))
        return place, 1.0
    low, high = sheet.layout.get(f"{other[0]}axis{other[1:]}", {}).get("domain", (0, 1))
    return float(low), float(high)


def _line(sheet: Sheet, name: str, at: float, crossed: tuple[float, float], own: Axis) -> str:
    low, high = crossed
    if name[0] == "y":
        y = (1 - at) * sheet.high
        path = f"M{low * WIDE:.0f} {y:.1f}H{high * WIDE:.0f}"
    else:
        path = f"M{at * WIDE:.0f} {(1 - high) * sheet.high:.1f}V{(1 - low) * sheet.high:.1f}"
    colour = str(own.held.get("gridcolor", "#eee"))
    return element("path", "", {"d": path, "stroke": colour, "vector-effect": "non-scaling-stroke"})


def _tick(
    sheet: Sheet, name: str, at: float, told: str, crossed: tuple[float, float], own: Axis
) -> str:
    font = own.held.get("tickfont") or {}
    if own.held.get("tickangle"):
        raise CannotDraw
    if name[0] == "x":
        down = -BELOW + (
            float(sheet.margin.get("pad", 0)) if own.held.get("anchor") == "free" else 0
        )
        return words(sheet.left(at), sheet.top(crossed[0], down), told, font, "center", "top")
    if own.held.get("side") == "right":
        left = sheet.left(crossed[1], BESIDE)
        return words(left, sheet.top(at), told, font, "left", "middle")
    return words(sheet.left(crossed[0], -BESIDE), sheet.top(at), told, font, "right", "middle")
