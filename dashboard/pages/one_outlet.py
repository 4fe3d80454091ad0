"""One outlet: what is observed of it, what its feeds carry, when it publishes, whom it cites."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
from dash import html

from dashboard import theme
from dashboard.absent import NothingToDraw
from dashboard.data import Desk
from dashboard.figure_outlets import rhythm
from dashboard.figure_topics import sketch
from dashboard.figures.exposure import drawn as exposure_figure
from dashboard.figures.tables import each
from dashboard.pages.drawing import graph, manner_of
from dashboard.pages.links import leads
from dashboard.pages.plain_tables import grey, part, plain
from dashboard.pages.states import rests_on
from dashboard.selection import Asked
from dashboard.tongue import decimal, number, tell
from dashboard.words import Names
from feeds import coverage
from feeds.coverage import Selection

MOST = 12


def drawn(desk: Desk, asked: Asked, selection: Selection) -> list[Any]:
    """All that is known of the one outlet that is chosen."""
    names, (name, *_) = desk.names(selection, asked.lang), selection.outlets
    return [
        html.H1(html.Bdi(names.row("outlet", name))),
        *_told(desk, asked, selection),
        html.Div(
            [
                html.Div(
                    [
                        _topics(desk, asked, selection, names),
                        _firsts(desk, selection, name, names),
                        _feeds(desk, name, names),
                    ]
                ),
                html.Div([_cited(desk, selection, names, way, name) for way in ("cites", "cited")]),
            ],
            className="columns",
        ),
        *_seen(desk, asked, selection, names),
        *_rhythm(desk, asked, selection),
    ]


def _told(desk: Desk, asked: Asked, selection: Selection) -> list[Any]:
    """How much of each topic it told, and when; nothing where it told of none."""
    if not desk.basis(selection).stories:
        return [grey(tell(asked.lang, "outlets.one.silent"))]
    return [graph("topics-graph", sketch(desk, selection, manner_of(asked)).canvas, asked,
                  "topics", fits=True)]  # fmt: skip


def _seen(desk: Desk, asked: Asked, selection: Selection, names: Names) -> list[Any]:
    basis = desk.basis(selection)
    figure = exposure_figure(
        desk.exposure(selection),
        bins=desk.bins(selection),
        selection=selection,
        basis=basis,
        names=names,
        look=theme.LOOKS[asked.theme],
        fit=asked.fit,
    )
    return [
        graph("exposure-graph", figure, asked, "exposure", fits=True),
        rests_on(basis, asked.lang, "exposure"),
    ]


def _feeds(desk: Desk, name: str, names: Names) -> html.Section:
    (outlet,) = [one for one in desk.subject().outlets if one.id == name]
    rows = [[html.Bdi(feed.url), names.tell(f"feeds.scopes.{feed.scope}")] for feed in outlet.feeds]
    heads = [names.tell("outlets.one.feed"), names.tell("outlets.one.scope")]
    return part(names.tell("outlets.one.feeds"), plain(heads, rows))


def _topics(desk: Desk, asked: Asked, selection: Selection, names: Names) -> html.Section:
    sums = (
        desk.volume(replace(selection, rows="topic", measure="count")).groupby("row")["count"].sum()
    )
    lines = [
        html.Li(
            leads(
                names.tell(
                    "outlets.one.times",
                    name=names.row("topic", str(topic)),
                    stories=names.tell("common.stories", n=int(count)),
                ),
                asked,
                page="timeline",
                topics=(str(topic),),
            )
        )
        for topic, count in sums.sort_values(ascending=False, kind="stable").items()
    ]
    return part(names.tell("outlets.one.topics"), html.Ul(lines, className="inset"))


def _firsts(desk: Desk, selection: Selection, name: str, names: Names) -> html.Section:
    """Among all outlets, whichever is chosen."""
    table = desk.read(coverage.leaders, replace(selection, outlets=()))
    mine = table[table["row"] == name]
    title = names.tell("outlets.one.firsts")
    if mine.empty:
        return part(title, grey(names.tell("outlets.one.first_none")))
    line: Any = next(each(mine))
    told = names.tell(
        "outlets.one.first",
        certain=int(line.certain),
        possible=int(line.possible),
        n=int(line.events),
        expected="–" if pd.isna(line.expected) else decimal(names.lang, float(line.expected)),
    )
    return part(title, grey(told))


def _rhythm(desk: Desk, asked: Asked, selection: Selection) -> list[Any]:
    manner = manner_of(asked)
    try:
        drawing = rhythm(desk, selection, manner)
    except NothingToDraw as error:
        return [grey(error.message)]
    return [
        graph("rhythm-graph", drawing.figure, asked, "rhythm", fits=True),
        rests_on(desk.basis(drawing.asked), asked.lang, "measures"),
    ]


def _cited(desk: Desk, selection: Selection, names: Names, way: str, name: str) -> html.Section:
    """Those whom the outlet cites, or those who cite it, whichever outlet is chosen."""
    table = desk.read(coverage.citation_graph, replace(selection, outlets=()))
    mine = table[table["outlet_id" if way == "cites" else "source"] == name]
    title = names.tell(f"outlets.one.{way}")
    if mine.empty:
        return part(title, grey(names.tell("outlets.one.none")))
    rows = [
        [html.Bdi(_other(line, names, way)), number(names.lang, int(line.stories))]
        for line in each(mine.head(MOST))
    ]
    return part(title, plain(["", names.tell("grids.stories")], rows, figures=(1,)))


def _other(line: Any, names: Names, way: str) -> str:
    if way == "cited":
        return names.row("outlet", str(line.outlet_id))
    return names.source(str(line.source), str(line.source_name))
