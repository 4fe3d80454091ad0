"""The main picture: rows of stacked bars on one scale, unobserved time hatched, exposure below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from dashboard import theme
from dashboard.figures import notes as noted
from dashboard.figures import paper, steadied, strip, titles
from dashboard.figures.canvas import Canvas, checked
from dashboard.figures.clockface import Clockface
from dashboard.figures.fit import FOOT, Fit
from dashboard.figures.hatch import dotting, hatching, key
from dashboard.figures.notes import Note
from dashboard.figures.paper import Sheet
from dashboard.figures.plan import HEAD, ROW, Plan
from dashboard.figures.stacks import bars, series_of, veil
from dashboard.figures.steadied import Steady
from dashboard.figures.tables import wide
from dashboard.theme import LIGHT, Look
from dashboard.words import Names
from feeds.coverage.selection import Selection

if TYPE_CHECKING:
    from feeds.coverage import Basis

MOST_ROWS = 30
USUAL, HIGH, FLAT = 8, 2 * ROW, 58  # rows of usual height; pixels of a single one, and of many
LOW = 56  # pixels of a row's bars on a sheet of fixed height
LONG = 190  # letters of a grey line, mostly
WITH_STRIP = 600  # pixels of a sheet that has room for the strip
SHEET = Fit()


def drawn(
    volume: pd.DataFrame,
    missing: pd.DataFrame,
    exposure: pd.DataFrame,
    *,
    bins: Sequence[pd.Timestamp],
    selection: Selection,
    basis: Basis,
    names: Names,
    notes: Sequence[Note] = (),
    roomy: bool = False,
    base: str = "",
    steady: Steady | None = None,
    look: Look = LIGHT,
    fit: Fit = SHEET,
) -> Canvas:
    """Small multiples from coverage.volume, missing and group_exposure; the group `base` stands
    at the foot of every bar, `steady` is the line of the outlets observed throughout."""
    ordered = _rows(volume, missing, selection)
    height, strip_height = _row(ordered, volume, exposure, names, fit)
    rows, left_out = ordered[: height.rows], len(ordered) - height.rows
    totals = wide(volume, "value", rows, bins)
    lost = wide(missing, "missing", rows, bins).fillna(1.0)
    copied = wide(missing, "captured", rows, bins).fillna(0.0)
    title = titles.finding(totals, lost, selection, names)
    subtitle = titles.counted(selection, bins, left_out, lang=names.lang, names=names)
    subtitle += steadied.told(steady, names)
    series = series_of(volume, names, base)
    labels = [names.groups.get(g, g) for g in series]
    hatch, dots = names.tell("figure.not_observed"), names.tell("figure.copies_only")
    labels += [hatch, *([dots] if copied.to_numpy().any() else [])]
    labels += [names.tell("timeline.panel.line")] if steady else []
    inner = len(rows) * height.each + strip_height
    sheet = _sheet(title, subtitle, labels, inner, exposure, names, fit)
    clock = Clockface(bins, selection.bin, names.lang)
    plan = Plan(
        selection,
        names,
        look,
        clock,
        rows,
        totals,
        lost,
        copied,
        _top(totals, selection, bool(notes) or roomy),
        sheet,
        height.each - HEAD,
        tuple(series),
    )
    fig = paper.begin(sheet, look, title, subtitle)
    bars(fig, plan, volume)
    if copied.to_numpy().any():
        faint = dotting(look, faint=True)
        veil(fig, plan, copied, dots, faint, faint)
    veil(fig, plan, lost, hatch, hatching(look), key(look))
    if steady:
        steadied.add(fig, plan, steady)
    _axes(fig, plan)
    noted.add(fig, plan, notes)
    if strip_height:
        strip.add(fig, plan, exposure, plan.row_top(len(rows)) + 4)
    fig.update_layout(legend=paper.legend(sheet, look))
    return paper.sign(fig, sheet, look, basis, selection.zone)


timeline = checked(drawn)


def _usual(rows: int) -> int:
    """Pixels of the bars of so many rows where nothing else says it."""
    if rows == 1:
        return HIGH
    return ROW if rows <= USUAL else FLAT


def _rows(volume: pd.DataFrame, missing: pd.DataFrame, selection: Selection) -> list[str]:
    """Rows with most stories first, then those without any."""
    by_count = volume.groupby("row")["count"].sum().sort_values(ascending=False, kind="stable")
    chosen = selection.topics if selection.rows == "topic" else ()
    silent = [row for row in dict.fromkeys([*chosen, *missing["row"]]) if row not in by_count]
    return [str(row) for row in [*by_count.index, *silent]]


class Height(NamedTuple):
    """How many rows there are, and how high each is with its name."""

    rows: int
    each: int


def _row(
    ordered: Sequence[str], volume: pd.DataFrame, exposure: pd.DataFrame, names: Names, fit: Fit
) -> tuple[Height, int]:
    """The rows that fit, and the pixels of the strip, which a low sheet has no room for."""
    strip_height = (
        strip.height(exposure, fit.width) if (fit.height or WITH_STRIP) >= WITH_STRIP else 0
    )
    labels = [names.groups.get(g, g) for g in series_of(volume, names)] + [
        names.tell("figure.not_observed")
    ]
    legend = paper.legend_rows(
        labels, fit.width - strip.left_margin(exposure, names, fit.width) - 24
    )
    around = paper.room("", "x" * LONG, fit.width, legend) + FOOT + strip_height
    wanted = min(len(ordered), MOST_ROWS)
    return Height(
        *fit.lanes(wanted, around, _usual(wanted) + HEAD, LOW + HEAD, 2 * ROW + HEAD)
    ), strip_height


def _top(totals: pd.DataFrame, selection: Selection, notes: bool) -> float:
    highest = totals.max().max()
    if pd.isna(highest) or highest <= 0:
        return 1.0
    if selection.measure == "share":
        return float(highest) * 1.25  # a share fills its bin: leave the hatch some room
    return float(highest) * (1.42 if notes else 1.12)


def _sheet(
    title: str,
    subtitle: str,
    labels: list[str],
    inner: int,
    exposure: pd.DataFrame,
    names: Names,
    fit: Fit,
) -> Sheet:
    left = strip.left_margin(exposure, names, fit.width)
    legend_rows = paper.legend_rows(labels, fit.width - left - 24)
    top = paper.room(title, subtitle, fit.width, legend_rows)
    return Sheet(fit.width, inner, top, fit.foot(top, inner), left, lang=names.lang)


def _axes(fig: Canvas, plan: Plan) -> None:
    step = _step(plan.top, plan.selection.measure)
    for index, row in enumerate(plan.rows):
        top = plan.row_top(index) + HEAD
        fig.update_layout(
            {
                f"yaxis{'' if index == 0 else index + 1}": {
                    "domain": plan.sheet.domain(top, plan.row),
                    "range": [0, plan.top],
                    "tick0": 0,
                    "dtick": step,
                    "tickformat": ",d" if plan.selection.measure == "count" else ".0%",
                    "fixedrange": True,
                    "anchor": "x",
                }
            }
        )
        _name(fig, plan, row, top)
    fig.update_layout(
        xaxis={**plan.clock.axis(paper.ticks(plan.sheet)), "anchor": "free", "position": 0}
    )


def _name(fig: Canvas, plan: Plan, row: str, top: float) -> None:
    label = theme.plain(plan.names.row(plan.selection.rows, row))
    fig.add_annotation(
        text=f"<b>{label}</b>",
        x=1 if plan.sheet.from_right else 0,
        xref="paper",
        xanchor=plan.sheet.edge,
        y=plan.sheet.up(top),
        yref="paper",
        yanchor="bottom",
        yshift=2,
        showarrow=False,
        font={"size": theme.SUBTITLE, "color": plan.look.ink},
    )


def _step(top: float, measure: str) -> float:
    """A round step that gives two or three lines."""
    for exponent in range(-4, 9):
        for digit in (1, 2, 5):
            step = digit * 10.0**exponent
            if top / step < 3 and (measure != "count" or step >= 1):
                return step
    return top
