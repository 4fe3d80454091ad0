"""Each outlet's days beside its own weekdays: more or less than usual, and whether that is sure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard import theme
from dashboard.figures import canvas, lanes, paper
from dashboard.figures.canvas import Canvas, Trace, checked
from dashboard.figures.clockface import Clockface
from dashboard.figures.fit import Fit
from dashboard.figures.hatch import hatching, key
from dashboard.figures.lanes import Lanes
from dashboard.figures.tables import each
from dashboard.theme import LIGHT, Look
from dashboard.words import Names
from feeds.coverage.bins import bins
from feeds.coverage.selection import Selection

if TYPE_CHECKING:
    from feeds.coverage import Basis

SHEET = Fit()
MORE, LESS = theme.GROUPS[0], theme.GROUPS[3]
HALF = 0.5  # of a day that was observed, below which nothing is known of it


@checked
def usual(
    table: pd.DataFrame,
    *,
    selection: Selection,
    basis: Basis,
    names: Names,
    groups: Mapping[str, str],
    look: Look = LIGHT,
    fit: Fit = SHEET,
) -> Canvas:
    """From coverage.baseline: a cell an outlet and day; in colour only where its interval leaves
    out the usual, else blank; hatched where less than half of the day was observed."""
    sums = table.groupby("row")["stories"].sum().sort_values(ascending=False, kind="stable")
    keys = [names.tell(f"print.usual.{name}") for name in ("more", "less", "unsure")]
    hatch = names.tell("figure.not_observed")
    held = lanes.laid(
        [str(row) for row in sums.index],
        names.outlets,
        names.tell(f"print.usual.{'title' if _told(table) else 'nothing'}"),
        lambda out: _subtitle(selection, out, names),
        fit=fit,
        look=look,
        lang=names.lang,
        legend=[*keys, hatch],
        lane=20,
    )
    clock = Clockface(bins(selection), "day", names.lang)
    shown = table[table["row"].isin(held.rows)]
    _cells(held, clock, shown)
    for name, paint in zip(keys, (MORE, LESS, look.none), strict=True):
        held.fig.add_trace(lanes.key(name, {"symbol": "square", "color": paint}))
    held.fig.add_trace(
        canvas.bar(x=[None], y=[None], name=hatch, marker=key(look), hoverinfo="skip")
    )
    paints = theme.colours(list(names.groups))
    held.fig.update_layout(
        xaxis=clock.axis(paper.ticks(held.sheet)),
        yaxis=lanes.side(held, names.outlets, groups, paints),
    )
    return paper.sign(held.fig, held.sheet, look, basis, selection.zone)


def _told(table: pd.DataFrame) -> bool:
    """Whether any day can be told from the usual."""
    return bool(((table["low"] > 1) | (table["high"] < 1)).any())


def _subtitle(selection: Selection, left_out: int, names: Names) -> str:
    span = lanes.spanned(selection, names)
    more = f" {names.tell('print.left_out', n=left_out)}" if left_out else ""
    return f"{names.tell('print.usual.what', span=span)}{more}"


def _cells(held: Lanes, clock: Clockface, shown: pd.DataFrame) -> None:
    known = shown[shown["ratio"].notna()]
    more, less = known[known["low"] > 1], known[known["high"] < 1]
    rest = known.drop(index=[*more.index, *less.index])
    dark = shown[shown["observed"] < HALF]
    for lines, marker in (
        (rest, {"color": held.look.none}),
        (more, {"color": MORE}),
        (less, {"color": LESS}),
        (dark, hatching(held.look)),
    ):
        held.fig.add_trace(_bars(held, clock, lines, marker))
    notes = [
        {
            "x": clock.middle(_local(line, clock)),
            "y": held.place(str(line.row)),
            "showarrow": False,
            "text": f"{int(line.stories)}",
            "font": {"size": 10, "color": "#ffffff"},
        }
        for line in each(pd.concat([more, less]))
    ]
    for note in notes:
        held.fig.add_annotation(**note)


def _bars(held: Lanes, clock: Clockface, lines: pd.DataFrame, marker: dict[str, Any]) -> Trace:
    starts = [_local(line, clock) for line in each(lines)]
    return canvas.bar(
        x=[clock.middle(at) for at in starts],
        base=[held.place(str(row)) + 0.45 for row in lines["row"]],
        y=[-0.9] * len(lines),
        width=[clock.width(at, 0.04) for at in starts],
        marker=marker,
        showlegend=False,
        hoverinfo="skip",
    )


def _local(line: Any, clock: Clockface) -> pd.Timestamp:
    return pd.Timestamp(line.bin_at.tz_convert(clock.bins[0].tz))
