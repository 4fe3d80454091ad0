"""Who was first with events, surely and possibly, beside what chance would give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from dashboard import theme
from dashboard.figures import canvas, lanes, paper
from dashboard.figures.canvas import Canvas, checked
from dashboard.figures.fit import Fit
from dashboard.figures.lanes import Lanes
from dashboard.theme import LIGHT, Look
from dashboard.words import Names
from feeds.coverage.selection import Selection

if TYPE_CHECKING:
    from feeds.coverage import Basis

SHEET = Fit()
RARE = 0.05  # of the corrected chance, below which a lead is a finding


@checked
def firsts(
    table: pd.DataFrame,
    *,
    selection: Selection,
    basis: Basis,
    names: Names,
    groups: Mapping[str, str],
    look: Look = LIGHT,
    fit: Fit = SHEET,
) -> Canvas:
    """From coverage.leaders by outlet: solid surely first, light possibly, a stroke by chance."""
    keys = [names.tell(f"print.first.{name}") for name in ("certain", "possible", "expected")]
    held = lanes.laid(
        [str(row) for row in table["row"]],
        names.outlets,
        _title(table, names),
        lambda out: _subtitle(selection, out, names),
        fit=fit,
        look=look,
        lang=names.lang,
        legend=keys,
        right=90,
    )
    shown = table.set_index("row").loc[held.rows]
    paints = theme.colours(list(names.groups))
    colours = [paints.get(groups.get(row, ""), theme.REST) for row in held.rows]
    _bars(held, shown, colours)
    _chance(held, shown)
    for name, opacity in zip(keys[:2], (1, 0.35), strict=True):
        marker = {"symbol": "square", "color": theme.GROUPS[0], "opacity": opacity}
        held.fig.add_trace(lanes.key(name, marker))
    stroke = {"symbol": "line-ns", "line": {"width": 2.5, "color": look.ink}}
    held.fig.add_trace(lanes.key(keys[2], stroke))
    for row, line in shown.iterrows():
        end = max(float(line["possible"]), float(line["expected"]))
        text = names.tell("print.first.of", first=int(line["certain"]), n=int(line["events"]))
        lanes.write(held, end, str(row), theme.plain(text))
    top = float(max(shown["possible"].max(), shown["expected"].max(), 1))
    held.fig.update_layout(
        xaxis={"range": [0, top * 1.04], "tickformat": ",d", "nticks": 6, "rangemode": "tozero"},
        yaxis=lanes.side(held, names.outlets, groups, paints),
        barmode="stack",
        bargap=0.35,
    )
    return paper.sign(held.fig, held.sheet, look, basis, selection.zone)


def _title(table: pd.DataFrame, names: Names) -> str:
    sure = table[table["p_corrected"] < RARE]
    if len(sure):
        outlet = names.outlets.get(str(sure["row"].iloc[0]), str(sure["row"].iloc[0]))
        return names.tell("print.first.finding", outlet=outlet)
    return names.tell("print.first.title")


def _subtitle(selection: Selection, left_out: int, names: Names) -> str:
    span = lanes.spanned(selection, names)
    more = f" {names.tell('print.left_out', n=left_out)}" if left_out else ""
    return f"{names.tell('print.first.what', span=span)}{more}"


def _bars(held: Lanes, shown: pd.DataFrame, colours: list[str]) -> None:
    more = (shown["possible"] - shown["certain"]).clip(lower=0)
    for values, opacity in ((shown["certain"], 1.0), (more, 0.35)):
        held.fig.add_trace(
            canvas.bar(
                x=[float(value) for value in values],
                y=list(range(len(held.rows))),
                orientation="h",
                marker={"color": colours, "opacity": opacity, "line": {"width": 0}},
                showlegend=False,
                hoverinfo="skip",
            )
        )


def _chance(held: Lanes, shown: pd.DataFrame) -> None:
    for place, value in enumerate(shown["expected"]):
        held.fig.add_shape(
            type="line",
            x0=float(value),
            x1=float(value),
            y0=place - 0.4,
            y1=place + 0.4,
            line={"width": 2.5, "color": held.look.ink},
        )
