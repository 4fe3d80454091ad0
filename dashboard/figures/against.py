"""Attention beside the others': a small grid of topics by time for each row, exposure below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard import theme
from dashboard.figures import canvas, paper, titles
from dashboard.figures.canvas import Canvas, Trace, checked
from dashboard.figures.clockface import Clockface
from dashboard.figures.fit import Fit, beside
from dashboard.figures.paper import Sheet
from dashboard.figures.tables import each, wide
from dashboard.figures.tables import line as line_of
from dashboard.theme import LIGHT, Look
from dashboard.tongue import percent, signed, tell
from dashboard.words import Names
from feeds.coverage.against import LEAST
from feeds.coverage.selection import Selection

if TYPE_CHECKING:
    from feeds.coverage import Basis

MOST, ACROSS, NARROW = 9, 3, 700
LANE, STRIP, HEAD, FOOT, GAP = 19, 8, 26, 34, 0.03
LEAST_SCALE = 0.05  # a difference of five points is never drawn as the strongest
LETTER = 7.0  # pixels of a bold one
LESS, MORE = "#EE6677", "#4477AA"


@dataclass(frozen=True)
class Wall:
    """Where each small grid hangs, and what all share."""

    rows: Sequence[str]
    topics: Sequence[str]
    table: pd.DataFrame
    seen: pd.DataFrame
    selection: Selection
    clock: Clockface
    names: Names
    look: Look
    sheet: Sheet
    across: int
    top: float

    def place(self, index: int) -> tuple[list[float], float]:
        """The part of the width, and pixels from the top, of one grid."""
        wide_ = (1 - GAP * (self.across - 1)) / self.across
        left = index % self.across * (wide_ + GAP)
        down = index // self.across * high(len(self.topics)) + HEAD
        return [left, left + wide_], down


def high(topics: int) -> int:
    """Pixels of one grid with its name and days."""
    return HEAD + LANE * topics + 4 + STRIP + FOOT


def drawn(
    table: pd.DataFrame,
    seen: pd.DataFrame,
    *,
    bins: Sequence[pd.Timestamp],
    selection: Selection,
    basis: Basis,
    names: Names,
    look: Look = LIGHT,
    fit: Fit | None = None,
) -> Canvas:
    """From coverage.against and the observed part `seen` (row, bin_at, observed)."""
    width = (fit or Fit()).width
    ordered, topics = _rows(table, names, selection), _topics(table)
    rows, across = ordered[:MOST], 1 if width < NARROW else min(ACROSS, max(1, len(ordered)))
    title, subtitle = names.tell("outlets.title"), _counted(selection, bins, names)
    if ordered[MOST:]:
        subtitle += " " + names.tell("outlets.fewer", n=len(ordered) - MOST)
    inner = max(1, -(-len(rows) // across) * high(len(topics)))
    left = paper.side((names.row("topic", topic) for topic in topics), width)
    top = paper.room(title, subtitle, width, 1) + 26
    sheet = Sheet(width, inner, top, 64, left, lang=names.lang)
    highest = float(table["difference"].abs().max()) if len(table) else 0.0
    scale = max(LEAST_SCALE, highest if highest == highest else 0.0)
    clock = Clockface(bins, selection.bin, names.lang)
    wall = Wall(rows, topics, table, seen, selection, clock, names, look, sheet, across, scale)
    fig = paper.begin(sheet, look, title, subtitle)
    for index in range(len(rows)):
        _grid(fig, wall, index)
    fig.update_layout(coloraxis=_colours(wall), showlegend=False, margin_autoexpand=False)
    return paper.sign(fig, sheet, look, basis, selection.zone)


against = checked(drawn)


def _rows(table: pd.DataFrame, names: Names, selection: Selection) -> list[str]:
    """Groups in their order; outlets as chosen, else by stories."""
    there = table.groupby("row")["stories"].sum().sort_values(ascending=False, kind="stable")
    wanted = [*names.groups] if selection.rows == "group" else [*selection.outlets]
    first = [row for row in wanted if row in there.index]
    return first + [str(row) for row in there.index if row not in first]


def _topics(table: pd.DataFrame) -> list[str]:
    sums = table.groupby("topic")["stories"].sum().sort_values(ascending=False, kind="stable")
    return [str(topic) for topic in sums.index]


def _counted(selection: Selection, bins: Sequence[pd.Timestamp], names: Names) -> str:
    which = "group" if selection.rows == "group" else "outlet"
    return names.tell(
        "outlets.what",
        panel=names.tell(f"outlets.panel_{which}"),
        bin=names.tell(f"figure.bins.{selection.bin}"),
        span=titles.spanned(selection, bins, names.lang) + titles.within(selection, names),
        least=LEAST,
    )


def _grid(fig: Canvas, wall: Wall, index: int) -> None:
    row, number = wall.rows[index], 2 * index + 1
    mine = wall.table[wall.table["row"] == row]
    (left, right), down = wall.place(index)
    deep = LANE * len(wall.topics)
    first, second = _named(number), _named(number + 1)
    fig.add_trace(_cells(wall, mine, row, first))
    fig.add_trace(_strip(wall, row, first, second))
    names = wall.names
    ticks = [
        theme.lines(
            names.row("topic", topic),
            min(30, beside(wall.sheet.left, 5.7 if wall.sheet.from_right else 6.4)),
            1,
        )
        for topic in wall.topics
    ]
    fig.update_layout(
        {
            f"xaxis{first}": {
                **_days(wall),
                "domain": [left, right],
                "anchor": f"y{second}",
                "fixedrange": True,
            },
            f"yaxis{first}": {
                "domain": wall.sheet.domain(down, deep),
                "anchor": f"x{first}",
                "range": [len(wall.topics) - 0.5, -0.5],
                "tickmode": "array",
                "tickvals": list(range(len(wall.topics))),
                "ticktext": ticks,
                "showticklabels": index % wall.across == 0,
                "showgrid": False,
                "fixedrange": True,
            },
            f"yaxis{second}": {
                "domain": wall.sheet.domain(down + deep + 4, STRIP),
                "anchor": f"x{first}",
                "showticklabels": False,
                "showgrid": False,
                "fixedrange": True,
            },
        }
    )
    _head(fig, wall, row, right if wall.sheet.from_right else left, down)


def _named(number: int) -> str:
    return "" if number == 1 else str(number)


def _cells(wall: Wall, mine: pd.DataFrame, row: str, axis: str) -> Trace:
    held = {(line.topic, line.bin_at): line for line in each(mine)}
    values = wide(mine, "difference", wall.topics, wall.clock.bins, index="topic")
    known = {key for key, line in held.items() if pd.notna(line.difference)}
    return canvas.cells(
        z=[
            [
                float(value) if (topic, at) in known else None
                for at, value in zip(wall.clock.bins, values.loc[topic], strict=True)
            ]
            for topic in wall.topics
        ],
        x=wall.clock.edges(),
        y=list(range(len(wall.topics))),
        xaxis=f"x{axis}",
        yaxis=f"y{axis}",
        coloraxis="coloraxis",
        xgap=1,
        ygap=1,
        hoverongaps=True,
        customdata=[
            [
                [row, cell.iso, topic, cell.label, *_said(wall, row, topic, held.get((topic, at)))]
                for at, cell in wall.clock.cells.items()
            ]
            for topic in wall.topics
        ],
        hovertemplate="%{customdata[4]}<br>%{customdata[3]}<extra></extra>",
    )


def _said(wall: Wall, row: str, topic: str, line: Any) -> list[str]:
    names, lang = wall.names, wall.names.lang
    facts = {
        "row": theme.plain(names.row(wall.selection.rows, row)),
        "topic": theme.plain(names.row("topic", topic)),
        "total": tell(lang, "common.stories", n=0 if line is None else int(line.total)),
    }
    if line is None or pd.isna(line.difference):
        told = str(0 if line is None else int(line.stories))
        return [names.tell("outlets.unknown", stories=told, **facts)]
    share, median = (percent(lang, float(part)) for part in (line.attention, line.median))
    return [names.tell("outlets.cell", share=share, median=median, **facts)]


def _strip(wall: Wall, row: str, x: str, y: str) -> Trace:
    mine = wall.seen[wall.seen["row"] == row]
    parts = wide(mine, "observed", [row], wall.clock.bins).fillna(0.0)
    said = [
        wall.names.tell("figure.strip.observed", share=percent(wall.names.lang, float(part)))
        for part in line_of(parts, row)
    ]
    return canvas.cells(
        z=parts.to_numpy().tolist(),
        x=wall.clock.edges(),
        y=[0],
        xaxis=f"x{x}",
        yaxis=f"y{y}",
        zmin=0,
        zmax=1,
        colorscale=[[0, wall.look.paper], [1, wall.look.full]],
        showscale=False,
        xgap=1,
        text=[said],
        hovertemplate="%{text}<extra></extra>",
    )


def _days(wall: Wall) -> dict[str, Any]:
    axis = wall.clock.axis(3)
    if wall.clock.bin != "hour":
        axis["ticktext"] = [str(text).partition("<br>")[0] for text in axis["ticktext"]]
    return axis


def _head(fig: Canvas, wall: Wall, row: str, edge: float, down: float) -> None:
    wide_ = (wall.sheet.width - wall.sheet.left - wall.sheet.right) / wall.across
    letters = int(wide_ * (1 - GAP) / LETTER)
    fig.add_annotation(
        text=f"<b>{theme.lines(wall.names.row(wall.selection.rows, row), letters, 1)}</b>",
        x=edge,
        xref="paper",
        xanchor=wall.sheet.edge,
        y=wall.sheet.up(down),
        yref="paper",
        yanchor="bottom",
        yshift=2,
        showarrow=False,
        font={"size": 12, "color": wall.look.ink},
    )


def _colours(wall: Wall) -> dict[str, Any]:
    """Red for less, blue for more, the paper's shade between them; the scale lies on top."""
    ends, lang = [-wall.top, 0.0, wall.top], wall.names.lang
    slim = wall.sheet.width < NARROW
    more = wall.names.tell("outlets.more_short" if slim else "outlets.more")
    words = [wall.names.tell("outlets.less"), "", more]
    return {
        "colorscale": [[0, LESS], [0.5, wall.look.none], [1, MORE]],
        "cmin": -wall.top,
        "cmax": wall.top,
        "colorbar": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "bottom",
            "ypad": 14,
            "len": min(280, wall.sheet.width - wall.sheet.left - 110),
            "lenmode": "pixels",
            "thickness": 9,
            "xpad": 0,
            "outlinewidth": 0,
            "title": {"text": ""},  # without one Plotly moves the figure's own off the sheet
            "tickmode": "array",
            "tickvals": ends,
            "ticktext": [
                f"{signed(lang, round(end * 100))} {word}".strip() if end else "0"
                for end, word in zip(ends, words, strict=True)
            ],
            "tickfont": {"size": 11, "color": wall.look.muted},
            "tickangle": 0,
        },
    }
