"""Title, notes, lines and legend of a figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

import plotly.graph_objects as go
from matplotlib.patches import Patch, Rectangle

from dashboard.export.plain.page import Page
from dashboard.export.plain.traces import fill
from dashboard.export.plain.values import CLEAR, number, paint, pick
from dashboard.export.plain.words import words
from dashboard.figures.paper import TITLE_LINE, legend_rows

ALIGN = {"left": "left", "right": "right", "center": "center", "auto": "center", None: "center"}
UPRIGHT = {"top": "top", "bottom": "bottom", "middle": "center", "auto": "center", None: "center"}


def written(page: Page) -> None:
    """Write and draw all that stands on the sheet beside the traces; the axes have their ranges."""
    _shapes(page)
    _title(page)
    for note in page.figure.layout.annotations:
        (_arrow if note.axref == "x" else _note)(page, note)
    _legend(page)


def _shapes(page: Page) -> None:
    for shape in page.figure.layout.shapes:
        line = shape.line
        rim: dict[str, Any] = {"linewidth": float(line.width or 0)}
        if shape.xref == "paper":
            (x0, y0), (x1, y1) = page.paper(shape.x0, shape.y0), page.paper(shape.x1, shape.y1)
            axes = page.sheet.add_axes((0, 0, 1, 1), label=f"line{y0}-{x0}")
            axes.set_axis_off()
            axes.set(xlim=(0, 1), ylim=(0, 1))
        else:
            axes = page.axes[str(shape.yref or "y").replace("y1", "y")]
            x0, x1, y0, y1 = (number(value) for value in (shape.x0, shape.x1, shape.y0, shape.y1))
        if shape.type == "line":
            axes.plot([x0, x1], [y0, y1], color=paint(line.color), zorder=5, **rim)
        else:
            axes.add_patch(Rectangle((x0, y0), x1 - x0, y1 - y0, facecolor=paint(shape.fillcolor),
                                     edgecolor=paint(line.color) if line.color else CLEAR,
                                     zorder=1.5, **rim))  # fmt: skip


def _title(page: Page) -> None:
    title = page.figure.layout.title
    right = title.xanchor == "right"
    left = page.width - title.pad.r if right else title.pad.l
    told = words(title.text).text
    down = title.pad.t - told.count("\n") * TITLE_LINE // 2  # Plotly's own shift of such a title
    page.sheet.text(
        left / page.width, 1 - down / page.height, told,
        fontsize=title.font.size, fontweight="bold", color=paint(title.font.color),
        ha="right" if right else "left", va="top", linespacing=1.25,
    )  # fmt: skip


def _arrow(page: Page, note: Any) -> None:
    """A line with a head from one place of the axes to another."""
    style = {"arrowstyle": "-|>", "color": paint(note.arrowcolor), "shrinkA": 4, "shrinkB": 8}
    page.axes[str(note.yref or "y")].annotate(
        "", xy=(number(note.x), number(note.y)), xytext=(number(note.ax), number(note.ay)),
        arrowprops={**style, "linewidth": float(note.arrowwidth or 1)}, zorder=4,
    )  # fmt: skip


def _note(page: Page, note: Any) -> None:
    """Words at a place of the sheet or of an axis, with a thin line where they are drawn apart."""
    held = words(note.text)
    font = note.font
    template = page.figure.layout.template.layout
    base = _place(page, note)
    shift = (float(note.xshift or 0), float(note.yshift or 0))
    apart = note.showarrow is not False and note.ax is not None
    if apart:
        shift = (shift[0] + float(note.ax), shift[1] - float(note.ay))
    line = {"arrowstyle": "-", "color": paint(note.arrowcolor), "linewidth": 1} if apart else None
    anchor = page.sheet.axes[0] if page.sheet.axes else page.sheet.add_axes((0, 0, 1, 1))
    anchor.annotate(
        held.text, xy=base, xycoords="figure fraction", xytext=shift, textcoords="offset points",
        fontsize=float(font.size or 12), color=paint(font.color or template.font.color),
        fontweight="bold" if held.bold else "normal", ha=ALIGN[note.xanchor],
        va=UPRIGHT[note.yanchor], multialignment=ALIGN[note.align], linespacing=1.3,
        arrowprops=line, bbox=_ground(note), annotation_clip=False, zorder=6,
    )  # fmt: skip


def _ground(note: Any) -> dict[str, Any] | None:
    """The paper's colour behind words that cross a line."""
    if not note.bgcolor:
        return None
    return {"facecolor": paint(note.bgcolor), "edgecolor": "none", "pad": 1}


def _place(page: Page, note: Any) -> tuple[float, float]:
    """Where a note points, as parts of the sheet; each of its two sides by its own axis."""
    name = "y" if note.yref in (None, "paper", "y1") else str(note.yref)
    axes = page.axes.get(name) or next(iter(page.axes.values()))
    whole = page.paper(
        float(note.x) if note.xref == "paper" else 0.0,
        float(note.y) if note.yref == "paper" else 0.0,
    )
    x = 0.0 if note.xref == "paper" else number(note.x)
    y = 0.0 if note.yref == "paper" else number(note.y)
    inside = page.sheet.transFigure.inverted().transform(axes.transData.transform((x, y)))
    return (
        whole[0] if note.xref == "paper" else float(inside[0]),
        whole[1] if note.yref == "paper" else float(inside[1]),
    )


def _legend(page: Page) -> None:
    handles = [_handle(page, trace) for trace in _named(page.figure)]
    held = page.figure.layout.legend
    if not handles or held.x is None:
        return
    place = page.paper(float(held.x), float(held.y))
    corner: Any = " ".join(("upper" if held.yanchor == "top" else "lower",
              "right" if held.xanchor == "right" else "left"))  # fmt: skip
    legend = page.sheet.legend(
        handles=handles, loc=corner,
        bbox_to_anchor=place, ncols=_columns(page, handles), frameon=False, borderpad=0,
        fontsize=float(held.font.size or 12), handlelength=1, handleheight=1, columnspacing=1.6,
        borderaxespad=0,
    )  # fmt: skip
    for text in legend.get_texts():
        text.set_color(paint(held.font.color))


def _named(figure: go.Figure) -> Iterator[Any]:
    return (trace for trace in figure.data if trace.name and trace.showlegend is not False
            and trace.type != "heatmap" and trace.name != "first")  # fmt: skip


def _handle(page: Page, trace: Any) -> Patch:
    marker = trace.marker
    held = fill(page, marker, 0) if trace.type == "bar" else {
        "facecolor": paint(pick(marker.color, 0, "#777777"), pick(marker.opacity, 0, 1.0)),
        "edgecolor": paint(marker.line.color) if marker.line.color else CLEAR,
        "linewidth": float(marker.line.width or 0),
    }  # fmt: skip
    return Patch(label=words(trace.name).text, **held)


def _columns(page: Page, handles: Sequence[Patch]) -> int:
    """As many as fit beside one another, estimated from their letters."""
    labels = [str(handle.get_label()) for handle in handles]
    return ceil(len(labels) / legend_rows(labels, int(page.width - page.margin.l - page.margin.r)))
