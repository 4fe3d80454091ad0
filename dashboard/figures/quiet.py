"""Who told nothing of what others told of, each with its evidence in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard import theme
from dashboard.figures import lanes, paper
from dashboard.figures.canvas import Canvas, checked
from dashboard.figures.evidence import evidence
from dashboard.figures.fit import Fit
from dashboard.figures.paper import Sheet
from dashboard.figures.tables import each
from dashboard.theme import LIGHT, Look
from dashboard.tongue.places import right_to_left
from dashboard.words import Names
from feeds.coverage.selection import Selection

if TYPE_CHECKING:
    from feeds.coverage import Basis

SHEET = Fit()
LINE, GAP = 16, 12  # pixels of a line of text, and between two entries
MOST = 14
FOOT = 50
WORTH = ("none found", "partly observed", "not observed")
NAMES = 0.27  # of the width, for who and what


@checked
def quiet(
    table: pd.DataFrame,
    *,
    selection: Selection,
    basis: Basis,
    names: Names,
    look: Look = LIGHT,
    fit: Fit = SHEET,
) -> Canvas:
    """From coverage.silence by outlet: those worth reading, most expected first."""
    told = worth(table)
    title = names.tell("print.quiet.title")
    letters = int(fit.width * (1 - NAMES) / 6.6)
    lines = [theme.lines(evidence(line, names), letters, 4) for line in each(told)]
    heights = [(text.count("<br>") + 2 if fit.width < 800 else max(2, text.count("<br>") + 1))
               for text in lines]  # fmt: skip
    heights = [LINE * height + GAP for height in heights]
    top = paper.room(title, "x" * len(_subtitle(selection, 99, names)), fit.width, 0)
    count = _fitting(heights, fit, top)
    below = _subtitle(selection, len(told) - count, names)
    inner = max(LINE, sum(heights[:count]))
    top = paper.room(title, below, fit.width, 0)
    sheet = Sheet(fit.width, inner, top, fit.foot(top, inner, FOOT), 22, 22, names.lang)
    fig = paper.begin(sheet, look, title, below)
    down = 0.0
    for line, text, height in zip(each(told.head(count)), lines, heights, strict=False):
        _entry(fig, sheet, look, names, line, text, down, height)
        down += height
    axis = {"visible": False, "range": [0, 1], "fixedrange": True}
    fig.update_layout(xaxis=axis, yaxis=axis)
    return paper.sign(fig, sheet, look, basis, selection.zone)


def worth(table: pd.DataFrame) -> pd.DataFrame:
    """The lines that say something: none found where stories were to be expected, or that
    nothing can be said though others told of it."""
    told = table[table["verdict"].isin(WORTH)]
    told = told[(told["expected"] >= 1) | (told["verdict"] == "none found")]
    rank = told["verdict"].map({verdict: place for place, verdict in enumerate(WORTH)})
    by = ["rank", "expected", "about", "row"]
    return told.assign(rank=rank).sort_values(
        by, ascending=[True, False, True, True], ignore_index=True
    ).drop(columns="rank").head(MOST)  # fmt: skip


def _fitting(heights: list[int], fit: Fit, top: int) -> int:
    """How many entries a sheet has room for."""
    if fit.height is None:
        return len(heights)
    room, count = fit.height - top - FOOT, 0
    for height in heights:
        room -= height
        if room < 0:
            break
        count += 1
    return max(1, count)


def _subtitle(selection: Selection, left_out: int, names: Names) -> str:
    span = lanes.spanned(selection, names)
    more = f" {names.tell('print.quiet.left_out', n=left_out)}" if left_out else ""
    return f"{names.tell('print.quiet.what', span=span)}{more}"


def _entry(
    fig: Canvas,
    sheet: Sheet,
    look: Look,
    names: Names,
    line: Any,
    text: str,
    down: float,
    height: int,
) -> None:
    """A rule, the outlet and the topic where lines begin, what is known beside them."""
    row, about = str(line.row), str(line.about)
    y = sheet.up(down)
    fig.add_shape(
        type="line", xref="paper", yref="paper", x0=0, x1=1, y0=y, y1=y,
        line={"width": 1, "color": look.grid},
    )  # fmt: skip
    letters = int(sheet.width * NAMES / 7.5)
    who = f"<b>{theme.lines(names.outlets.get(row, row), letters, 1)}</b>"
    of = theme.lines(names.topics.get(about, about), letters, 1)
    told = f"{who}<br><span style='color:{look.muted}'>{of}</span>"
    mirrored = right_to_left(names.lang)
    side = "right" if mirrored else "left"
    for x, words in ((0.0, told), (NAMES, text)):
        fig.add_annotation(
            x=1 - x if mirrored else x, xref="paper", xanchor=side, y=y, yref="paper",
            yanchor="top", yshift=-4, text=words, showarrow=False, align=side,
            font={"size": 12, "color": look.ink},
        )  # fmt: skip
