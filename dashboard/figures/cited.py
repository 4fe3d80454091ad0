"""Whom outlets cite as a source: a bar a source, parted by the groups of those who cite it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from dashboard import theme
from dashboard.figures import canvas, lanes, paper
from dashboard.figures.canvas import Canvas, Trace, checked
from dashboard.figures.fit import Fit
from dashboard.figures.lanes import Lanes
from dashboard.theme import LIGHT, Look
from dashboard.words import Names
from feeds.coverage.selection import Selection

if TYPE_CHECKING:
    from feeds.coverage import Basis

SHEET = Fit()
MOST = 20


@checked
def cited(
    table: pd.DataFrame,
    *,
    selection: Selection,
    basis: Basis,
    names: Names,
    groups: Mapping[str, str],
    look: Look = LIGHT,
    fit: Fit = SHEET,
) -> Canvas:
    """From coverage.citation_graph: stories that name a source as theirs, by the citing group."""
    sums = table.groupby("source")["stories"].sum().sort_values(ascending=False, kind="stable")
    called = dict(zip(table["source"], table["source_name"], strict=True))
    labels = {str(s): names.source(str(s), str(called[s])) for s in sums.index}
    of_line = table["outlet_id"].map(lambda outlet: groups.get(outlet, "rest"))
    there = [group for group in names.groups if group in set(of_line)]
    held = lanes.laid(
        [str(source) for source in sums.index][:MOST],
        labels,
        names.tell("print.cited.title"),
        lambda out: _subtitle(selection, out + max(0, len(sums) - MOST), names),
        fit=fit,
        look=look,
        lang=names.lang,
        legend=[names.groups[group] for group in there],
        right=60,
    )
    paints = theme.colours(list(names.groups))
    for group in there:
        mine = table[of_line == group].groupby("source")["stories"].sum()
        held.fig.add_trace(_bars(held, mine, paints.get(group, theme.REST)))
        square = {"symbol": "square", "color": paints.get(group, theme.REST)}
        held.fig.add_trace(lanes.key(names.groups[group], square))
    for source in held.rows:
        lanes.write(held, float(sums[source]), source, f"{int(sums[source]):,}")
    top = float(sums.max()) * 1.04
    held.fig.update_layout(
        xaxis={"range": [0, top], "tickformat": ",d", "nticks": 6},
        yaxis=lanes.side(held, labels, {}, {}),
        barmode="stack",
        bargap=0.35,
    )
    return paper.sign(held.fig, held.sheet, look, basis, selection.zone)


def _subtitle(selection: Selection, left_out: int, names: Names) -> str:
    span = lanes.spanned(selection, names)
    more = f" {names.tell('print.left_out', n=left_out)}" if left_out else ""
    return f"{names.tell('print.cited.what', span=span)}{more}"


def _bars(held: Lanes, mine: pd.Series, paint: str) -> Trace:
    return canvas.bar(
        x=[float(mine.get(source, 0)) for source in held.rows],
        y=list(range(len(held.rows))),
        orientation="h",
        marker={"color": paint, "line": {"width": 0}},
        showlegend=False,
        hoverinfo="skip",
    )
