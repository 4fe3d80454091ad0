"""The overview's figure by its name: topics side by side on one scale."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pandas as pd

from dashboard.data import Desk
from dashboard.figure_set import PLAIN, Drawing, Manner, known, with_missing
from dashboard.figures.canvas import Canvas
from dashboard.figures.multiples import drawn
from feeds.coverage import Selection
from feeds.coverage.selection import ONE_GROUP


def of_topics(selection: Selection) -> Selection:
    """What the overview counts, whatever rows, measure and colours are chosen."""
    return replace(selection, rows="topic", measure="count", grouping=ONE_GROUP)


def topics(desk: Desk, selection: Selection, manner: Manner = PLAIN) -> Drawing:
    """A small picture a topic."""
    canvas, table, asked, cutoff = sketch(desk, selection, manner)
    return Drawing(canvas.figure(), table, asked, cutoff)


def sketch(
    desk: Desk, selection: Selection, manner: Manner
) -> tuple[Canvas, pd.DataFrame, Selection, datetime]:
    """The same as a page sends it; its table, selection and cut-off."""
    asked = of_topics(selection)
    volume, missing = desk.volume(asked), desk.missing(asked)
    table = with_missing(volume, missing)
    basis = known(desk, asked, table)
    canvas = drawn(
        volume,
        missing,
        bins=desk.bins(asked),
        selection=asked,
        basis=basis,
        names=desk.names(asked, manner.lang),
        look=manner.look,
        fit=manner.fit,
    )
    return canvas, table, asked, basis.cutoff
