"""What the parts of the timeline share: rows, scale, clock and sheet."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.figures.clockface import Clockface
from dashboard.figures.paper import Sheet
from dashboard.theme import Look
from dashboard.words import Names
from feeds.coverage.selection import Selection

ROW, HEAD = 112, 34  # pixels: a row's bars, and its name above them


@dataclass(frozen=True)
class Plan:
    """All that the parts of the picture share."""

    selection: Selection
    names: Names
    look: Look
    clock: Clockface
    rows: list[str]
    totals: pd.DataFrame  # row × bin, only where stories are
    missing: pd.DataFrame  # row × bin, every bin: the part neither observed nor captured
    captured: pd.DataFrame  # row × bin, every bin: the part known from copies only
    top: float  # of the one scale
    sheet: Sheet
    row: int = ROW  # pixels of a row's bars
    series: tuple[str, ...] = ()  # groups from the foot of the stack up

    def row_top(self, index: int) -> float:
        """Pixels from the top of the drawing to a row's name."""
        return index * (self.row + HEAD)
