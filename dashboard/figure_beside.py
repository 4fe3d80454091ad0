"""The figure of outlets beside one another by its name, and the events that it sets them by."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dashboard.absent import nothing
from dashboard.data import Desk
from dashboard.figure_set import PLAIN, Drawing, Manner, Sketch, known, shared
from dashboard.figures import beside as figure
from dashboard.finding import event_labels
from feeds import coverage
from feeds.coverage import Selection

BESIDE = "beside"
MOST = 12  # events


def newest(desk: Desk, table: pd.DataFrame, lang: str) -> tuple[dict[str, str], int]:
    """What the newest events that two outlets of coverage.lags told of are called, newest first,
    and how many older ones there are."""
    several = table.groupby("event_id")["row"].nunique()
    both = set(several.index[several > 1])
    held = desk.store.events(sorted(map(str, both)))
    order = sorted(held.values(), key=lambda one: (one.first_at, one.id), reverse=True)
    labels = event_labels(desk, [one.id for one in order[:MOST]], lang)
    return {one.id: labels[one.id] for one in order[:MOST]}, max(0, len(order) - MOST)


def sketch(desk: Desk, selection: Selection, manner: Manner) -> Sketch | None:
    """The lags of the chosen outlets as a page sends them; None where fewer than two are chosen,
    more than can be told apart, or no event was told by two of them."""
    asked = replace(selection, rows="outlet")
    if not 2 <= len(asked.outlets) <= len(figure.PAINTS):
        return None
    table = desk.read(coverage.lags, asked)
    labels, _ = newest(desk, table, manner.lang)
    if not labels:
        return None
    basis = known(desk, asked, table)
    canvas = figure.drawn(table, labels, **shared(desk, asked, basis, manner))
    return Sketch(canvas, table, asked, basis.cutoff)


def beside(desk: Desk, selection: Selection, manner: Manner = PLAIN) -> Drawing:
    """In each event that they share, who told first and who when."""
    held = sketch(desk, selection, manner)
    if held is None:
        raise nothing(BESIDE, manner)
    return held.drawing()
