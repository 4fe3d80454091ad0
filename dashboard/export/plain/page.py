"""The sheet of a figure: its axes at their places, their ranges, ticks and grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator, MultipleLocator

from dashboard.export.plain.values import CLEAR, numbers, paint
from dashboard.export.plain.words import words


@dataclass(frozen=True)
class Page:
    """The sheet with its axes by Plotly's names of y-axes, and its size in points."""

    figure: go.Figure
    sheet: Figure
    axes: dict[str, Axes]
    width: float
    height: float

    @property
    def margin(self) -> Any:
        """Points around the drawing."""
        return self.figure.layout.margin

    def paper(self, x: float, y: float) -> tuple[float, float]:
        """A place in Plotly's paper as a part of the sheet."""
        inner_x = self.width - self.margin.l - self.margin.r
        inner_y = self.height - self.margin.t - self.margin.b
        across = (self.margin.l + x * inner_x) / self.width
        return across, (self.margin.b + y * inner_y) / self.height


def _used(figure: go.Figure) -> list[str]:
    """Plotly's names of the y-axes that hold a trace, in their order."""
    found = dict.fromkeys(str(getattr(trace, "yaxis", None) or "y") for trace in figure.data)
    return list(found) or ["y"]


def _layout(figure: go.Figure, name: str) -> Any:
    return figure.layout[f"yaxis{name[1:]}"]


def _axes(page: Page, name: str) -> Axes:
    domain = _layout(page.figure, name).domain or (0, 1)
    x0, y0 = page.paper(0, domain[0])
    x1, y1 = page.paper(1, domain[1])
    axes = page.sheet.add_axes((x0, y0, x1 - x0, y1 - y0), label=name)
    axes.set_facecolor(CLEAR)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0)
    return axes


def _scale(page: Page, axes: Axes, name: str) -> None:
    """Ranges, ticks and grid of an axis pair; only the lowest pair writes its x-axis."""
    across, down = page.figure.layout.xaxis, _layout(page.figure, name)
    for axis, held, limit in (
        (axes.xaxis, across, axes.set_xlim),
        (axes.yaxis, down, axes.set_ylim),
    ):
        if held.range:
            limit(*numbers(held.range))
        _ticks(page, axis, held)
    if name != _lowest(page):
        axes.set_xticklabels([])
    if across.visible is False:
        axes.set_axis_off()


def _lowest(page: Page) -> str:
    return min(page.axes, key=lambda name: page.axes[name].get_position().y0)


def _ticks(page: Page, axis: Any, held: Any) -> None:
    template = page.figure.layout.template.layout
    usual = template.xaxis if axis.axis_name == "x" else template.yaxis
    font = held.tickfont if held.tickfont and held.tickfont.size else usual.tickfont
    if held.tickmode == "array":
        axis.set_ticks(numbers(held.tickvals), _labels(page, axis, held))
    elif held.dtick:
        axis.set_major_locator(MultipleLocator(float(held.dtick)))
    else:
        axis.set_major_locator(MaxNLocator(int(held.nticks or 6), steps=[1, 2, 5, 10]))
    if held.tickformat and held.tickmode != "array":
        axis.set_major_formatter(FuncFormatter(_formatted(held.tickformat)))
    turned = {"rotation": -float(held.tickangle or 0), "ha": "right", "rotation_mode": "anchor"}
    for label in axis.get_ticklabels():
        label.set(fontsize=font.size or 12, color=paint(font.color or "#5f6b78"),
                  **(turned if held.tickangle else {}))  # fmt: skip
    if held.showgrid is not False:
        axis.grid(True, color=paint(template.yaxis.gridcolor), linewidth=1, zorder=0)
        axis.axes.set_axisbelow(True)


def _labels(page: Page, axis: Any, held: Any) -> list[str]:
    return [words(text).text for text in held.ticktext]


def _formatted(form: str) -> Any:
    if form.endswith("%"):
        return lambda value, _: f"{value * 100:.0f}%"
    return lambda value, _: f"{value:,.0f}"


def opened(figure: go.Figure) -> Page:
    """An empty sheet of the figure's size, a point for each of its pixels."""
    width, height = float(figure.layout.width), float(figure.layout.height)
    paper = figure.layout.template.layout.paper_bgcolor
    page = Page(figure, Figure((width / 72, height / 72), facecolor=paper), {}, width, height)
    for name in _used(figure):
        page.axes[name] = _axes(page, name)
    return page


def scaled(page: Page) -> None:
    """Give every axis its range, ticks and grid."""
    for name, axes in page.axes.items():
        _scale(page, axes, name)
