"""Notes on a timeline: what a tall bar was about, beside the bar and off the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from dashboard import theme
from dashboard.figures.canvas import Canvas
from dashboard.figures.tables import line

if TYPE_CHECKING:
    from dashboard.figures.plan import Plan

LETTERS = 34
MOST = 2  # a row
APART = 0.3  # of the width
REACH = 0.25  # of the width that a note covers
LOW = 0.6  # of the scale; a lower bar has room for a note above it


@dataclass(frozen=True, slots=True)
class Note:
    """A headline for a bar."""

    row: str
    bin_at: pd.Timestamp
    text: str
    event: str = ""  # id of the event that it names


def add(fig: Canvas, plan: Plan, notes: Sequence[Note]) -> None:
    """Write the notes, the tallest bars of each row first."""
    for index, row in enumerate(plan.rows):
        mine = [n for n in notes if n.row == row and n.bin_at in plan.clock.bins]
        taken: list[float] = []
        for note in sorted(mine, key=lambda n: -_height(plan, n)):
            place = list(plan.clock.bins).index(note.bin_at) / max(1, len(plan.clock.bins))
            if len(taken) < MOST and all(abs(place - other) >= APART for other in taken):
                taken.append(place)
                _write(fig, plan, note, index, place)


def _height(plan: Plan, note: Note) -> float:
    value = line(plan.totals, note.row).fillna(0.0)
    return float(value.iloc[list(plan.clock.bins).index(note.bin_at)])


def _write(fig: Canvas, plan: Plan, note: Note, index: int, place: float) -> None:
    """To the side with room, on the paper's colour, a thin line to the bar's top."""
    side = _side(plan, note, place)
    low = _height(plan, note) < LOW * plan.top
    fig.add_annotation(
        x=plan.clock.middle(note.bin_at),
        y=_height(plan, note),
        yref="y" if index == 0 else f"y{index + 1}",
        xref="x",
        text=theme.lines(note.text, LETTERS, 2),
        name=note.event,
        captureevents=bool(note.event),
        align="right" if side < 0 else "left",
        xanchor="right" if side < 0 else "left",
        yanchor="bottom" if low else "middle",
        ax=26 * side,
        ay=-12 if low else -16,
        arrowhead=0,
        arrowwidth=1,
        arrowcolor=plan.look.muted,
        bgcolor=plan.look.paper,
        borderpad=1,
        font={"size": 12, "color": plan.look.ink},
    )


def _side(plan: Plan, note: Note, place: float) -> int:
    """-1 left or 1 right: where the text fits and hides least of bars and hatch."""
    if place < REACH or place > 1 - REACH:
        return 1 if place < REACH else -1
    number = len(plan.clock.bins)
    at, reach = round(place * number), max(1, round(REACH * number))
    full = line(plan.totals, note.row).fillna(0.0) / plan.top + line(plan.missing, note.row)
    left, right = full.iloc[max(0, at - reach) : at].sum(), full.iloc[at + 1 : at + reach].sum()
    return -1 if left < right else 1
