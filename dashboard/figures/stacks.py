"""The stacks of the timeline: a bar a group, the veil of what was not observed over it."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Any

import pandas as pd

from dashboard import theme
from dashboard.figures import canvas
from dashboard.figures.canvas import Canvas, Trace
from dashboard.figures.hatch import HATCH_FROM
from dashboard.figures.plan import Plan
from dashboard.figures.tables import line
from dashboard.tongue import decimal, percent, tell
from dashboard.words import Names

WIDE = 0.88  # of its bin's time that a bar takes


def series_of(volume: pd.DataFrame, names: Names, base: str = "") -> list[str]:
    """Groups that have a story, in the order of the grouping, the one at the foot first."""
    there = set(volume["series"])
    ordered = [g for g in names.groups if g in there] + sorted(there - set(names.groups))
    return sorted(ordered, key=lambda group: group != base)


def axis_of(index: int) -> str:
    """Plotly's name of the scale of a row."""
    return "y" if index == 0 else f"y{index + 1}"


def bars(fig: Canvas, plan: Plan, volume: pd.DataFrame) -> None:
    """Stack the groups of `plan.series` in every row, and tell each once in the legend."""
    paints = theme.colours(list(plan.names.groups))
    held = {(str(row), str(group)): lines for (row, group), lines in _parted(volume)}
    for index, row in enumerate(plan.rows):
        for group in plan.series:
            lines = held.get((row, group), volume[:0])
            paint = paints.get(group, theme.REST)
            fig.add_trace(_bar(plan, lines, group, paint, index))
    for group in plan.series:  # the legend tells every group once, whichever row it is in
        _key(fig, plan, group, {"color": paints.get(group, theme.REST)})


def _parted(volume: pd.DataFrame) -> Any:
    return volume.groupby(["row", "series"], sort=False, observed=True)


def _bar(plan: Plan, lines: pd.DataFrame, group: str, paint: str, index: int) -> Trace:
    label = theme.plain(plan.names.groups.get(group, group))
    cells = [plan.clock.cells[at] for at in lines["bin_at"]]
    said = map(
        partial(_said, plan.names.lang, plan.selection.measure),
        *(lines[name].tolist() for name in ("count", "total", "value")),
    )
    return canvas.bar(
        name=label,
        legendgroup=group,
        showlegend=False,
        x=[cell.middle for cell in cells],
        y=lines["value"].tolist(),
        width=[cell.long * WIDE for cell in cells],
        yaxis=axis_of(index),
        marker={"color": paint, "line": {"width": 0}},
        customdata=[
            [plan.rows[index], cell.iso, group, cell.label, told]
            for cell, told in zip(cells, said, strict=True)
        ],
        hovertemplate=f"<b>{label}</b>: %{{customdata[4]}}<br>%{{customdata[3]}}<extra></extra>",
    )


@lru_cache(maxsize=4096)
def _said(lang: str, measure: str, count: int, total: int, value: float) -> str:
    stories = tell(lang, "common.stories", n=count)
    if measure == "count":
        return tell(lang, "figure.bar.count", stories=stories)
    share = decimal(lang, value * 100) + (" %" if lang == "en" else "%")
    return tell(lang, f"figure.bar.{measure}", stories=stories, share=share, total=total)


def _key(fig: Canvas, plan: Plan, group: str, marker: dict[str, Any]) -> None:
    name = plan.names.groups.get(group, group)
    fig.add_trace(
        canvas.bar(
            x=[None],
            y=[None],
            name=theme.plain(name),
            legendgroup=group,
            marker=marker,
            hoverinfo="skip",
        )
    )


def veil(
    fig: Canvas,
    plan: Plan,
    parts: pd.DataFrame,
    name: str,
    marker: dict[str, Any],
    key: dict[str, Any],
) -> None:
    """Stacked on the bar: the part of the free height that the row usually brings unseen; `key`
    is its square in the legend."""
    for index, row in enumerate(plan.rows):
        bars, missing = line(plan.totals, row).fillna(0.0), line(parts, row)
        cells = [
            (plan.clock.cells[at], bar, part)
            for at, bar, part in zip(plan.clock.bins, bars, missing, strict=True)
            if part >= HATCH_FROM
        ]
        fig.add_trace(
            canvas.bar(
                name=name,
                legendgroup=name,
                showlegend=False,
                x=[cell.middle for cell, _, _ in cells],
                y=[float(part * (plan.top - bar)) for _, bar, part in cells],
                width=[cell.long * WIDE for cell, _, _ in cells],
                yaxis=axis_of(index),
                marker=marker,
                customdata=[
                    [row, cell.iso, "", cell.label, percent(plan.names.lang, part)]
                    for cell, _, part in cells
                ],
                hovertemplate=f"%{{customdata[4]}} {name}<br>%{{customdata[3]}}<extra></extra>",
            )
        )
    _key(fig, plan, name, key)
