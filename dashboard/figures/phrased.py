"""How groups of outlets name the same thing: the share that uses each wording, with intervals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from dashboard import theme
from dashboard.figures import canvas, lanes, paper
from dashboard.figures.canvas import Canvas, Trace, checked
from dashboard.figures.fit import Fit
from dashboard.figures.lanes import Lanes
from dashboard.figures.tables import each
from dashboard.theme import LIGHT, Look
from dashboard.words import Names
from feeds.coverage.selection import Selection

if TYPE_CHECKING:
    from feeds.coverage import Basis

SHEET = Fit()
ENOUGH = 5  # stories of a group that mention the thing; below it a share says nothing
MOST = 24
APART = 0.16  # of a lane, between the marks of two groups


@checked
def phrased(
    table: pd.DataFrame,
    *,
    labels: Mapping[str, str],
    selection: Selection,
    basis: Basis,
    names: Names,
    look: Look = LIGHT,
    fit: Fit = SHEET,
) -> Canvas:
    """From coverage.wording by group: a lane a wording and language, a mark a group. `labels`
    names concepts and frames by their ids."""
    told = enough(table)
    told = told.assign(lane=told["concept"] + "\n" + told["language"] + "\n" + told["frame"])
    order = list(dict.fromkeys(told["lane"]))
    called = {lane: _called(lane, labels) for lane in order}
    there = [group for group in names.groups if group in set(told["row"])]
    held = lanes.laid(
        order[:MOST],
        called,
        names.tell("print.phrased.title"),
        lambda out: _subtitle(selection, out + max(0, len(order) - MOST), names),
        fit=fit,
        look=look,
        lang=names.lang,
        legend=[names.groups[group] for group in there],
        lane=34,
        right=40,
    )
    paints = theme.colours(list(names.groups))
    for number, group in enumerate(there):
        mine = told[(told["row"] == group) & told["lane"].isin(held.rows)]
        off = (number - (len(there) - 1) / 2) * APART
        paint = paints.get(group, theme.REST)
        held.fig.add_trace(_marks(held, mine, off, paint))
        held.fig.add_trace(lanes.key(names.groups[group], {"color": paint}))
    held.fig.update_layout(
        xaxis={"range": [-0.01, 1.01], "tickformat": ".0%", "nticks": 6},
        yaxis=lanes.side(held, called, {}, {}, most=2),
    )
    return paper.sign(held.fig, held.sheet, look, basis, selection.zone)


def enough(table: pd.DataFrame) -> pd.DataFrame:
    """The lines with stories enough, of wordings that anybody used; most mentioned first."""
    told = table[table["could"] >= ENOUGH]
    key = ["concept", "language", "frame"]
    used = told.groupby(key)["uses"].transform("sum")
    could = told.groupby(["concept", "language"])["could"].transform("sum")
    told = told.assign(all=could, used=used)[used > 0]
    by = ["all", "concept", "language", "used", "frame", "row"]
    return told.sort_values(by, ascending=[False, True, True, False, True, True], ignore_index=True)


def _called(lane: str, labels: Mapping[str, str]) -> str:
    concept, language, frame = lane.split("\n")
    return f"{labels.get(concept, concept)}: {labels.get(frame, frame)} ({language})"


def _subtitle(selection: Selection, left_out: int, names: Names) -> str:
    span = lanes.spanned(selection, names)
    more = f" {names.tell('print.left_out', n=left_out)}" if left_out else ""
    return f"{names.tell('print.phrased.what', span=span, least=ENOUGH)}{more}"


def _marks(held: Lanes, mine: pd.DataFrame, off: float, paint: str) -> Trace:
    return canvas.line(
        x=[float(line.share) for line in each(mine)],
        y=[held.place(str(line.lane)) + off for line in each(mine)],
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [float(line.high - line.share) for line in each(mine)],
            "arrayminus": [float(line.share - line.low) for line in each(mine)],
            "thickness": 2,
            "width": 0,
            "color": paint,
        },
        mode="markers",
        marker={"size": 9, "color": paint},
        showlegend=False,
        hoverinfo="skip",
    )
