"""Bars and cells of a figure as paths, over the width whatever that will be (pure).

Across, the paper is WIDE units that the browser stretches; down, a unit is a pixel. Hatches must
not be stretched, so hatched bars are rectangles of percents in a drawing of their own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dashboard.still import colours
from dashboard.still.markup import element
from dashboard.still.scale import Axis, CannotDraw, Held, Numbers, edges, numbers

WIDE = 10_000
MOST = 8_000  # marks; with more, the still would be slower than the picture
KINDS = {".": "dots"}
Corners = tuple[Numbers, Numbers, Numbers, Numbers]
Ink = tuple[str, float, str, float]  # fill, opacity, colour and width of the line round it


@dataclass(slots=True)
class Marks:
    """What was drawn so far: paths by their ink, hatched rectangles, and where bars stack."""

    high: float
    paper: str
    stacking: bool
    paths: dict[Ink, list[str]] = field(default_factory=lambda: defaultdict(list))
    hatched: list[str] = field(default_factory=list)
    patterns: dict[str, str] = field(default_factory=dict)
    stacks: dict[tuple[str, str, float], float] = field(default_factory=dict)
    count: int = 0

    def draw(self, trace: Held, across: Axis, up: Axis) -> None:
        """Add a trace; CannotDraw for one of another kind."""
        draws = {"bar": _bars, "heatmap": _cells}
        if trace["type"] not in draws or self.count > MOST:
            raise CannotDraw
        draws[trace["type"]](self, trace, across, up)

    def filled(self, pattern: Held) -> str:
        """What fills with a pattern's strokes or dots in its colour."""
        kind = KINDS.get(str(pattern["shape"]), "strokes")
        colour = str(pattern.get("fgcolor", "#999999"))
        size = f"{pattern.get('size', 8):g}"
        name = f"still-{kind}-{size}-{re.sub(r'[^0-9A-Za-z]', '', colour)}"
        self.patterns[name] = _pattern(name, kind, colour, pattern)
        return f"url(#{name})"

    def stretched(self) -> str:
        """The paths, for a drawing whose width is stretched."""
        return "".join(_path(ink, parts) for ink, parts in self.paths.items())


def _bars(marks: Marks, trace: Held, across: Axis, up: Axis) -> None:
    if len(trace["x"]) == 0 or all(at is None for at in trace["x"]):
        return  # it stands in the legend alone
    if trace.get("orientation") == "h" or trace.get("width") is None:
        raise CannotDraw
    middle, high = numbers(trace["x"]), numbers(trace["y"])
    marks.count += len(middle)
    wide = np.broadcast_to(np.asarray(trace["width"], dtype=np.float64), middle.shape)
    base = _bases(marks, trace, middle, high)
    left, right = across.at(middle - wide / 2), across.at(middle + wide / 2)
    corners = left, right, up.at(base), up.at(base + high)
    marker = trace.get("marker", {})
    if marker.get("pattern", {}).get("shape"):
        _hatch(marks, marker["pattern"], corners)
        return
    for place, corner in enumerate(_placed(corners, marks.high)):
        marks.paths[_ink(trace, marker, place)].append(corner)


def _bases(marks: Marks, trace: Held, middle: Numbers, high: Numbers) -> Numbers:
    """Where each bar begins: where it says, else on what stands at its place already."""
    if trace.get("base") is not None:
        base: Numbers = np.broadcast_to(np.asarray(trace["base"], np.float64), middle.shape)
        return base
    found = np.zeros(len(middle))
    if marks.stacking:
        row = str(trace.get("xaxis", "x")), str(trace.get("yaxis", "y"))
        for place, (at, more) in enumerate(zip(middle.tolist(), high.tolist(), strict=True)):
            found[place] = marks.stacks.get((*row, at), 0.0)
            marks.stacks[*row, at] = found[place] + more
    return found


def _ink(trace: Held, marker: Held, place: int) -> Ink:
    line = marker.get("line") or {}
    shade = _of(marker.get("opacity"), place, 1.0) * trace.get("opacity", 1.0)
    width = float(_of(line.get("width"), place, 0))
    return str(_of(marker.get("color"), place, "#777777")), shade, str(line.get("color", "")), width


def _of(values: Any, place: int, usual: Any) -> Any:
    """One of several values, or the one for all."""
    if values is None:
        return usual
    return values[place] if isinstance(values, list | tuple | np.ndarray) else values


def _placed(corners: Corners, high: float) -> Iterator[str]:
    """A path round each rectangle."""
    left, right, low, top = corners
    x0, wide = np.rint(left * WIDE), np.rint((right - left) * WIDE)
    y0, tall = np.round((1 - top) * high, 1), np.round((top - low) * high, 1)
    for x, y, w, h in zip(*(a.tolist() for a in (x0, y0, wide, tall)), strict=True):
        yield f"M{x:.0f} {y:g}h{w:.0f}v{h:g}h{-w:.0f}z" if w and h else ""


def _path(ink: Ink, parts: Sequence[str]) -> str:
    fill, shade, rim, width = ink
    held = {"d": "".join(parts), "fill": fill}
    if shade < 1:
        held["fill-opacity"] = f"{shade:g}"
    if rim and width:
        held |= {"stroke": rim, "stroke-width": f"{width:g}", "vector-effect": "non-scaling-stroke"}
    return element("path", "", held)


def _hatch(marks: Marks, pattern: Held, corners: Corners) -> None:
    """Rectangles filled with the strokes or dots that say why there is no number."""
    left, right, low, top = corners
    fill = marks.filled(pattern)
    for x0, x1, y0, y1 in zip(*(a.tolist() for a in (left, right, low, top)), strict=True):
        y0, y1 = sorted((y0, y1))
        held = {
            "x": f"{x0:.3%}",
            "width": f"{x1 - x0:.3%}",
            "y": f"{(1 - y1) * marks.high:.1f}",
            "height": f"{(y1 - y0) * marks.high:.1f}",
            "fill": fill,
        }
        marks.hatched.append(element("rect", "", held))


def _pattern(name: str, kind: str, colour: str, pattern: Held) -> str:
    """Strokes or dots of a size that fill so much of the room as Plotly has them fill."""
    size, part = float(pattern.get("size", 8)), float(pattern.get("solidity", 0.3))
    half, more = size / 2, size / 4
    if kind == "dots":
        inside = {"d": f"M{half:g} {half:g}h.01", "stroke-width": f"{size * (part / 3) ** 0.5:.2f}",
                  "stroke-linecap": "round"}  # fmt: skip
    else:
        path = f"M{-more:g} {more:g}L{more:g} {-more:g}M0 {size:g}L{size:g} 0"
        path += f"M{size - more:g} {size + more:g}L{size + more:g} {size - more:g}"
        inside = {"d": path, "stroke-width": f"{size * part:.2f}"}
    held = {"id": name, "width": f"{size:g}", "height": f"{size:g}",
            "patternUnits": "userSpaceOnUse"}  # fmt: skip
    return element("pattern", element("path", "", {"stroke": colour, **inside}), held)


def _cells(marks: Marks, trace: Held, across: Axis, up: Axis) -> None:
    """Cells between edges or round whole numbers; none where there is no value."""
    rows = trace["z"]
    if not rows:
        return
    marks.count += len(rows) * len(rows[0])
    x = across.at(edges(trace["x"], len(rows[0])))
    y = up.at(edges(trace["y"], len(rows)))
    gap = float(trace.get("ygap", 0)) / marks.high / 2
    scale = colours.scale_of(trace)
    for number, row in enumerate(rows):
        low, top = sorted((y[number], y[number + 1]))
        for place, value in enumerate(row):
            if value is None:
                continue
            corner = (x[place : place + 1], x[place + 1 : place + 2],
                      np.array([low + gap]), np.array([top - gap]))  # fmt: skip
            ink = scale.of(float(value)), 1.0, marks.paper, float(trace.get("xgap", 0))
            marks.paths[ink] += _placed(corner, marks.high)
