"""The overview: what happened in the period, each number a way to its stories."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import pandas as pd
from dash import Dash, Input, Output, State, dcc, html

from dashboard.data import Desk
from dashboard.figure_topics import of_topics, sketch
from dashboard.figures.clockface import span as days_of
from dashboard.figures.paper import zone_words
from dashboard.overview import Change, Rate, change, period_before, rates_of
from dashboard.pages import fresh, happenings, late, timeline
from dashboard.pages.drawing import clicked, graph, manner_of
from dashboard.pages.kinds import PageOf
from dashboard.pages.links import leads, to
from dashboard.pages.states import computed, nothing, rests_on
from dashboard.selection import Asked
from dashboard.story_grid import Blocks
from dashboard.tongue import decimal, number, percent, signed, tell
from feeds import coverage
from feeds.coverage import Selection


def draw(desk: Desk, asked: Asked, selection: Selection, now: datetime) -> list[Any]:
    """The period in numbers and its topics; bursts, events, firsts and silences come later."""
    selection = of_topics(selection)
    basis, lang = desk.basis(selection), asked.lang
    if not basis.stories:
        return [nothing(desk, selection, basis, lang)]
    return [
        late.address("overview", asked),
        html.H1(_title(selection, lang)),
        late.place("overview", "lead", lang),
        html.P(
            tell(lang, "overview.zone", zone=zone_words(selection.zone, lang)), className="grey"
        ),
        html.Div([_numbers(desk, asked, selection), fresh.section(asked)], className="abreast"),
        late.place("overview", "health", lang),
        _picture(desk, asked, selection),
        rests_on(basis, lang),
        html.Div(happenings.sections(asked), className="columns"),
        html.H2(tell(lang, "overview.table")),
        _topics(desk, asked, selection),
    ]


def _title(selection: Selection, lang: str) -> str:
    last = pd.Timestamp(selection.to_at).tz_convert(selection.zone)
    days = days_of(coverage.bins(selection)[0], last, lang=lang)
    return tell(lang, "overview.title", span=days)


def _numbers(desk: Desk, asked: Asked, selection: Selection) -> html.Dl:
    """Stories with their change, reprints, outlets and exposure; each leads on."""
    basis, lang = desk.basis(selection), asked.lang
    total = replace(selection, rows="group")
    rate, step = _rated(desk, total, "rest")
    told = desk.volume(replace(selection, rows="outlet"))["row"].nunique()
    own = basis.stories - basis.reprints
    daily = tell(lang, "overview.per_day", rate=decimal(lang, rate.rate)) if rate else ""
    return html.Dl(
        [
            *_tile(
                tell(lang, "overview.stories"),
                leads(number(lang, own), asked, page="timeline"),
                [daily, _changed(step, lang)],
            ),
            *_tile(
                tell(lang, "overview.reprints"),
                leads(number(lang, basis.reprints), asked, page="timeline", counting="reach"),
                [],
            ),
            *_tile(
                tell(lang, "overview.outlets"),
                leads(number(lang, told), asked, page="outlets"),
                [tell(lang, "overview.of_outlets", all=basis.outlets)],
            ),
            *_tile(
                tell(lang, "overview.observed"),
                leads(percent(lang, basis.exposure), asked, page="outlets"),
                [computed(lang, "exposure")],
            ),
        ],
        className="numbers",
    )


def _tile(name: str, value: Any, notes: list[Any]) -> list[Any]:
    lines = [html.Span(note, className="note") for note in notes if note]
    return [html.Div([html.Dt(name), html.Dd([value, *lines])])]


def _rated(desk: Desk, selection: Selection, row: str) -> tuple[Rate | None, Change]:
    now, before, watched = _both(desk, selection)
    return now.get(row), change(now.get(row), before.get(row), watched)


def _both(desk: Desk, selection: Selection) -> tuple[dict[str, Rate], dict[str, Rate], bool]:
    """The rates of the period and of the one before, and whether that was watched."""
    span = desk.span()
    earlier = period_before(selection, span[0]) if span else None
    now = rates_of(desk.read(coverage.rates, selection), selection)
    if earlier is None:
        return now, {}, False
    return now, rates_of(desk.read(coverage.rates, earlier), earlier), True


def _changed(step: Change, lang: str) -> str:
    """A change in words, with its sign and what it is against."""
    if step.told in ("unwatched", "outlets", "dark") or step.before is None:
        return tell(lang, f"overview.change.{step.told}")
    before = decimal(lang, step.before.rate)
    if step.ratio == float("inf"):
        return tell(lang, "overview.change.from_none")
    percents = signed(lang, round((step.ratio - 1) * 100), percents=True)
    return tell(lang, f"overview.change.{step.told}", step=percents, before=before)


def _picture(desk: Desk, asked: Asked, selection: Selection) -> html.Div:
    manner = manner_of(asked)
    figure = sketch(desk, selection, manner).canvas
    return graph("overview-graph", figure, asked, saved="topics", fits=True)


def _topics(desk: Desk, asked: Asked, selection: Selection) -> html.Div:
    """A line a topic: stories, a day, and the change where the period before was watched; where
    it was not, the tile of all stories says so once."""
    names, lang = desk.names(selection, asked.lang), asked.lang
    now, before, watched = _both(desk, selection)
    counts = desk.volume(selection).groupby("row")["count"].sum()
    rows = []
    for topic, rate in now.items():
        link = to(asked, page="timeline", topics=(topic,), row=topic)
        told = dcc.Link(number(lang, int(counts.get(topic, 0))), href=link)
        step = _changed(change(rate, before.get(topic), watched), lang)
        cells: list[Any] = [
            html.Th(names.row("topic", topic), scope="row"),
            html.Td(told, className="figures"),
            html.Td(decimal(lang, rate.rate), className="figures"),
            *([html.Td(step)] if watched else []),
        ]
        rows.append(html.Tr(cells))
    head = html.Thead(html.Tr(_heads(lang, watched)))
    return html.Div(html.Table([head, html.Tbody(rows)], className="plain"), className="table")


def _heads(lang: str, changes: bool) -> list[html.Th]:
    sides = {"topic": "", "stories": "figures", "rate": "figures", "change": ""}
    return [
        html.Th(tell(lang, f"overview.col_{name}"), scope="col", className=side)
        for name, side in sides.items()
        if changes or name != "change"
    ]


def register(app: Dash, desk: Desk) -> None:
    """A click on a bar opens its stories; findings and what is new come once the page stands."""
    happenings.register(app, desk)

    @app.callback(
        Output("picked", "data", allow_duplicate=True),
        Input("overview-graph", "clickData"),
        prevent_initial_call=True,
    )
    def pick_bar(click: dict[str, Any] | None) -> dict[str, str]:
        row, at = clicked(click)[:2]
        return {"row": row, "at": at}

    @app.callback(
        Output("fresh", "children"),
        Input("fresh", "id"),
        Input("visit", "data"),
        State("view", "data"),
    )
    def tell_fresh(_: str, visit: str | None, view: str | None) -> list[Any]:
        return fresh.told(desk, visit or "", view if isinstance(view, str) else "")


def opened(desk: Desk, asked: Asked, selection: Selection) -> list[Any]:
    """The stories of the bar that is open."""
    return timeline.opened(desk, asked, replace(selection, rows="topic"))


def block(desk: Desk, asked: Asked, selection: Selection, request: Mapping[str, Any]) -> Blocks:
    """Rows of these."""
    return timeline.block(desk, asked, replace(selection, rows="topic"), request)


PAGE = PageOf(
    draw,
    opened,
    unused=("rows", "measure", "grouping"),
    register=register,
    kept=True,
    begins=("figure",),
    block=block,
)
