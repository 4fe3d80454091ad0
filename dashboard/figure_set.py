"""The week's figures by name, each drawn from the desk's tables."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, timedelta
from functools import partial

import pandas as pd
import plotly.graph_objects as go

from dashboard.briefing_events import shared_events
from dashboard.data import Desk
from dashboard.figures.event import event as event_figure
from dashboard.figures.exposure import exposure as exposure_figure
from dashboard.figures.heatmap import heatmap as heatmap_figure
from dashboard.figures.timeline import timeline as timeline_figure
from feeds.coverage import Selection
from feeds.coverage.selection import Bin
from feeds.errors import SelectionError
from feeds.model import Subject
from feeds.store.protocol import Store

TOP_EVENTS, EVENT = 3, "event-"
WEEKS_BEFORE = 8
LONGEST_BY_HOUR = timedelta(days=14)
Named = list[tuple[str, go.Figure]]
Drawer = Callable[[Desk, Selection], go.Figure]


def figure_set(
    store: Store, subject: Subject, selection: Selection, only: Collection[str] = ()
) -> Named:
    """(name, figure) of a selection; `only` names the wanted ones, SelectionError if unknown."""
    desk = Desk(store, subject)
    found = drawers(desk, selection)
    if unknown := [name for name in only if name not in found]:
        raise SelectionError(
            f"There is no figure “{unknown[0]}” in this span.",
            f"Choose one of: {', '.join(found)}.",
        )
    wanted = [name for name in found if not only or name in only]
    return [(name, found[name](desk, selection)) for name in wanted]


def drawers(desk: Desk, selection: Selection) -> dict[str, Drawer]:
    """What can be drawn of a selection, by name: the standing figures and the top events."""
    table = shared_events(desk.store, desk.subject(), selection).head(TOP_EVENTS)
    events: dict[str, Drawer] = {
        f"{EVENT}{place}": partial(event_lanes, event_id=str(event))
        for place, event in enumerate(table["event_id"], start=1)
    }
    return {**DRAWERS, **events}


def timeline(desk: Desk, selection: Selection) -> go.Figure:
    """Rows of stacked bars with what was not observed hatched."""
    return timeline_figure(
        desk.volume(selection),
        desk.missing(selection),
        desk.group_exposure(selection),
        bins=desk.bins(selection),
        selection=selection,
        basis=desk.basis(selection),
        names=desk.names(selection, "en"),
        notes=desk.notes(selection),
    )


def heatmap(desk: Desk, selection: Selection) -> go.Figure:
    """Outlets by time."""
    selection = replace(selection, rows="outlet")
    return heatmap_figure(
        desk.volume(selection),
        desk.missing(selection),
        bins=desk.bins(selection),
        selection=selection,
        basis=desk.basis(selection),
        names=desk.names(selection, "en"),
        groups=desk.groups(selection),
    )


def exposure(desk: Desk, selection: Selection) -> go.Figure:
    """What became of every outlet's time."""
    return exposure_figure(
        desk.exposure(selection),
        bins=desk.bins(selection),
        selection=selection,
        basis=desk.basis(selection),
        names=desk.names(selection, "en"),
    )


def event_lanes(desk: Desk, selection: Selection, event_id: str) -> go.Figure:
    """One event from its first to its last story, whichever week they fall in."""
    told = desk.event_stories(selection, event_id)
    whole = around(selection, told, event_id)
    return event_figure(
        told,
        label=desk.event_label(event_id),
        basis=desk.basis(whole),
        names=desk.names(selection, "en"),
        zone=selection.zone,
        gaps=desk.gaps(selection, told),
    )


def weeks_before(selection: Selection) -> Selection:
    """The span with the eight weeks before it, in weeks."""
    from_at = pd.Timestamp(selection.from_at).tz_convert(selection.zone)
    start = from_at.tz_localize(None) - pd.Timedelta(weeks=WEEKS_BEFORE)
    began = start.tz_localize(selection.zone, ambiguous=True, nonexistent="shift_forward")
    return replace(selection, from_at=began.to_pydatetime().astimezone(UTC), bin="week")


def around(selection: Selection, told: pd.DataFrame, event_id: str) -> Selection:
    """What an event's source line speaks of: its own stories, between its first and last."""
    first, last = told["earliest_at"].min(), told["latest_at"].max()
    from_at = min(first, told["published_at"].min()).to_pydatetime()
    to_at = max(last, told["published_at"].max()).to_pydatetime() + timedelta(minutes=1)
    size: Bin = "hour" if to_at - from_at <= LONGEST_BY_HOUR else "day"
    return replace(
        selection,
        from_at=from_at,
        to_at=to_at,
        bin=size,
        counting="reach",
        clock="published",
        topics=(),
        outlets=(),
        events=(event_id,),
    )


DRAWERS: dict[str, Drawer] = {
    "topics": timeline,
    "weeks": lambda desk, s: timeline(desk, weeks_before(s)),
    "groups": lambda desk, s: timeline(desk, replace(s, rows="group")),
    "attention": lambda desk, s: timeline(desk, replace(s, rows="group", measure="attention")),
    "share": lambda desk, s: timeline(desk, replace(s, measure="share")),
    "outlets": heatmap,
    "exposure": exposure,
}
