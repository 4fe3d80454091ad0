"""How long after the first story of an event each outlet told of it: a mark an event."""

from __future__ import annotations

from collections.abc import Mapping
from math import log1p
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard import theme
from dashboard.figures import canvas, lanes, paper
from dashboard.figures.canvas import Canvas, Trace, checked
from dashboard.figures.fit import Fit
from dashboard.figures.lanes import Lanes
from dashboard.figures.paper import Sheet
from dashboard.figures.tables import each
from dashboard.theme import LIGHT, Look
from dashboard.words import Names
from feeds.coverage.selection import Selection

if TYPE_CHECKING:
    from feeds.coverage import Basis

SHEET = Fit()
WIDE = 0.1  # hours; a shorter interval reads as one number
STROKE = 0.008  # of the axis: half a median's box where both its ends are one
TICK = 44  # pixels
TICKS = (0, 0.25, 1, 3, 6, 12, 24, 48, 96, 168, 336, 672)  # hours


@checked
def delays(
    table: pd.DataFrame,
    *,
    selection: Selection,
    basis: Basis,
    names: Names,
    groups: Mapping[str, str],
    look: Look = LIGHT,
    fit: Fit = SHEET,
) -> Canvas:
    """From coverage.lags by outlet: uncertain lags as bars, the median of each outlet written."""
    told = table[table["high_hours"] >= 0]
    told = told.assign(low=told["low_hours"].clip(lower=0))
    told = told.assign(middle=(told["low"] + told["high_hours"]) / 2)
    order = told.groupby("row")["middle"].median().sort_values(kind="stable")
    events = told["event_id"].nunique()
    held = lanes.laid(
        [str(row) for row in order.index],
        names.outlets,
        names.tell("print.lags.title"),
        lambda out: _subtitle(selection, events, out, names),
        fit=fit,
        look=look,
        lang=names.lang,
        legend=[*names.groups.values(), names.tell("print.reprint")],
        right=120,
    )
    paints = theme.colours(list(names.groups))
    _spans(held, told, groups, paints)
    _marks(held, told, groups, paints, names)
    _medians(held, told, names)
    top = max(1.0, float(told["high_hours"].max()) * 1.05)
    held.fig.update_layout(
        xaxis={**_axis(top, names, held.sheet), "range": [-0.06, log1p(top)]},
        yaxis={**lanes.side(held, names.outlets, {}, {}), "showgrid": True},
    )
    return paper.sign(held.fig, held.sheet, look, basis, selection.zone)


def _subtitle(selection: Selection, events: int, left_out: int, names: Names) -> str:
    span = lanes.spanned(selection, names)
    more = f" {names.tell('print.left_out', n=left_out)}" if left_out else ""
    return f"{names.tell('print.lags.what', n=events, span=span)}{more}"


def _axis(top: float, names: Names, sheet: Sheet) -> dict[str, Any]:
    """The ticks that stand clear of one another."""
    wide = (sheet.width - sheet.left - sheet.right) / log1p(top)  # pixels
    shown: list[float] = []
    for hours in (hours for hours in TICKS if hours <= top):
        if not shown or (log1p(hours) - log1p(shown[-1])) * wide >= TICK:
            shown.append(hours)
    return {
        "tickmode": "array",
        "tickvals": [log1p(hours) for hours in shown],
        "ticktext": [length(hours, names) for hours in shown],
        "showgrid": True,
        "tickangle": 0,
    }


def length(hours: float, names: Names) -> str:
    """`15 min`, `6 h`, `2 d`."""
    if hours < 1:
        return names.tell("print.minutes", n=round(hours * 60))
    if hours < 48:
        whole = hours == round(hours)
        return names.tell("print.hours", n=round(hours) if whole else f"{hours:.1f}")
    return names.tell("print.days", n=round(hours / 24))


def _spans(
    held: Lanes, told: pd.DataFrame, groups: Mapping[str, str], paints: Mapping[str, str]
) -> None:
    unsure = told[told["high_hours"] - told["low"] > WIDE]
    for row in held.rows:
        paint = paints.get(groups.get(row, ""), theme.REST)
        for low, high in joined(unsure[unsure["row"] == row]):
            held.fig.add_trace(
                canvas.line(
                    x=[log1p(low), log1p(high)],
                    y=[held.place(row)] * 2,
                    mode="lines",
                    line={"width": 7, "color": paint},
                    opacity=0.25,
                    hoverinfo="skip",
                    showlegend=False,
                )
            )


def joined(unsure: pd.DataFrame) -> list[tuple[float, float]]:
    """Intervals of hours, joined where they overlap, so that none looks surer for being drawn
    twice (pure)."""
    found: list[tuple[float, float]] = []
    for line in each(unsure.sort_values(["low", "high_hours"])):
        if found and line.low <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], float(line.high_hours)))
        else:
            found.append((float(line.low), float(line.high_hours)))
    return found


def _marks(
    held: Lanes,
    told: pd.DataFrame,
    groups: Mapping[str, str],
    paints: Mapping[str, str],
    names: Names,
) -> None:
    shown = told[told["row"].isin(held.rows)]
    of_row = shown["row"].map(lambda row: groups.get(row, "rest"))
    for group in [g for g in names.groups if g in set(of_row)]:
        paint = paints.get(group, theme.REST)
        mine = shown[of_row == group]
        for reprint in (False, True):
            some = mine[mine["reprint"] == reprint]
            held.fig.add_trace(_dots(held, some, paint, reprint))
        held.fig.add_trace(lanes.key(names.groups[group], {"color": paint}))
    if shown["reprint"].any():
        ring = {"color": held.look.paper, "line": {"width": 2.5, "color": held.look.muted}}
        held.fig.add_trace(lanes.key(names.tell("print.reprint"), ring))


def _dots(held: Lanes, some: pd.DataFrame, paint: str, reprint: bool) -> Trace:
    edge = {"width": 2.5, "color": paint} if reprint else {"width": 1, "color": held.look.paper}
    return canvas.line(
        x=[log1p(value) for value in some["middle"]],
        y=[held.place(str(row)) for row in some["row"]],
        mode="markers",
        showlegend=False,
        cliponaxis=False,
        marker={"size": 10, "color": held.look.paper if reprint else paint, "line": edge},
        hoverinfo="skip",
    )


def _medians(held: Lanes, told: pd.DataFrame, names: Names) -> None:
    """The median of an outlet that told of three events or more, as the interval that it lies in:
    a box, and written at the lane's end."""
    for row in held.rows:
        mine = told[told["row"] == row]
        if len(mine) < 3:
            continue
        low, high = float(mine["low"].median()), float(mine["high_hours"].median())
        place = held.place(row)
        held.fig.add_shape(
            type="rect",
            x0=log1p(low) - STROKE,
            x1=log1p(high) + STROKE,
            y0=place - 0.38,
            y1=place + 0.38,
            line={"width": 1.5, "color": held.look.ink},
            fillcolor="rgba(0,0,0,0)",
        )
        held.fig.add_annotation(
            x=1,
            xref="paper",
            y=place,
            text=theme.plain(_between(low, high, names)),
            showarrow=False,
            xanchor="left",
            xshift=6,
            font={"size": 11, "color": held.look.ink},
        )


def _between(low: float, high: float, names: Names) -> str:
    """`1.2 h`, or `15 min – 1 h` where the ends are not told by the same words."""
    ends = [length(value if value < 1 else round(value, 1), names) for value in (low, high)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} – {ends[1]}"
