"""The balanced panel over the bars: the outlets that were observed throughout, and the seams."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.figures.plan import HEAD, Plan
from dashboard.figures.stacks import axis_of
from dashboard.words import Names

MOST_SEAMS = 12


@dataclass(frozen=True, slots=True)
class Steady:
    """coverage.panel and coverage.seams, and how many outlets the panel holds."""

    line: pd.DataFrame
    seams: pd.DataFrame
    outlets: int


def told(steady: Steady | None, names: Names) -> str:
    """A sentence for the grey line."""
    if steady is None:
        return ""
    return " " + names.tell("timeline.panel.told", n=steady.outlets)


def add(fig: go.Figure, plan: Plan, steady: Steady) -> None:
    """A stepped line in every row, and a dotted one where an outlet joins or leaves."""
    name = plan.names.tell("timeline.panel.line")
    for index, row in enumerate(plan.rows):
        fig.add_trace(_line(plan, steady.line, row, index, name))
    for at, changes in list(steady.seams.groupby("at"))[:MOST_SEAMS]:
        _seam(fig, plan, pd.Timestamp(str(at)), changes)


def _line(plan: Plan, table: pd.DataFrame, row: str, index: int, name: str) -> go.Scatter:
    """Level over each bin; no line where the panel cannot tell, zero where it saw none."""
    held = table[table["row"] == row].set_index("bin_at")["balanced"]
    known = held.notna().any() or held.empty
    x, y = [], []
    for at in plan.clock.bins:
        value = float(held.get(at, 0.0)) if known else float("nan")
        x += [plan.clock.x(at), plan.clock.x(plan.clock.end(at))]
        y += [value, value]
    return go.Scatter(
        x=x,
        y=y,
        yaxis=axis_of(index),
        mode="lines",
        line={"color": plan.look.ink, "width": 1.4},
        name=theme.plain(name),
        legendgroup="panel",
        showlegend=index == 0,
        hoverinfo="skip",
    )


def _seam(fig: go.Figure, plan: Plan, at: pd.Timestamp, changes: pd.DataFrame) -> None:
    """A dotted line through all rows; which outlets is told where it is touched."""
    said = [
        plan.names.tell(f"timeline.panel.{change}", outlet=plan.names.row("outlet", str(outlet)))
        for outlet, change in zip(changes["outlet"], changes["change"], strict=True)
    ]
    bottom = plan.row_top(len(plan.rows) - 1) + HEAD + plan.row
    x = plan.clock.x(at)
    fig.add_shape(
        type="line",
        x0=x,
        x1=x,
        y0=plan.sheet.up(bottom),
        y1=plan.sheet.up(HEAD),
        yref="paper",
        line={"color": plan.look.muted, "width": 1, "dash": "dot"},
    )
    fig.add_annotation(
        x=x,
        y=plan.sheet.up(HEAD),
        yref="paper",
        text="▾",
        showarrow=False,
        yanchor="bottom",
        hovertext="<br>".join(map(theme.plain, said)),
        font={"size": 11, "color": plan.look.muted},
    )
