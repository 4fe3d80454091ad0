"""A figure as HTML and SVG that are as wide as the page: what Plotly will draw, from the same data.

Texts are placed by parts of the width and a shift in pixels; marks are in drawings that stretch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.still import axes, colours, keys, notes
from dashboard.still.markup import box, element
from dashboard.still.scale import CannotDraw, Held
from dashboard.still.sheet import Sheet
from dashboard.still.traces import WIDE, Marks


def drawn(figure: Mapping[str, Any]) -> str:
    """The figure's markup; CannotDraw where it has what a still does not draw."""
    try:
        return _drawn(figure)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise CannotDraw from error


def _drawn(figure: Mapping[str, Any]) -> str:
    layout = figure["layout"]
    usual = layout.get("template", {}).get("layout", {})
    sheet = Sheet(layout, usual, {"l": 80, "r": 80, "t": 100, "b": 80, **layout["margin"]})
    traces = colours.resolved(unpacked(figure), layout)
    stacking = layout.get("barmode", usual.get("barmode")) == "stack"
    marks = Marks(sheet.high, str(usual.get("paper_bgcolor", "#fff")), stacking)
    for trace in traces:
        across, up = (sheet.axis(trace.get(f"{side}axis", side), trace) for side in "xy")
        marks.draw(trace, across, up)
    lines, named = axes.drawn(sheet)
    told = "".join(keys.drawn(sheet, traces, marks))
    frame = sheet.frame()
    inside = [
        f'<svg viewBox="0 0 {WIDE} {sheet.high:g}" preserveAspectRatio="none" style="{frame}">'
        f"{lines}{marks.stretched()}</svg>",
        _hatched(marks, frame),
        named,
        *notes.drawn(sheet),
        told,
    ]
    return box("".join(inside), "drawn", f"height:{layout['height']}px")


def _hatched(marks: Marks, frame: str) -> str:
    """The drawing of what has no number, with its strokes and dots, of the legend's too."""
    inside = element("defs", "".join(marks.patterns.values())) + "".join(marks.hatched)
    return element("svg", inside, {"style": frame}) if marks.patterns else ""


def unpacked(figure: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The traces with their places in full (see dashboard.figures.packed)."""
    traces = [dict(trace) for trace in figure["data"]]
    held = figure.get("packed", {"lists": ()})
    for place, name, told in held["lists"]:
        if name in ("x", "y"):
            traces[place][name] = _listed(held["words"], told)
    return traces


def _listed(words: Sequence[str], told: Held) -> list[str]:
    column, long = told["columns"][0], told["long"]
    if isinstance(column, Mapping):
        return list(words[column["from"] : column["from"] + long])
    return [words[column[at] if isinstance(column, list) else column] for at in range(long)]
