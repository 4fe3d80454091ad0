"""A sheet of lanes: a name beside each, its group's colour, and what is drawn along it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard import theme
from dashboard.figures import canvas, paper, titles
from dashboard.figures.canvas import Canvas, Trace
from dashboard.figures.fit import FOOT, Fit
from dashboard.figures.paper import Sheet
from dashboard.theme import Look
from dashboard.words import Names
from feeds.coverage.bins import bins
from feeds.coverage.selection import Selection

MOST = 40
SQUARE = "■"


@dataclass(frozen=True, slots=True)
class Lanes:
    """The figure, its sheet and the rows that it has room for."""

    fig: Canvas
    sheet: Sheet
    rows: list[str]
    look: Look
    lane: int

    def place(self, row: str) -> int:
        """The lane of a row."""
        return self.rows.index(row)


def laid(
    rows: Sequence[str],
    labels: Mapping[str, str],
    title: str,
    subtitle: Callable[[int], str],
    *,
    fit: Fit,
    look: Look,
    lang: str,
    legend: Sequence[str] = (),
    lane: int = 26,
    right: int = 30,
    foot: int = FOOT,
) -> Lanes:
    """An empty sheet; `subtitle` is told how many rows are left out for want of room."""
    legend_rows = paper.legend_rows(list(legend), fit.width - 200) if legend else 0
    head = paper.room(title, "x" * len(subtitle(9)), fit.width, legend_rows) + 6
    count, each = fit.lanes(min(len(rows), MOST), head + foot, lane, int(lane * 0.72), 2 * lane)
    kept = list(rows[:count])
    below = subtitle(len(rows) - count)
    left = paper.side((labels.get(row, row) for row in kept), fit.width, 7.0, 36)
    top, inner = paper.room(title, below, fit.width, legend_rows) + 6, each * max(1, count)
    sheet = Sheet(fit.width, inner, top, fit.foot(top, inner, foot), left, right, lang)
    fig = paper.begin(sheet, look, title, below)
    if legend:
        fig.update_layout(legend=paper.legend(sheet, look))
    return Lanes(fig, sheet, kept, look, each)


def spanned(selection: Selection, names: Names) -> str:
    """The days of the selection, their zone and clock, and what else was chosen."""
    days = titles.spanned(selection, bins(selection), names.lang)
    return days + titles.within(selection, names)


def side(
    held: Lanes,
    labels: Mapping[str, str],
    groups: Mapping[str, str],
    paints: Mapping[str, str],
    most: int = 1,
) -> dict[str, Any]:
    """The axis of names in at most so many lines, each with the square of its group where it
    has one."""
    letters = paper.beside(held.sheet.left - 16, 6.6)
    return {
        "tickmode": "array",
        "tickvals": list(range(len(held.rows))),
        "ticktext": [
            theme.lines(labels.get(row, row), letters, most) + _square(groups.get(row, ""), paints)
            for row in held.rows
        ],
        "tickfont": {"size": 12, "color": held.look.ink},
        "range": [len(held.rows) - 0.5, -0.5],
        "showgrid": False,
        "fixedrange": True,
    }


def _square(group: str, paints: Mapping[str, str]) -> str:
    return f" <span style='color:{paints[group]}'>{SQUARE}</span>" if group in paints else ""


def key(name: str, marker: Mapping[str, Any]) -> Trace:
    """A line of the legend."""
    return canvas.line(
        x=[None],
        y=[None],
        mode="markers",
        name=theme.plain(name),
        hoverinfo="skip",
        marker={"size": 12, **marker},
    )


def write(
    held: Lanes, x: float, row: str, text: str, *, muted: bool = True, shift: int = 6
) -> None:
    """Words at a place of a lane, on the paper's colour."""
    held.fig.add_annotation(
        x=x,
        y=held.place(row),
        text=text,
        showarrow=False,
        xanchor="left",
        xshift=shift,
        align="left",
        font={"size": 11, "color": held.look.muted},
    )
