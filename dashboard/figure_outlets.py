"""The figures of the outlets' page by name: attention beside the others', hours of the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pandas as pd

from dashboard.absent import nothing
from dashboard.data import Desk
from dashboard.figure_set import PLAIN, Drawing, Manner, Sketch, known, shared
from dashboard.figures.against import drawn
from dashboard.figures.rhythm import rhythm as rhythm_figure
from feeds import coverage
from feeds.coverage import Selection

AGAINST, RHYTHM = "against", "rhythm"
SHORT = timedelta(days=21)  # a span so short is cut into days


def gridded(selection: Selection) -> Selection:
    """The selection of the grid: weeks, or days where the span is short; outlets where they are
    chosen or asked for, else groups."""
    short = selection.to_at - selection.from_at <= SHORT
    apart = bool(selection.outlets) or selection.rows == "outlet" or not selection.grouping.groups
    rows: Any = "outlet" if apart else "group"
    size: Any = "day" if short else "week"
    return replace(selection, rows=rows, bin=size, measure="attention")


def comparable(table: pd.DataFrame) -> bool:
    """Whether anything of coverage.against can be set beside the others."""
    return bool(table["difference"].notna().any())


def sketch(desk: Desk, selection: Selection, manner: Manner) -> Sketch | None:
    """The grid as a page sends it; None where no cell can be compared."""
    asked = gridded(selection)
    table = desk.read(coverage.against, asked)
    if not comparable(table):
        return None
    basis = known(desk, asked, table)
    canvas = drawn(
        table,
        seen(desk, asked),
        bins=desk.bins(asked),
        **shared(desk, asked, basis, manner),
    )
    return Sketch(canvas, table, asked, basis.cutoff)


def seen(desk: Desk, selection: Selection) -> pd.DataFrame:
    """row, bin_at, observed of the grid's rows."""
    if selection.rows == "group":
        return desk.group_exposure(selection).rename(columns={"group": "row"})
    return desk.exposure(selection).rename(columns={"outlet_id": "row"})


def against(desk: Desk, selection: Selection, manner: Manner = PLAIN) -> Drawing:
    """What outlets, or groups, gave a topic more or less of than most."""
    held = sketch(desk, selection, manner)
    if held is None:
        raise nothing(AGAINST, manner)
    return held.drawing()


def rhythm(desk: Desk, selection: Selection, manner: Manner = PLAIN) -> Drawing:
    """The hours at which an outlet lists what is new: the one that is chosen, else that of most
    stories."""
    outlet = selection.outlets[:1] or _largest(desk, selection)
    if not outlet:
        raise nothing(RHYTHM, manner)
    asked = replace(selection, rows="outlet", outlets=outlet)
    table = desk.read(coverage.feed_hours, asked)
    if table.empty:
        raise nothing(RHYTHM, manner)
    basis = known(desk, asked, table)
    figure = rhythm_figure(
        table,
        bins=desk.bins(asked),
        **shared(desk, asked, basis, manner),
    )
    return Drawing(figure, table, asked, basis.cutoff)


def _largest(desk: Desk, selection: Selection) -> tuple[str, ...]:
    told = desk.volume(replace(selection, rows="outlet", measure="count"))
    sums = told.groupby("row")["count"].sum().sort_index()
    order = sums.sort_values(ascending=False, kind="stable")
    return tuple(map(str, order.index[:1]))
