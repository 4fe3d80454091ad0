"""Bars, cells, marks and lines of a figure."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from dashboard.export.plain.page import Page
from dashboard.export.plain.values import CLEAR, broken, numbers, paint, pick

DAY_MS = 86_400_000
HATCHES = {"/": "////", ".": "...."}
MARKS = {"circle": "o", "square": "s", "diamond": "D", "line-ns": "|"}


def drawn(page: Page) -> None:
    """Draw every trace; one that no figure here uses is a KeyError."""
    draws = {"bar": _bars, "heatmap": _cells, "scatter": _marks}
    for trace in page.figure.data:
        draws[trace.type](page, page.axes[str(trace.yaxis or "y")], trace)


def _bars(page: Page, axes: Axes, trace: Any) -> None:
    """Upright bars with a width in milliseconds, or lying ones; stacked where none has a base."""
    across = trace.orientation == "h"
    places, lengths = (
        numbers(trace.y if across else trace.x),
        numbers(trace.x if across else trace.y),
    )
    gap = float(page.figure.layout.bargap or 0.2)
    stacks: dict[float, float] = getattr(axes, "_coverline_stacks", {})
    axes._coverline_stacks = stacks  # type: ignore[attr-defined]
    for index, (place, length) in enumerate(zip(places, lengths, strict=False)):
        wide = pick(trace.width, index)
        width = float(wide) / DAY_MS if wide is not None and not across else 1.0 - gap
        base = pick(trace.base, index)
        begin = float(base) if base is not None else stacks.get(place, 0.0)
        if base is None:
            stacks[place] = begin + length
        corner = (begin, place - width / 2) if across else (place - width / 2, begin)
        size = (length, width) if across else (width, length)
        axes.add_patch(Rectangle(corner, *size, **fill(page, trace.marker, index), zorder=2))


def fill(page: Page, marker: Any, index: int) -> dict[str, Any]:
    """Plain colour, or a hatch on nothing."""
    shape = marker.pattern.shape if marker.pattern else None
    if shape:
        faint = paint(marker.pattern.fgcolor)
        return {"facecolor": CLEAR, "edgecolor": faint, "hatch": HATCHES.get(shape, "////"),
                "linewidth": 0}  # fmt: skip
    opacity = pick(marker.opacity, index, 1.0)
    edge = marker.line.width if marker.line else 0
    rim = {"edgecolor": paint(marker.line.color), "linewidth": edge} if edge else {"linewidth": 0}
    return {"facecolor": paint(pick(marker.color, index, "#777777"), opacity), **rim}


def _cells(page: Page, axes: Axes, trace: Any) -> None:
    """Cells between edges, or around whole numbers, with a thin gap; blank where there is none."""
    values = np.array(
        [[np.nan if cell is None else float(cell) for cell in row] for row in trace.z]
    )
    stops = [(float(place), paint(colour)) for place, colour in trace.colorscale]
    colours = LinearSegmentedColormap.from_list("scale", stops)
    across, down = (_edges(axis, size) for axis, size in
                    ((trace.x, values.shape[1]), (trace.y, values.shape[0])))  # fmt: skip
    axes.pcolormesh(
        across, down, np.ma.masked_invalid(values), cmap=colours,
        vmin=float(trace.zmin), vmax=float(trace.zmax),
        edgecolors=page.figure.layout.template.layout.paper_bgcolor, linewidth=1, zorder=1,
    )  # fmt: skip


def _edges(values: Any, size: int) -> list[float]:
    found = numbers(values)
    return found if len(found) == size + 1 else [place - 0.5 for place in (*found, found[-1] + 1)]


def _marks(page: Page, axes: Axes, trace: Any) -> None:
    if "lines" in str(trace.mode):
        # a line breaks where a value is missing: what is not known is never joined
        axes.plot(
            broken(trace.x),
            broken(trace.y),
            color=paint(trace.line.color, trace.opacity or 1),
            linewidth=trace.line.width,
            solid_capstyle="butt",
            zorder=3,
        )
        return
    xs, ys = numbers(trace.x), numbers(trace.y)
    if not xs or not ys:
        return
    if trace.error_x and trace.error_x.array is not None:
        low, high = list(trace.error_x.arrayminus), list(trace.error_x.array)
        axes.errorbar(xs, ys, xerr=[low, high], fmt="none", zorder=3,
                      ecolor=paint(trace.error_x.color), elinewidth=2)  # fmt: skip
    for index, (x, y) in enumerate(zip(xs, ys, strict=True)):
        axes.plot([x], [y], linestyle="none", clip_on=False, zorder=4, **_mark(trace.marker, index))


def _mark(marker: Any, index: int) -> dict[str, Any]:
    line = marker.line
    return {
        "marker": MARKS.get(str(pick(marker.symbol, index, "circle")), "o"),
        "markersize": float(pick(marker.size, index, 8)),
        "markerfacecolor": paint(pick(marker.color, index, "#777777")),
        "markeredgecolor": paint(line.color) if line and line.color else CLEAR,
        "markeredgewidth": float(line.width or 0) if line else 0.0,
        "alpha": pick(marker.opacity, index),
    }
