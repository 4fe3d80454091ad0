"""The overview's figure by its name: topics side by side on one scale."""

from __future__ import annotations

from dataclasses import replace

from dashboard.data import Desk
from dashboard.figure_set import PLAIN, Drawing, Manner, Sketch, known, shared, with_missing
from dashboard.figures.multiples import drawn
from feeds.coverage import Selection
from feeds.coverage.selection import ONE_GROUP


def of_topics(selection: Selection) -> Selection:
    """What the overview counts, whatever rows, measure and colours are chosen."""
    return replace(selection, rows="topic", measure="count", grouping=ONE_GROUP)


def topics(desk: Desk, selection: Selection, manner: Manner = PLAIN) -> Drawing:
    """A small picture a topic."""
    return sketch(desk, selection, manner).drawing()


def sketch(desk: Desk, selection: Selection, manner: Manner) -> Sketch:
    """The same as a page sends it."""
    asked = of_topics(selection)
    volume, missing = desk.volume(asked), desk.missing(asked)
    table = with_missing(volume, missing)
    basis = known(desk, asked, table)
    canvas = drawn(
        volume,
        missing,
        bins=desk.bins(asked),
        **shared(desk, asked, basis, manner),
    )
    return Sketch(canvas, table, asked, basis.cutoff)
