"""Outlets beside one another: in each event that they share, who told first and who when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard import theme
from dashboard.figures import canvas, lags, lanes, paper
from dashboard.figures.canvas import Canvas, Trace, checked
from dashboard.figures.fit import Fit
from dashboard.figures.tables import each
from dashboard.theme import LIGHT, Look
from dashboard.words import Names
from feeds.coverage.selection import Selection

if TYPE_CHECKING:
    from feeds.coverage import Basis

SHEET = Fit()
LETTERS = 54  # of an event's name beside its lane
PAINTS = (*theme.GROUPS, theme.SEVENTH, theme.REST)  # an outlet each: more cannot be told apart


def drawn(
    table: pd.DataFrame,
    labels: Mapping[str, str],
    *,
    selection: Selection,
    basis: Basis,
    names: Names,
    look: Look = LIGHT,
    fit: Fit = SHEET,
) -> Canvas:
    """From coverage.lags of the events in `labels`, in their order: a mark a first story of an
    outlet at its hours after the first of these, its interval a bar, a reprint a ring."""
    span = lanes.spanned(selection, names)
    held = lanes.laid(
        list(labels),
        {event: text[:LETTERS] for event, text in labels.items()},
        names.tell("outlets.beside.title"),
        lambda out: names.tell("outlets.beside.what", span=span),
        fit=fit,
        look=look,
        lang=names.lang,
        legend=[names.row("outlet", one) for one in selection.outlets],
        foot=92,
    )
    shown = table[table["event_id"].isin(held.rows)]
    for outlet, paint in zip(selection.outlets, PAINTS, strict=False):
        mine = shown[shown["row"] == outlet]
        held.fig.add_trace(_intervals(held, mine, paint))
        held.fig.add_trace(_marks(held, mine, paint, names))
        held.fig.add_trace(lanes.key(names.row("outlet", outlet), {"color": paint}))
    held.fig.update_layout(
        xaxis={
            "title": {"text": names.tell("outlets.beside.hours"), "font": {"size": 11}},
            "zeroline": True,
            "zerolinecolor": look.hatch,
            "gridcolor": look.grid,
            "nticks": 8,
        },
        yaxis=lanes.side(held, labels, {}, {}),
    )
    return paper.sign(held.fig, held.sheet, look, basis, selection.zone)


beside = checked(drawn)


def _middle(line: Any) -> float:
    return round((float(line.low_hours) + float(line.high_hours)) / 2, 3)


def _intervals(held: lanes.Lanes, mine: pd.DataFrame, paint: str) -> Trace:
    """A bar from the shortest to the longest lag that the times leave open."""
    xs: list[float | None] = []
    ys: list[int | None] = []
    for line in each(mine[mine["high_hours"] > mine["low_hours"]]):
        xs += [float(line.low_hours), float(line.high_hours), None]
        ys += [held.place(str(line.event_id))] * 2 + [None]
    return canvas.line(
        x=xs,
        y=ys,
        mode="lines",
        line={"width": 9, "color": paint},
        opacity=0.32,
        hoverinfo="skip",
        showlegend=False,
    )


def _marks(held: lanes.Lanes, mine: pd.DataFrame, paint: str, names: Names) -> Trace:
    lines = list(each(mine))
    paper_colour = held.look.paper
    told = [lags.between(_hours(line.low_hours), _hours(line.high_hours), names) for line in lines]
    return canvas.line(
        x=[_middle(line) for line in lines],
        y=[held.place(str(line.event_id)) for line in lines],
        mode="markers",
        showlegend=False,
        cliponaxis=False,
        marker={
            "size": 12,
            "color": [paper_colour if line.reprint else paint for line in lines],
            "line": {"width": 2.5, "color": paint},
        },
        text=[theme.plain(names.row("outlet", str(line.row))) for line in lines],
        customdata=[[text] for text in told],
        hovertemplate="%{text}: %{customdata[0]}<extra></extra>",
    )


def _hours(number: Any) -> pd.Timedelta:
    return pd.Timedelta(hours=float(number))
