"""The stacks of the timeline: a bar a group, the veil of what was not observed over it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.figures.hatch import HATCH_FROM
from dashboard.figures.plan import Plan
from dashboard.figures.tables import line
from dashboard.tongue import decimal, percent, tell
from dashboard.words import Names


def series_of(volume: pd.DataFrame, names: Names, base: str = "") -> list[str]:
    """Groups that have a story, in the order of the grouping, the one at the foot first."""
    there = set(volume["series"])
    ordered = [g for g in names.groups if g in there] + sorted(there - set(names.groups))
    return sorted(ordered, key=lambda group: group != base)


def axis_of(index: int) -> str:
    """Plotly's name of the scale of a row."""
    return "y" if index == 0 else f"y{index + 1}"


def bars(fig: go.Figure, plan: Plan, volume: pd.DataFrame) -> None:
    """Stack the groups of `plan.series` in every row, and tell each once in the legend."""
    paints = theme.colours(list(plan.names.groups))
    for index, row in enumerate(plan.rows):
        for group in plan.series:
            lines = volume[(volume["row"] == row) & (volume["series"] == group)]
            paint = paints.get(group, theme.REST)
            fig.add_trace(_bar(plan, lines, group, paint, index))
    for group in plan.series:  # the legend tells every group once, whichever row it is in
        _key(fig, plan, group, {"color": paints.get(group, theme.REST)})


def _bar(plan: Plan, lines: pd.DataFrame, group: str, paint: str, index: int) -> go.Bar:
    label = theme.plain(plan.names.groups.get(group, group))
    return go.Bar(
        name=label,
        legendgroup=group,
        showlegend=False,
        x=[plan.clock.middle(at) for at in lines["bin_at"]],
        y=lines["value"].tolist(),
        width=[plan.clock.width(at) for at in lines["bin_at"]],
        yaxis=axis_of(index),
        marker={"color": paint, "line": {"width": 0}},
        customdata=[
            [plan.rows[index], at.isoformat(), group, plan.clock.label(at), _said(plan, line)]
            for at, line in zip(lines["bin_at"], lines.itertuples(), strict=True)
        ],
        hovertemplate=f"<b>{label}</b>: %{{customdata[4]}}<br>%{{customdata[3]}}<extra></extra>",
    )


def _said(plan: Plan, line: Any) -> str:
    lang, measure = plan.names.lang, plan.selection.measure
    stories = tell(lang, "common.stories", n=int(line.count))
    share = decimal(lang, line.value * 100) + (" %" if lang == "en" else "%")
    return tell(lang, f"figure.bar.{measure}", stories=stories, share=share, total=int(line.total))


def _key(fig: go.Figure, plan: Plan, group: str, marker: dict[str, Any]) -> None:
    name = plan.names.groups.get(group, group)
    fig.add_trace(
        go.Bar(
            x=[None],
            y=[None],
            name=theme.plain(name),
            legendgroup=group,
            marker=marker,
            hoverinfo="skip",
        )
    )


def veil(
    fig: go.Figure, plan: Plan, parts: pd.DataFrame, name: str, marker: dict[str, Any]
) -> None:
    """Stacked on the bar: the part of the free height that the row usually brings unseen."""
    for index, row in enumerate(plan.rows):
        bars, missing = line(plan.totals, row).fillna(0.0), line(parts, row)
        cells = [
            (at, bar, part)
            for at, bar, part in zip(plan.clock.bins, bars, missing, strict=True)
            if part >= HATCH_FROM
        ]
        fig.add_trace(
            go.Bar(
                name=name,
                legendgroup=name,
                showlegend=False,
                x=[plan.clock.middle(at) for at, _, _ in cells],
                y=[float(part * (plan.top - bar)) for _, bar, part in cells],
                width=[plan.clock.width(at) for at, _, _ in cells],
                yaxis=axis_of(index),
                marker=marker,
                customdata=[
                    [row, at.isoformat(), "", plan.clock.label(at), percent(plan.names.lang, part)]
                    for at, _, part in cells
                ],
                hovertemplate=f"%{{customdata[4]}} {name}<br>%{{customdata[3]}}<extra></extra>",
            )
        )
    _key(fig, plan, name, marker)
