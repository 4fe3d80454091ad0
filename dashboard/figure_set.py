"""Every figure by name, each drawn from the desk's tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import happening
from dashboard.canonical import canonical, hashed
from dashboard.data import Desk
from dashboard.figures.canvas import Canvas
from dashboard.figures.event import drawn as event_drawn
from dashboard.figures.exposure import exposure as exposure_figure
from dashboard.figures.fit import Fit
from dashboard.figures.heatmap import heatmap as heatmap_figure
from dashboard.figures.steadied import Steady
from dashboard.figures.timeline import timeline as timeline_figure
from dashboard.shared_events import shared_events
from dashboard.theme import LIGHT, Look
from feeds import coverage
from feeds.coverage import Basis, Selection
from feeds.coverage.selection import Bin

TOP_EVENTS, EVENT = 3, "event"
OF_ONE_EVENT = (EVENT, "given", "thread")
WEEKS_BEFORE = 8
HASH = 8  # digits of a table's hash in its source line
SHEET = Fit()
LONGEST_BY_HOUR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a figure is drawn, whatever it shows. Where bars are stacked, the group `base` stands
    at their foot; `panel` adds the line of the outlets that were observed throughout."""

    fit: Fit = SHEET
    lang: str = "en"
    look: Look = LIGHT
    base: str = ""
    panel: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure, the tidy table that it draws, the selection whose stories these are and the
    instant up to which it tells what was known."""

    figure: go.Figure
    table: pd.DataFrame
    asked: Selection
    cutoff: datetime


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a page sends of a figure, and what else a drawing has."""

    canvas: Canvas
    table: pd.DataFrame
    asked: Selection
    cutoff: datetime

    def drawing(self) -> Drawing:
        """The same for exports."""
        return Drawing(self.canvas.figure(), self.table, self.asked, self.cutoff)


PLAIN = Manner()
Drawer = Callable[[Desk, Selection, Manner], Drawing]


def top_events(desk: Desk, selection: Selection) -> tuple[str, ...]:
    """Ids of the events of most stories that two outlets or more told of."""
    table = shared_events(desk.store, desk.subject(), selection).head(TOP_EVENTS)
    return tuple(map(str, table["event_id"]))


def known(desk: Desk, selection: Selection, table: pd.DataFrame | None = None) -> Basis:
    """What the selection's figures rest on, with the hash of the table that one draws; never
    later than the instant it is told as of."""
    held = desk.basis(selection)
    if table is not None:
        held = replace(held, data_hash=hashed(canonical(table))[:HASH])
    if selection.as_of is None:
        return held
    return replace(held, cutoff=min(held.cutoff, selection.as_of))


def shared(desk: Desk, selection: Selection, basis: Basis, manner: Manner) -> dict[str, Any]:
    """What the drawers of a selection's figures are handed alike, beside their tables."""
    return {
        "selection": selection,
        "basis": basis,
        "names": desk.names(selection, manner.lang),
        "look": manner.look,
        "fit": manner.fit,
    }


def timeline(desk: Desk, selection: Selection, manner: Manner = PLAIN) -> Drawing:
    """Rows of stacked bars with what was not observed hatched."""
    volume, missing = desk.volume(selection), desk.missing(selection)
    table = with_missing(volume, missing)
    basis = known(desk, selection, table)
    figure = timeline_figure(
        volume,
        missing,
        desk.group_exposure(selection),
        bins=desk.bins(selection),
        notes=desk.notes(selection) if manner.fit.roomy else (),
        base=manner.base,
        steady=steady(desk, selection) if manner.panel else None,
        **shared(desk, selection, basis, manner),
    )
    return Drawing(figure, table, selection, basis.cutoff)


def steady(desk: Desk, selection: Selection) -> Steady:
    """The same measure for the outlets that were observed throughout."""
    held = coverage.panel_outlets(desk.store, selection)
    line, seams = desk.read(coverage.panel, selection), desk.read(coverage.seams, selection)
    return Steady(line, seams, len(held))


def heatmap(desk: Desk, selection: Selection, manner: Manner = PLAIN) -> Drawing:
    """Outlets by time."""
    selection = replace(selection, rows="outlet")
    volume, missing = desk.volume(selection), desk.missing(selection)
    table = with_missing(volume, missing)
    basis = known(desk, selection, table)
    figure = heatmap_figure(
        volume,
        missing,
        bins=desk.bins(selection),
        groups=desk.groups(selection),
        **shared(desk, selection, basis, manner),
    )
    return Drawing(figure, table, selection, basis.cutoff)


def with_missing(volume: pd.DataFrame, missing: pd.DataFrame) -> pd.DataFrame:
    """The counts with the parts of each row and bin that were not observed; a bin without
    stories has a line without a series, so that a zero is told from a gap."""
    both = volume.astype({"series": "str"}).merge(missing, on=["row", "bin_at"], how="outer")
    both["series"] = both["series"].fillna("")
    counts = {"count": 0, "value": 0.0}
    both = both.fillna(counts).astype({"count": "int64"})
    both["total"] = both["total"].astype("Int64")
    return both.sort_values(["row", "bin_at", "series"], ignore_index=True)


def exposure(desk: Desk, selection: Selection, manner: Manner = PLAIN) -> Drawing:
    """What became of every outlet's time."""
    table = desk.exposure(selection)
    basis = known(desk, selection, table)
    figure = exposure_figure(
        table,
        bins=desk.bins(selection),
        **shared(desk, selection, basis, manner),
    )
    return Drawing(figure, table, selection, basis.cutoff)


EVENT_COLUMNS = [
    "id", "outlet_id", "group", "published_at", "earliest_at", "latest_at", "date_basis",
    "form", "copy_of", "title", "url",
]  # fmt: skip


def event_lanes(desk: Desk, selection: Selection, manner: Manner = PLAIN) -> Drawing:
    """The selection's one event from its first to its last story, whichever week they fall in."""
    return _event(desk, selection, manner).drawing()


def event_sketch(desk: Desk, selection: Selection, manner: Manner) -> Sketch:
    """The same as a page sends it, drawn once while the data stay the same."""
    return desk.kept(lambda: _event(desk, selection, manner), "event drawn", selection, manner)


def _event(desk: Desk, selection: Selection, manner: Manner) -> Sketch:
    event_id = selection.events[0]
    told = desk.event_stories(selection, event_id)
    whole = around(selection, told, event_id)
    cited, quiet = happening.cited(desk, whole), happening.quiet(desk, whole)
    table = _cites(told[EVENT_COLUMNS], cited)
    basis = known(desk, whole, table)
    canvas = event_drawn(
        told,
        label=desk.event_label(event_id, manner.lang),
        basis=basis,
        names=desk.names(selection, manner.lang),
        zone=selection.zone,
        gaps=happening.gaps(desk, whole, [*told["outlet_id"], *quiet["row"]]),
        cited=cited,
        quiet=quiet,
        look=manner.look,
        fit=manner.fit,
    )
    return Sketch(canvas, table, whole, basis.cutoff)


def _cites(stories: pd.DataFrame, cited: pd.DataFrame) -> pd.DataFrame:
    """The stories with the ids of the sources that each names."""
    named = cited.groupby("story_id")["source"].agg(lambda ids: " ".join(sorted(set(ids))))
    held = {str(story): str(sources) for story, sources in named.items()}
    cites = [held.get(str(story), "") for story in stories["id"]]
    return stories.assign(cites=pd.Series(cites, index=stories.index, dtype="str"))


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


def _of(by: Callable[[Selection], Selection]) -> Drawer:
    """The timeline of another cut of the selection."""
    return lambda desk, selection, manner: timeline(desk, by(selection), manner)


STANDING: dict[str, Drawer] = {
    "timeline": timeline,
    "weeks": _of(weeks_before),
    "groups": _of(lambda asked: replace(asked, rows="group")),
    "share": _of(lambda asked: replace(asked, rows="topic", measure="share")),
    "attention": _of(lambda asked: replace(asked, rows="group", measure="attention")),
    "heatmap": heatmap,
    "exposure": exposure,
}
