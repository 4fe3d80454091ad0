"""The exposure calendar: what became of every outlet's time, bin by bin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard import theme
from dashboard.figures import canvas, paper, titles
from dashboard.figures.canvas import Canvas, Trace, checked
from dashboard.figures.clockface import Clockface
from dashboard.figures.fit import FOOT, Fit, beside
from dashboard.figures.hatch import HATCH_FROM, dotting, hatching, key
from dashboard.figures.paper import Sheet
from dashboard.theme import GROUPS, LIGHT, Look
from dashboard.tongue import percent
from dashboard.tongue.places import right_to_left
from dashboard.words import Names
from feeds.coverage.selection import Selection

if TYPE_CHECKING:
    from feeds.coverage import Basis

LANE, MOST = 17, 40
APART = 20  # pixels of a bin from which the gap to the next is one: narrower, only some show
SHEET = Fit()
STATES = ("observed", "captured", "overran", "failed", "unpolled")


def drawn(
    table: pd.DataFrame,
    *,
    bins: Sequence[pd.Timestamp],
    selection: Selection,
    basis: Basis,
    names: Names,
    look: Look = LIGHT,
    fit: Fit = SHEET,
) -> Canvas:
    """A cell an outlet and bin, filled from below by what became of its time."""
    rows = _rows(table, names)
    around = paper.room("", "x" * 190, fit.width, 1) + FOOT
    count, lane = fit.lanes(min(len(rows), MOST), around, LANE, 13, 40)
    kept = rows[:count]
    title = _title(table, names)
    span = titles.spanned(selection, bins, names.lang)
    subtitle = names.tell(f"print.seen.{selection.bin}", span=span)
    if rows[1:]:
        subtitle += " " + names.tell("print.seen.order")
    if rows[count:]:
        subtitle += " " + names.tell("print.seen.left_out", n=len(rows) - count)
    left = paper.side((names.outlets.get(r, r) for r in kept), fit.width)
    keys = [names.tell(f"print.seen.{state}") for state in _shown(table)]
    lines = paper.legend_rows(keys, fit.width - left - 24)
    inner, top = lane * max(1, len(kept)), paper.room(title, subtitle, fit.width, lines)
    sheet = Sheet(fit.width, inner, top, fit.foot(top, inner), left, lang=names.lang)
    fig = paper.begin(sheet, look, title, subtitle)
    clock = Clockface(bins, selection.bin, names.lang)
    full = 0.95 if fit.width - left >= APART * len(bins) else 1.0
    held = table[table["outlet_id"].isin(kept)]
    for state in _shown(table):
        fig.add_trace(_part(held, state, kept, clock, look, names, full))
        fig.add_trace(_key(state, look, names))
    fig.update_layout(
        xaxis=clock.axis(paper.ticks(sheet)),
        yaxis=_lanes(kept, names, look, left),
        legend=paper.legend(sheet, look),
        barmode="overlay",
    )
    return paper.sign(fig, sheet, look, basis, selection.zone)


exposure = checked(drawn)


def _rows(table: pd.DataFrame, names: Names) -> list[str]:
    seen = table.groupby("outlet_id")["observed"].mean()
    return sorted(map(str, seen.index), key=lambda o: (round(seen[o], 3), names.outlets.get(o, o)))


def _shown(table: pd.DataFrame) -> list[str]:
    """The states that a reader has to tell apart; few have copies."""
    return [state for state in STATES if state != "captured" or table[state].any()]


def _title(table: pd.DataFrame, names: Names) -> str:
    seen = table.groupby("outlet_id")["observed"].mean()
    if seen.empty:
        return names.tell("print.seen.nobody")
    low = int((seen < 0.9).sum())
    if not low:
        return names.tell("print.seen.all", n=len(seen))
    if low == len(seen):
        return names.tell("print.seen.every", n=low)
    return names.tell("print.seen.some", n=low, all=len(seen))


def _marker(state: str, look: Look) -> dict[str, Any]:
    paints = {"observed": look.full, "overran": GROUPS[2], "failed": GROUPS[3]}
    if state == "unpolled":
        return hatching(look)
    if state == "captured":
        return dotting(look)
    return {"color": paints[state], "line": {"width": 0}}


def _part(
    table: pd.DataFrame,
    state: str,
    rows: list[str],
    clock: Clockface,
    look: Look,
    names: Names,
    full: float,
) -> Trace:
    """One state's part of every cell, that of its bin's width which is `full`; the parts before it
    in STATES lie below it."""
    before = list(STATES[: STATES.index(state)])
    held = table[table[state] >= HATCH_FROM]
    cells = [clock.cells[at] for at in held["bin_at"]]
    called = {row: theme.plain(names.outlets.get(row, row)) for row in rows}
    place, told = {r: i for i, r in enumerate(rows)}, names.tell(f"print.seen.{state}")
    base = held["outlet_id"].map(place).astype(float) + 0.45 - 0.9 * held[before].sum(axis=1)
    return canvas.bar(
        x=[at.middle for at in cells],
        base=base.tolist(),
        y=(-0.9 * held[state].astype(float)).tolist(),
        width=[at.long * full for at in cells],
        marker=_marker(state, look),
        showlegend=False,
        customdata=[
            [o, at.iso, called[o], percent(names.lang, part), at.label]
            for o, at, part in zip(held["outlet_id"], cells, held[state].tolist(), strict=True)
        ],
        hovertemplate=f"<b>%{{customdata[2]}}</b>: %{{customdata[3]}} {told}<br>"
        "%{customdata[4]}<extra></extra>",
    )


def _key(state: str, look: Look, names: Names) -> Trace:
    name = names.tell(f"print.seen.{state}")
    marker = key(look) if state == "unpolled" else _marker(state, look)
    return canvas.bar(x=[None], y=[None], name=name, marker=marker, hoverinfo="skip")


def _lanes(rows: list[str], names: Names, look: Look, left: int) -> dict[str, Any]:
    letters = beside(left, 5.7 if right_to_left(names.lang) else 6.4)
    return {
        "tickmode": "array",
        "tickvals": list(range(len(rows))),
        "ticktext": [theme.lines(names.outlets.get(row, row), letters, 1) for row in rows],
        "tickfont": {"size": 11, "color": look.ink},
        "range": [len(rows) - 0.5, -0.5],
        "showgrid": False,
        "fixedrange": True,
    }
