"""The overview's figure by its name: topics side by side on one scale."""

from __future__ import annotations

from dataclasses import replace

from dashboard.data import Desk
from dashboard.figure_set import PLAIN, Drawing, Manner, known, with_missing
from dashboard.figures.multiples import multiples
from feeds.coverage import Selection
from feeds.coverage.selection import ONE_GROUP


def of_topics(selection: Selection) -> Selection:
    """What the overview counts, whatever rows, measure and colours are chosen."""
    return replace(selection, rows="topic", measure="count", grouping=ONE_GROUP)


def topics(desk: Desk, selection: Selection, manner: Manner = PLAIN) -> Drawing:
    """A small picture a topic."""
    asked = of_topics(selection)
    volume, missing = desk.volume(asked), desk.missing(asked)
    table = with_missing(volume, missing)
    basis = known(desk, asked, table)
    figure = multiples(
        volume,
        missing,
        bins=desk.bins(asked),
        selection=asked,
        basis=basis,
        names=desk.names(asked, manner.lang),
        look=manner.look,
        fit=manner.fit,
    )
    return Drawing(figure, table, asked, basis.cutoff)
