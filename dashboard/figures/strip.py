"""The exposure strip: which part of each bin was really observed, by group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from dashboard import theme
from dashboard.figures import canvas
from dashboard.figures.canvas import Canvas, Trace
from dashboard.figures.hatch import HATCH_FROM, dotting
from dashboard.figures.tables import wide
from dashboard.tongue import percent, tell
from dashboard.words import Names

if TYPE_CHECKING:
    from dashboard.figures.plan import Plan

LANE, HEAD = 15, 30
ABOVE = 10  # pixels more on a phone, for the name over the first lane
BELOW = 30  # pixels of a lane with its name above it, on a phone
TICKS = 44  # pixels beside the drawing for the numbers of a scale
NARROW = 600  # pixels of a sheet without room for a line beside the name


def lanes(exposure: pd.DataFrame, names: Names) -> list[str]:
    """Groups with a watched outlet, in the order of the grouping."""
    there = set(exposure["group"])
    return [g for g in names.groups if g in there] + sorted(there - set(names.groups))


def height(exposure: pd.DataFrame, width: int) -> int:
    """Pixels of the strip with its heading on a sheet of a width."""
    return _head(width) + _lane(width) * max(1, exposure["group"].nunique())


def _head(width: int) -> int:
    return HEAD + (ABOVE if width < NARROW else 0)


def _lane(width: int) -> int:
    return BELOW if width < NARROW else LANE


def left_margin(exposure: pd.DataFrame, names: Names, width: int) -> int:
    """Pixels that the groups' names need; on a phone they stand above their lanes."""
    if width < NARROW:
        return TICKS
    longest = max((len(names.groups.get(g, g)) for g in lanes(exposure, names)), default=0)
    return min(230, max(72, int(longest * 6.3) + 32))


def add(fig: Canvas, plan: Plan, exposure: pd.DataFrame, top: float) -> None:
    """Draw the strip so many pixels below the top of the drawing."""
    groups = lanes(exposure, plan.names)
    seen, copied = (
        wide(exposure, part, groups, plan.clock.bins, index="group").fillna(0.0)
        for part in ("observed", "captured")
    )
    number, lane = len(plan.rows) + 1, _lane(plan.sheet.width)
    fig.add_trace(_cells(plan, seen, copied, number))
    if copied.to_numpy().any():
        fig.add_trace(_copies(plan, copied, number))
    fig.update_layout(
        {
            f"yaxis{number}": {
                "domain": plan.sheet.domain(
                    top + _head(plan.sheet.width) - 4, lane * max(1, len(groups))
                ),
                "tickmode": "array",
                "tickvals": list(range(len(groups))),
                "ticktext": [theme.plain(plan.names.groups.get(g, g)) for g in groups],
                "tickfont": {"size": 10.5, "color": plan.look.muted},
                "range": [len(groups) - 0.5, -0.5],
                "showgrid": False,
                "showticklabels": lane == LANE,
                "fixedrange": True,
                "anchor": "x",
            }
        }
    )
    if lane != LANE:
        _names_above(fig, plan, groups, number)
    _heading(fig, plan, top + HEAD - 6, bool(copied.to_numpy().any()))


def _names_above(fig: Canvas, plan: Plan, groups: list[str], number: int) -> None:
    """Each group's name between its lane and the one before."""
    for place, group in enumerate(groups):
        fig.add_annotation(
            text=theme.plain(plan.names.groups.get(group, group)),
            x=1 if plan.sheet.from_right else 0,
            xref="paper",
            xanchor=plan.sheet.edge,
            y=place - 0.27,
            yref=f"y{number}",
            yanchor="bottom",
            showarrow=False,
            font={"size": 10.5, "color": plan.look.muted},
        )


def _cells(plan: Plan, seen: pd.DataFrame, copied: pd.DataFrame, number: int) -> Trace:
    return canvas.cells(
        z=seen.to_numpy().tolist(),
        x=plan.clock.edges(),
        y=list(range(len(seen))),
        yaxis=f"y{number}",
        zmin=0,
        zmax=1,
        colorscale=[[0, plan.look.paper], [1, plan.look.full]],
        showscale=False,
        xgap=1,
        ygap=1 + _lane(plan.sheet.width) - LANE,
        customdata=[
            [
                [
                    plan.names.groups.get(g, g),
                    cell.label,
                    _said(part, copy, plan.names.lang),
                ]
                for cell, part, copy in zip(
                    plan.clock.cells.values(), seen.loc[g], copied.loc[g], strict=True
                )
            ]
            for g in seen.index
        ],
        hovertemplate="%{customdata[0]}: %{customdata[2]}<br>%{customdata[1]}<extra></extra>",
    )


def _said(seen: float, copied: float, lang: str) -> str:
    told = tell(lang, "figure.strip.observed", share=percent(lang, seen))
    share = percent(lang, copied)
    return tell(lang, "figure.strip.captured", told=told, share=share) if copied else told


def _copies(plan: Plan, copied: pd.DataFrame, number: int) -> Trace:
    """Dots over the part of each cell that only copies tell of."""
    cells = [
        (cell.middle, place, float(part), cell.long * 0.95)
        for place, group in enumerate(copied.index)
        for cell, part in zip(plan.clock.cells.values(), copied.loc[group], strict=True)
        if part >= HATCH_FROM
    ]
    return canvas.bar(
        x=[x for x, _, _, _ in cells],
        base=[place + 0.45 for _, place, _, _ in cells],
        y=[-0.9 * part for _, _, part, _ in cells],
        width=[width for _, _, _, width in cells],
        yaxis=f"y{number}",
        marker=dotting(plan.look),
        showlegend=False,
        hoverinfo="skip",
    )


def _heading(fig: Canvas, plan: Plan, bottom: float, copies: bool) -> None:
    name = plan.names.tell("figure.strip.name")
    what = plan.names.tell(f"figure.strip.{plan.selection.bin}")
    what += plan.names.tell("figure.strip.copies") if copies else ""
    if plan.sheet.width < NARROW:
        what = ""  # the colours' meaning is told when one is touched
    grey = f"<span style='color:{plan.look.muted}'>{theme.plain(what)}</span>"
    right = plan.sheet.from_right
    fig.add_annotation(
        text=f"{grey} <b>{name}</b>" if right else f"<b>{name}</b> {grey}",
        x=1 if right else 0,
        xref="paper",
        xanchor=plan.sheet.edge,
        y=plan.sheet.up(bottom),
        yref="paper",
        yanchor="bottom",
        showarrow=False,
        font={"size": 13, "color": plan.look.ink},
    )
