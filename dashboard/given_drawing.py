"""The drawings of an event's page beside its lanes: figures given, and its thread."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dashboard import happening
from dashboard.data import Desk
from dashboard.figure_set import PLAIN, Drawing, Manner, known
from dashboard.figures.given import given, whole
from dashboard.figures.thread import thread as thread_figure
from feeds import coverage
from feeds.coverage import Selection

MOST = 9  # events of a thread on one sheet
COLUMNS = [
    "event_id", "story_id", "outlet_id", "at", "measure", "low", "high", "qualifier", "source",
    "sentence",
]  # fmt: skip


def claimed(desk: Desk, selection: Selection) -> pd.DataFrame:
    """The figures and denials of the selection's event."""
    return desk.read(coverage.claims, replace(selection, rows="outlet"))


def drawn(desk: Desk, selection: Selection, manner: Manner = PLAIN) -> Drawing | None:
    """The figures that are given of the selection's event; None where there is none."""
    told = whole(claimed(desk, selection))
    if told.empty:
        return None
    table = told[COLUMNS]
    basis = known(desk, selection, table)
    cited = happening.cited(desk, selection)
    figure = given(
        told,
        basis=basis,
        names=desk.names(selection, manner.lang),
        groups=desk.groups(selection),
        sources=dict(zip(cited["source"], cited["source_name"], strict=True)),
        zone=selection.zone,
        look=manner.look,
        fit=manner.fit,
    )
    return Drawing(figure, table, selection, basis.cutoff)


def thread(
    desk: Desk, selection: Selection, manner: Manner = PLAIN, most: int = MOST
) -> Drawing | None:
    """The thread of the selection's event; None where it stands alone."""
    event_id = selection.events[0]
    held = happening.thread(desk, selection, event_id, manner.lang, most)
    if held is None:
        return None
    basis = known(desk, held.selection, held.volume)
    figure = thread_figure(
        held.events,
        held.links,
        held.volume,
        bins=held.bins,
        bin=held.selection.bin,
        dark=held.dark,
        basis=basis,
        names=desk.names(selection, manner.lang),
        zone=selection.zone,
        here=event_id,
        left_out=held.left_out,
        look=manner.look,
        fit=manner.fit,
    )
    return Drawing(figure, held.volume, held.selection, basis.cutoff)
