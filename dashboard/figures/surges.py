"""Bursts: the spans in which a topic took an unusual part, each with the event behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard import theme
from dashboard.figures import lanes, paper
from dashboard.figures.canvas import Canvas, checked
from dashboard.figures.clockface import Clockface
from dashboard.figures.fit import Fit
from dashboard.figures.lanes import Lanes
from dashboard.figures.tables import each
from dashboard.theme import LIGHT, Look
from dashboard.words import Names
from feeds.coverage.bins import bins
from feeds.coverage.selection import Selection

if TYPE_CHECKING:
    from feeds.coverage import Basis

SHEET = Fit()
LANE, LETTERS, LETTER = 52, 60, 7.0  # pixels, letters of a headline, pixels of one


@checked
def surges(
    table: pd.DataFrame,
    *,
    selection: Selection,
    basis: Basis,
    names: Names,
    look: Look = LIGHT,
    fit: Fit = SHEET,
) -> Canvas:
    """From coverage.bursts by topic: darker is more unusual, light how far it may reach."""
    sums = table.groupby("row")["weight"].max().sort_values(ascending=False, kind="stable")
    held = lanes.laid(
        [str(row) for row in sums.index],
        names.topics,
        names.tell("print.surges.title"),
        lambda out: _subtitle(selection, out, names),
        fit=fit,
        look=look,
        lang=names.lang,
        legend=[names.tell(f"print.surges.{name}") for name in ("strong", "weak", "maybe")],
        lane=LANE,
    )
    clock = Clockface(bins(selection), selection.bin, names.lang)
    shown = table[table["row"].isin(held.rows)].sort_values(["row", "level"], kind="stable")
    for line in each(shown):
        _span(held, clock, line)
    for line in each(shown.drop_duplicates("row")):
        _named(held, clock, line, names)
    strong, weak = look.scale[4], look.scale[2]
    for name, paint in (("strong", strong), ("weak", weak), ("maybe", look.scale[0])):
        square = {"symbol": "square", "color": paint}
        held.fig.add_trace(lanes.key(names.tell(f"print.surges.{name}"), square))
    held.fig.update_layout(
        xaxis=clock.axis(paper.ticks(held.sheet)), yaxis=lanes.side(held, names.topics, {}, {})
    )
    return paper.sign(held.fig, held.sheet, look, basis, selection.zone)


def _subtitle(selection: Selection, left_out: int, names: Names) -> str:
    span = lanes.spanned(selection, names)
    more = f" {names.tell('print.left_out', n=left_out)}" if left_out else ""
    return f"{names.tell('print.surges.what', span=span)}{more}"


def _span(held: Lanes, clock: Clockface, line: Any) -> None:
    """A bar within the span that is shown, and a light one as far as it may reach."""
    first, last = clock.range
    place = held.place(str(line.row))
    level = int(line.level)
    paint = held.look.scale[4] if level > 1 else held.look.scale[2]
    ends = (("earliest_at", "latest_at", held.look.scale[0]), ("start_at", "end_at", paint))
    for begin, end, colour in ends:
        x0, x1 = (clock.x(pd.Timestamp(getattr(line, name))) for name in (begin, end))
        if x1 <= first or x0 >= last or (begin == "earliest_at" and level > 1):
            continue
        held.fig.add_shape(
            type="rect", x0=max(x0, first), x1=min(x1, last), y0=place + 0.08, y1=place + 0.36,
            line={"width": 0}, fillcolor=colour, layer="below",
        )  # fmt: skip


def _named(held: Lanes, clock: Clockface, line: Any, names: Names) -> None:
    """How many stories against the usual ones, and the event that explains it."""
    first, last = clock.range
    counted = names.tell(
        "print.surges.counted",
        n=int(line.stories), usual=f"{float(line.usual):.0f}",
    )  # fmt: skip
    room = held.sheet.width - held.sheet.left - held.sheet.right
    event = theme.lines(str(line.event), min(LETTERS, int(room / LETTER) - len(counted)), 1)
    start = clock.x(pd.Timestamp(line.start_at))
    late = (start - first) > (last - first) / 2
    held.fig.add_annotation(
        x=min(clock.x(pd.Timestamp(line.end_at)), last) if late
        else max(start, first),
        y=held.place(str(line.row)) + 0.04,
        text=f"{event} <span style='color:{held.look.muted}'>{theme.plain(counted)}</span>".strip(),
        showarrow=False,
        xanchor="right" if late else "left",
        yanchor="bottom",
        font={"size": 12, "color": held.look.ink},
    )  # fmt: skip
