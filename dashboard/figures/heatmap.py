"""Outlets by time: how much each published, and where nobody looked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard import theme
from dashboard.figures import canvas, paper, titles
from dashboard.figures.canvas import Canvas, Trace, checked
from dashboard.figures.clockface import Clockface
from dashboard.figures.fit import FOOT, Fit
from dashboard.figures.hatch import HATCH_FROM, dotting, hatching, key
from dashboard.figures.paper import Sheet
from dashboard.figures.tables import wide
from dashboard.theme import LIGHT, Look
from dashboard.tongue import decimal, percent
from dashboard.words import Names
from feeds.coverage.selection import Selection

if TYPE_CHECKING:
    from feeds.coverage import Basis

LANE, MOST = 19, 60
SCALE, HIGH = 240, 36  # pixels of the scale, and down to the end of its numbers
SLIM = 600  # pixels of a sheet whose keys stand below the scale
SHEET = Fit()
WHOLE = 0.99  # missing part from which a cell says nothing but `not observed`


def drawn(
    volume: pd.DataFrame,
    missing: pd.DataFrame,
    *,
    bins: Sequence[pd.Timestamp],
    selection: Selection,
    basis: Basis,
    names: Names,
    groups: Mapping[str, str],
    look: Look = LIGHT,
    fit: Fit = SHEET,
) -> Canvas:
    """A cell an outlet and bin, from volume and missing with rows=outlet; `groups` maps
    outlet -> group id. Colour is the value; observed and none, and not observed, differ."""
    rows = _rows(volume, missing)
    above = HIGH // 20 + 1 + (2 if fit.width < SLIM else 0)
    around = paper.room("", "x" * 170, fit.width, above) + FOOT
    count, lane = fit.lanes(min(len(rows), MOST), around, LANE, 14, 40)
    kept = _grouped(rows[:count], names, groups)
    values = wide(volume, "value", kept, bins)
    lost = wide(missing, "missing", kept, bins).fillna(1.0)
    copied = wide(missing, "captured", kept, bins).fillna(0.0)
    title = _title(selection, names)
    subtitle = titles.counted(
        selection, bins, len(rows) - len(kept), scaled=False, lang=names.lang, names=names
    )
    left = paper.side((names.outlets.get(r, r) for r in kept), fit.width, more=30)
    inner, top = lane * max(1, len(kept)), paper.room(title, subtitle, fit.width, above)
    sheet = Sheet(fit.width, inner, top, fit.foot(top, inner), left, lang=names.lang)
    fig = paper.begin(sheet, look, title, subtitle)
    clock = Clockface(bins, selection.bin, names.lang)
    fig.add_trace(_cells(values, lost, copied, clock, look, selection, names, sheet))
    fig.add_trace(_veil(lost, clock, hatching(look)))
    if copied.to_numpy().any():
        fig.add_trace(_veil(copied, clock, dotting(look, faint=True), lost))
    _keys(fig, sheet, look, names, bool(copied.to_numpy().any()))
    _axes(fig, clock, kept, names, groups, look, sheet)
    return paper.sign(fig, sheet, look, basis, selection.zone)


heatmap = checked(drawn)


def _rows(volume: pd.DataFrame, missing: pd.DataFrame) -> list[str]:
    """Every outlet, most stories first."""
    counts = volume.groupby("row")["count"].sum()
    every = dict.fromkeys([*map(str, missing["row"]), *map(str, counts.index)])
    return sorted(every, key=lambda row: (-counts.get(row, 0), row))


def _grouped(rows: list[str], names: Names, groups: Mapping[str, str]) -> list[str]:
    """The rows that there is room for, by group in the grouping's order, else as they are."""
    order = {group: place for place, group in enumerate(names.groups)}
    return sorted(rows, key=lambda row: order.get(groups.get(row, ""), len(order)))


def _title(selection: Selection, names: Names) -> str:
    if selection.measure == "attention":
        return names.tell("print.heat.attention")
    return names.tell("figure.question.outlet")


def _cells(
    values: pd.DataFrame,
    lost: pd.DataFrame,
    copied: pd.DataFrame,
    clock: Clockface,
    look: Look,
    selection: Selection,
    names: Names,
    sheet: Sheet,
) -> Trace:
    shown = values.fillna(0.0).mask(lost.ge(WHOLE) & values.isna())
    top = max(1e-9, float(values.max().max())) if values.notna().to_numpy().any() else 1.0
    steps = [[0.0, look.none], [0.0001, look.scale[0]]]
    steps += [[place / 4, paint] for place, paint in enumerate(look.scale) if place]
    return canvas.cells(
        z=shown.astype(object).where(shown.notna(), None).to_numpy().tolist(),
        x=clock.edges(),
        y=list(range(len(shown))),
        zmin=0,
        zmax=top,
        colorscale=steps,
        xgap=1,
        ygap=1,
        hoverongaps=True,
        colorbar=_colorbar(top, selection, look, sheet),
        customdata=_told(values, lost, copied, clock, selection, names),
        hovertemplate="<b>%{customdata[2]}</b>: %{customdata[3]}<br>%{customdata[4]}"
        "<extra></extra>",
    )


def _told(
    values: pd.DataFrame,
    lost: pd.DataFrame,
    copied: pd.DataFrame,
    clock: Clockface,
    selection: Selection,
    names: Names,
) -> list[list[list[str]]]:
    return [
        [
            [
                row,
                at.iso,
                theme.plain(names.outlets.get(row, row)),
                _said(value, part, copy, selection, names),
                at.label,
            ]
            for at, value, part, copy in zip(
                clock.cells.values(),
                *(t.loc[row].tolist() for t in (values, lost, copied)),
                strict=True,
            )
        ]
        for row in values.index
    ]


def _said(value: Any, lost: float, copied: float, selection: Selection, names: Names) -> str:
    if pd.isna(value) and lost >= WHOLE:
        return names.tell("figure.not_observed")
    amount = 0.0 if pd.isna(value) else float(value)
    whole = copied < HATCH_FROM and lost < HATCH_FROM
    told = _amount(
        amount, selection, names, "figure.observed_none" if whole else "timeline.nothing"
    )
    if whole:
        return told
    seen = names.tell("figure.strip.observed", share=percent(names.lang, 1 - lost - copied))
    if copied >= HATCH_FROM:
        share = percent(names.lang, copied)
        seen = names.tell("figure.strip.captured", told=seen, share=share)
    return f"{told}; {seen}" if names.lang == "en" else f"{told}؛ {seen}"


def _amount(amount: float, selection: Selection, names: Names, nothing: str) -> str:
    if selection.measure != "count":
        return decimal(names.lang, amount * 100) + (" %" if names.lang == "en" else "%")
    if not amount:
        return names.tell(nothing)
    return names.tell("common.stories", n=int(amount))


def _veil(
    parts: pd.DataFrame,
    clock: Clockface,
    marker: dict[str, Any],
    below: pd.DataFrame | None = None,
) -> Trace:
    """A part of each cell, drawn from below, over the part that lies `below` it."""
    floor = parts * 0.0 if below is None else below
    cells = [
        (at, place, part, under)
        for place, row in enumerate(parts.index)
        for at, part, under in zip(
            clock.cells.values(), parts.loc[row].tolist(), floor.loc[row].tolist(), strict=True
        )
        if part >= HATCH_FROM
    ]
    return canvas.bar(
        x=[at.middle for at, _, _, _ in cells],
        base=[place + 0.46 - 0.92 * under for _, place, _, under in cells],
        y=[-0.92 * part for _, _, part, _ in cells],
        width=[at.long * 0.96 for at, _, _, _ in cells],
        marker=marker,
        showlegend=False,
        hoverinfo="skip",
    )


def _scale(sheet: Sheet) -> int:
    """Pixels of the scale, which leaves the keys beside it room."""
    wide = sheet.width - sheet.left - sheet.right
    return min(SCALE, wide if sheet.width < SLIM else wide // 4)


def _colorbar(top: float, selection: Selection, look: Look, sheet: Sheet) -> dict[str, Any]:
    """The scale lies on top, where a legend would."""
    slim, length = sheet.width < SLIM, _scale(sheet)
    unit = "stories" if selection.measure == "count" else ""
    return {
        "orientation": "h",
        "x": 0,
        "xanchor": "left",
        "y": 1,
        "yanchor": "bottom",
        "ypad": 66 if slim else 26,
        "len": length,
        "lenmode": "pixels",
        "thickness": 10,
        "xpad": 0,
        "outlinewidth": 0,
        "tickfont": {"size": 11, "color": look.muted},
        "tickformat": ",d" if unit else ".0%",
        "ticksuffix": "",
        "nticks": 4 if length == SCALE else 3,
        "title": {"text": ""},
    }


def _keys(fig: Canvas, sheet: Sheet, look: Look, names: Names, copies: bool) -> None:
    """Beside the scale, below it on a phone: what the empty kinds of cell mean."""
    for name, marker in (
        (
            names.tell("figure.observed_none"),
            {"color": look.none, "line": {"width": 1, "color": look.hatch}},
        ),
        *([(names.tell("figure.copies_only"), dotting(look, faint=True))] if copies else []),
        (names.tell("figure.not_observed"), key(look)),
    ):
        fig.add_trace(canvas.bar(x=[None], y=[None], name=name, marker=marker, hoverinfo="skip"))
    slim = sheet.width < SLIM
    place = {"x": 0, "xanchor": "left"} if slim else {"x": 1, "xanchor": "right"}
    fig.update_layout(legend={**paper.legend(sheet, look), **place})
    if slim:
        fig.update_layout(legend={"y": 1 + 6 / sheet.inner, "yanchor": "bottom"})


def _axes(
    fig: Canvas,
    clock: Clockface,
    rows: Sequence[str],
    names: Names,
    groups: Mapping[str, str],
    look: Look,
    sheet: Sheet,
) -> None:
    paints = theme.colours(list(names.groups))
    fig.update_layout(
        xaxis={**clock.axis(paper.ticks(sheet)), "fixedrange": False},
        yaxis={
            "tickmode": "array",
            "tickvals": list(range(len(rows))),
            "ticktext": [
                f"{theme.plain(names.outlets.get(r, r))} "
                f"<span style='color:{paints.get(groups.get(r, ''), theme.REST)}'>■</span>"
                for r in rows
            ],
            "tickfont": {"size": 12, "color": look.ink},
            "range": [len(rows) - 0.5, -0.5],
            "showgrid": False,
            "fixedrange": True,
        },
        bargap=0,
    )
