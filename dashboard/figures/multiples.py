"""Topics side by side on one scale: a small picture each, named above it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard import theme
from dashboard.figures import canvas, paper, titles
from dashboard.figures.canvas import Canvas, Trace, checked
from dashboard.figures.clockface import Clockface
from dashboard.figures.fit import Fit
from dashboard.figures.hatch import HATCH_FROM, hatching
from dashboard.figures.paper import Sheet
from dashboard.figures.tables import line, wide
from dashboard.theme import GROUPS, LIGHT, Look
from dashboard.tongue import percent
from dashboard.words import Names
from feeds.coverage.selection import Selection

if TYPE_CHECKING:
    from feeds.coverage import Basis

MOST, ACROSS, NARROW, WIDE = 12, 4, 600, 260  # pixels of a sheet, and of a picture
BARS, HEAD, FOOT, GAP = 76, 26, 38, 0.03  # pixels; the gap is a part of the width
LINES, LINE, LETTER, COUNT = 2, 16, 7, 80  # of a name; pixels, and those of the count


@dataclass(frozen=True)
class Wall:
    """Where each small picture hangs."""

    rows: list[str]
    totals: pd.DataFrame
    lost: pd.DataFrame
    clock: Clockface
    names: Names
    look: Look
    sheet: Sheet
    across: int
    top: float
    head: int
    letters: int

    def place(self, index: int) -> tuple[list[float], list[float]]:
        """The part of the sheet's width and height of one picture's bars."""
        column, row = index % self.across, index // self.across
        width = (1 - GAP * (self.across - 1)) / self.across
        left = column * (width + GAP)
        down = row * (BARS + self.head + FOOT) + self.head
        return [left, left + width], self.sheet.domain(down, BARS)


def drawn(
    volume: pd.DataFrame,
    missing: pd.DataFrame,
    *,
    bins: Sequence[pd.Timestamp],
    selection: Selection,
    basis: Basis,
    names: Names,
    look: Look = LIGHT,
    fit: Fit | None = None,
) -> Canvas:
    """Stories by row and bin from coverage.volume and missing, most stories first."""
    width = (fit or Fit()).width
    counts = volume.groupby("row")["count"].sum().sort_values(ascending=False, kind="stable")
    rest = [row for row in dict.fromkeys(missing["row"]) if row not in counts.index]
    ordered = [str(row) for row in [*counts.index, *rest]]
    rows = ordered[:MOST]
    across = 1 if width < NARROW else min(ACROSS, max(1, len(rows)), width // WIDE)
    title = names.tell("overview.topics")
    subtitle = titles.counted(
        selection, bins, len(ordered) - len(rows), lang=names.lang, names=names
    )
    letters = _letters(width, across)
    called = {row: textwrap.wrap(names.row("topic", row), letters)[:LINES] for row in rows}
    head = HEAD + LINE * (max((len(told) for told in called.values()), default=1) - 1)
    inner = -(-len(rows) // across) * (BARS + head + FOOT)
    top = paper.room(title, subtitle, width, 0) + 4
    sheet = Sheet(width, max(1, inner), top, 64 if across == 1 else 46, 44, lang=names.lang)
    totals = wide(volume, "value", rows, bins).fillna(0.0)
    lost = wide(missing, "missing", rows, bins).fillna(1.0)
    highest = max(1.0, float(totals.to_numpy().max(initial=0.0)) * 1.1)
    clock = Clockface(bins, selection.bin, names.lang)
    wall = Wall(rows, totals, lost, clock, names, look, sheet, across, highest, head, letters)
    fig = paper.begin(sheet, look, title, subtitle)
    for index in range(len(rows)):
        _picture(fig, wall, index)
    fig.update_layout(showlegend=False)
    return paper.sign(fig, sheet, look, basis, selection.zone)


multiples = checked(drawn)


def _letters(width: int, across: int) -> int:
    """Of a name's line that leaves room for the count beside it."""
    return int((width - 68) / across * (1 - GAP) - COUNT) // LETTER


def _picture(fig: Canvas, wall: Wall, index: int) -> None:
    number = "" if index == 0 else str(index + 1)
    row, (wide_, high) = wall.rows[index], wall.place(index)
    name = wall.names.tell("figure.not_observed")
    bars, lost = line(wall.totals, row), line(wall.lost, row)
    fig.add_trace(_bars(wall, row, number, list(bars)))
    fig.add_trace(_veil(wall, row, number, list(bars), list(lost), name))
    fig.update_layout(
        {
            f"xaxis{number}": {
                **_days(wall),
                "domain": wide_,
                "anchor": f"y{number}",
                "fixedrange": True,
            },
            f"yaxis{number}": {
                "domain": high,
                "range": [0, wall.top],
                "nticks": 3,
                "tickformat": ",d",
                "anchor": f"x{number}",
                "fixedrange": True,
                "showticklabels": index % wall.across == 0,
            },
        }
    )
    _name(fig, wall, row, wide_, high[1])


def _days(wall: Wall) -> dict[str, Any]:
    """Two or three ticks without their year, which the grey line tells."""
    axis = wall.clock.axis(2 if wall.sheet.from_right else 3)
    if wall.clock.bin != "hour":
        axis["ticktext"] = [str(text).partition("<br>")[0] for text in axis["ticktext"]]
    return axis


def _bars(wall: Wall, row: str, number: str, values: list[float]) -> Trace:
    said = [wall.names.tell("common.stories", n=int(value)) for value in values]
    cells = wall.clock.cells.values()
    return canvas.bar(
        x=[cell.middle for cell in cells],
        y=values,
        width=[cell.long * 0.88 for cell in cells],
        xaxis=f"x{number}",
        yaxis=f"y{number}",
        marker={"color": GROUPS[0], "line": {"width": 0}},
        customdata=[
            [row, cell.iso, "", cell.label, told] for cell, told in zip(cells, said, strict=True)
        ],
        hovertemplate="%{customdata[4]}<br>%{customdata[3]}<extra></extra>",
    )


def _veil(
    wall: Wall, row: str, number: str, values: list[float], lost: list[float], name: str
) -> Trace:
    """The part of the free height that was not observed."""
    cells = [
        (cell, value, part)
        for cell, value, part in zip(wall.clock.cells.values(), values, lost, strict=True)
        if part >= HATCH_FROM
    ]
    return canvas.bar(
        x=[cell.middle for cell, _, _ in cells],
        y=[part * (wall.top - value) for _, value, part in cells],
        width=[cell.long * 0.88 for cell, _, _ in cells],
        xaxis=f"x{number}",
        yaxis=f"y{number}",
        marker=hatching(wall.look),
        customdata=[
            [row, cell.iso, "", cell.label, percent(wall.names.lang, part)]
            for cell, _, part in cells
        ],
        hovertemplate=f"%{{customdata[4]}} {name}<br>%{{customdata[3]}}<extra></extra>",
    )


def _name(fig: Canvas, wall: Wall, row: str, wide_: list[float], up: float) -> None:
    count = wall.names.tell("common.stories", n=int(line(wall.totals, row).sum()))
    label = theme.lines(wall.names.row("topic", row), wall.letters, LINES)
    *before, last = (f"<b>{part}</b>" for part in label.split("<br>"))
    grey = f"<span style='color:{wall.look.muted}'>{theme.plain(count)}</span>"
    right = wall.sheet.from_right
    ends = f"{grey}  {last}" if right else f"{last}  {grey}"
    fig.add_annotation(
        text="<br>".join([*before, ends]),
        align=wall.sheet.edge,
        x=wide_[1] if right else wide_[0],
        xref="paper",
        xanchor=wall.sheet.edge,
        y=up,
        yref="paper",
        yanchor="bottom",
        yshift=4,
        showarrow=False,
        font={"size": 12, "color": wall.look.ink},
    )
