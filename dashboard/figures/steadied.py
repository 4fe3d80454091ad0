"""The balanced panel over the bars: the outlets that were observed throughout, and the seams."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard import theme
from dashboard.figures import canvas
from dashboard.figures.canvas import Canvas, Trace
from dashboard.figures.plan import HEAD, Plan
from dashboard.figures.stacks import axis_of
from dashboard.figures.tables import line as line_of
from dashboard.words import Names

DARK = 0.5  # of a bin that was not observed: no line across it
NAMED = 6  # outlets told of at one seam


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


def add(fig: Canvas, plan: Plan, steady: Steady) -> None:
    """A stepped line in every row, and a dotted one where an outlet joins or leaves."""
    name = plan.names.tell("timeline.panel.line")
    for index, row in enumerate(plan.rows):
        fig.add_trace(_line(plan, steady.line, row, index, name))
    for at, changes in _by_bin(plan, steady.seams):
        _seam(fig, plan, at, changes)


def _by_bin(plan: Plan, seams: pd.DataFrame) -> list[tuple[pd.Timestamp, pd.DataFrame]]:
    """The seams of each bin together: a feed list is mostly taken up at once."""
    place = pd.Index(plan.clock.bins).searchsorted(seams["at"], side="right") - 1
    held = seams.assign(place=place)
    return [
        (plan.clock.bins[int(number)], held[held["place"] == number])
        for number in sorted(set(place.tolist()))
        if number >= 0
    ]


def _line(plan: Plan, table: pd.DataFrame, row: str, index: int, name: str) -> Trace:
    """Level over each bin; no line where the panel cannot tell or hardly anyone looked, zero
    where it saw none."""
    held = table[table["row"] == row].set_index("bin_at")["balanced"]
    known = held.notna().any() or held.empty
    x, y = [], []
    lost = line_of(plan.missing, row)
    for at in plan.clock.bins:
        dark = not known or lost[at] >= DARK
        value = float("nan") if dark else float(held.get(at, 0.0))
        x += [plan.clock.x(at), plan.clock.x(plan.clock.end(at))]
        y += [value, value]
    return canvas.line(
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


def _seam(fig: Canvas, plan: Plan, at: pd.Timestamp, changes: pd.DataFrame) -> None:
    """A dotted line through all rows; which outlets is told where it is touched."""
    said = [
        plan.names.tell(f"timeline.panel.{change}", outlet=plan.names.row("outlet", str(outlet)))
        for outlet, change in zip(changes["outlet"], changes["change"], strict=True)
    ]
    if said[NAMED:]:
        said = [*said[:NAMED], plan.names.tell("outlets.fewer", n=len(said) - NAMED)]
    x = plan.clock.x(at)
    for index in range(len(plan.rows)):
        top = plan.row_top(index) + HEAD
        low, high = plan.sheet.domain(top, plan.row)
        fig.add_shape(
            type="line",
            x0=x,
            x1=x,
            y0=low,
            y1=high,
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
