"""What each page holds, from the desk's tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import editing, grids, manual, theme
from dashboard.data import Desk
from dashboard.figure_set import around
from dashboard.figures.clockface import Clockface
from dashboard.figures.event import event as event_figure
from dashboard.figures.exposure import exposure as exposure_figure
from dashboard.figures.heatmap import heatmap as heatmap_figure
from dashboard.figures.timeline import timeline as timeline_figure
from dashboard.selection import Asked, resolve
from dashboard.words import many, percent
from feeds.coverage import Basis, Selection
from feeds.errors import CoverlineError

CONFIG: Any = theme.CONFIG


def page(desk: Desk, asked: Asked, now: datetime) -> list[Any]:
    """The page that was asked for; an empty state where there is nothing to draw."""
    if asked.page == "help":
        return [manual.article()]
    span = desk.span()
    if span is None:
        return [
            message(
                "Nothing has been polled yet.",
                "Run `coverline up` to poll the feeds, or `coverline demo` to see invented ones.",
            )
        ]
    selection = resolve(asked, desk.subject(), span)
    return PAGES[asked.page](desk, asked, selection, now)


def below(desk: Desk, asked: Asked) -> list[Any]:
    """What a click opened: the stories of a bar, or an event."""
    span = desk.span()
    if span is None or asked.page in ("feeds", "help"):
        return []
    selection = resolve(asked, desk.subject(), span)
    if asked.page == "events":
        return _event(desk, asked, selection) if asked.event else []
    return _stories(desk, asked, _by_outlet(selection) if asked.page == "outlets" else selection)


def _timeline(desk: Desk, asked: Asked, selection: Selection, now: datetime) -> list[Any]:
    volume, basis = desk.volume(selection), desk.basis(selection)
    if desk.exposure(selection).empty or (volume.empty and basis.exposure + basis.captured == 0):
        return [_nothing(desk, selection, basis)]
    figure = timeline_figure(
        volume,
        desk.missing(selection),
        desk.group_exposure(selection),
        bins=desk.bins(selection),
        selection=selection,
        basis=basis,
        names=desk.names(selection, asked.lang),
        notes=desk.notes(selection),
        look=theme.LOOKS[asked.theme],
    )
    return [graph("timeline-graph", figure), _rests_on(basis, selection)]


def _by_outlet(selection: Selection) -> Selection:
    return replace(selection, rows="outlet")


def _outlets(desk: Desk, asked: Asked, selection: Selection, now: datetime) -> list[Any]:
    selection = _by_outlet(selection)
    basis, exposed = desk.basis(selection), desk.exposure(selection)
    if exposed.empty:
        return [_nothing(desk, selection, basis)]
    names, look = desk.names(selection, asked.lang), theme.LOOKS[asked.theme]
    heat = heatmap_figure(
        desk.volume(selection),
        desk.missing(selection),
        bins=desk.bins(selection),
        selection=selection,
        basis=basis,
        names=names,
        groups=desk.groups(selection),
        look=look,
    )
    calendar = exposure_figure(
        exposed, bins=desk.bins(selection), selection=selection, basis=basis, names=names, look=look
    )
    return [
        graph("heatmap-graph", heat),
        _rests_on(basis, selection),
        graph("exposure-graph", calendar),
    ]


def _events(desk: Desk, asked: Asked, selection: Selection, now: datetime) -> list[Any]:
    table, basis = desk.events(selection, asked.lang), desk.basis(selection)
    if table.empty:
        return [_nothing(desk, selection, basis)]
    names = desk.names(selection, asked.lang)
    return [
        html.H1("Which events were covered most?"),
        html.P(
            f"{many(len(table), 'event')} with most stories, reprints counted. First and lag only"
            " among watched feeds. Choose one to see its lanes.",
            className="grey",
        ),
        grids.events(table, names, selection.zone, asked.theme),
        _rests_on(basis, selection),
    ]


def _event(desk: Desk, asked: Asked, selection: Selection) -> list[Any]:
    event_id = desk.current_event(asked.event)
    label = desk.event_label(event_id, asked.lang)
    told = desk.event_stories(selection, event_id)
    if told.empty:
        return [message("This event holds no story any more.", "Choose another event.")]
    names = desk.names(selection, asked.lang)
    figure = event_figure(
        told,
        label=label,
        basis=desk.basis(around(selection, told, event_id)),
        names=names,
        zone=selection.zone,
        gaps=desk.gaps(selection, told),
        look=theme.LOOKS[asked.theme],
    )
    return [
        graph("event-graph", figure),
        editing.panel(desk, event_id, label, told, names),
        grids.stories(told, names, selection.zone, asked.theme),
    ]


def _feeds(desk: Desk, asked: Asked, selection: Selection, now: datetime) -> list[Any]:
    table = desk.feeds(now)
    if table.empty:
        return [message("No feed is watched.", "Import some: coverline feeds import FILE.opml.")]
    counts = table["state"].value_counts()
    told = ", ".join(f"{number} {state}" for state, number in counts.items())
    alarmed = int(table["alarms"].map(len).sum())
    table = table.assign(calm=~table["alarms"].map(bool)).sort_values("calm", kind="stable")
    return [
        html.H1("What is the state of each feed?"),
        html.P(
            [
                f"{many(len(table), 'feed')}: {told}."
                f" {many(alarmed, 'alarm')}. Times in {selection.zone}. ",
                dcc.Link("What do these states mean?", href="/help#exposure"),
            ],
            className="grey",
        ),
        grids.feeds(table, selection.zone, asked.theme),
    ]


def _stories(desk: Desk, asked: Asked, selection: Selection) -> list[Any]:
    if not (asked.row or asked.at):
        return [html.P("Choose a bar to read its stories.", className="grey hint")]
    table = desk.stories(selection, asked.row, asked.at, asked.series)
    names = desk.names(selection, asked.lang)
    place = [names.row(selection.rows, asked.row), names.groups.get(asked.series, "")]
    if asked.at:
        at = pd.Timestamp(asked.at).tz_convert(selection.zone)
        place.append(Clockface([at], selection.bin).label(at))
    title = ", ".join(part for part in place if part)
    if table.empty:
        return [message(f"{title}: no story here.", "Choose a bar that is not hatched.")]
    return [
        html.H2(f"{many(len(table), 'story', 'stories')}: {title}"),
        grids.stories(table, names, selection.zone, asked.theme),
    ]


def _nothing(desk: Desk, selection: Selection, basis: Basis) -> html.Div:
    """Why a page is empty: nobody looked, or there was none."""
    span = desk.span()
    known = f"The store holds {span[0]:%-d %b %Y} to {span[1]:%-d %b %Y}." if span else ""
    if basis.exposure == 0:
        return message("Nothing was observed in this span.", f"{known} Choose days within it.")
    return message(
        f"Observed, none: no story matches, and {percent(basis.exposure)} was observed.",
        "Take off a topic or an outlet, or choose a longer span.",
    )


def message(what: str, hint: str) -> html.Div:
    """A state in words: what is so, and what to do."""
    return html.Div([html.P(what, className="what"), html.P(hint)], className="state", role="alert")


def problem(error: CoverlineError) -> html.Div:
    """An expected failure in plain words."""
    return message(error.message, error.hint)


def graph(name: str, figure: Any) -> html.Div:
    """A figure as wide as the page."""
    height = figure.layout.height
    figure.update_layout(width=None, autosize=True)
    return html.Div(
        dcc.Graph(
            id=name,
            figure=figure,
            config=CONFIG,
            style={"height": f"{height}px", "minWidth": "760px"},
        ),
        className="figure",
    )


def _rests_on(basis: Basis, selection: Selection) -> html.P:
    reprints = f", {many(basis.reprints, 'reprint')} among them" if basis.reprints else ""
    captured = f", {percent(basis.captured)} captured from copies" if basis.captured else ""
    return html.P(
        [
            f"Rests on {many(basis.stories, 'story', 'stories')}{reprints},"
            f" from {many(basis.outlets, 'outlet')} and {many(basis.feeds, 'feed')},"
            f" {percent(basis.exposure)} observed{captured}. ",
            dcc.Link("How is this computed?", href="/help#figures"),
        ],
        className="basis",
    )


PAGES: dict[str, Callable[[Desk, Asked, Selection, datetime], list[Any]]] = {
    "timeline": _timeline,
    "outlets": _outlets,
    "events": _events,
    "feeds": _feeds,
}
