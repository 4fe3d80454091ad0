"""The figures that an event's stories give: the dot plot, denials, and who changed theirs."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
from dash import html

from dashboard.data import Desk
from dashboard.figures.tables import each
from dashboard.given_drawing import claimed, drawn
from dashboard.pages.drawing import graph, manner_of
from dashboard.pages.links import leads
from dashboard.pages.states import computed
from dashboard.selection import Asked
from dashboard.tongue import moment, number, tell
from feeds.coverage import Selection
from feeds.coverage.figures_given import changes

MOST = 6


def given(desk: Desk, asked: Asked, whole: Selection, event_id: str) -> list[Any]:
    """Who says 12 and who says 40, when; who denies; who went from one to the other."""
    say = partial(tell, asked.lang)
    claims = claimed(desk, whole)
    manner = manner_of(asked)
    drawing = drawn(desk, whole, manner)
    names = desk.names(whole, asked.lang)
    lines: list[Any] = []
    denials = claims[claims["measure"] == "denial"].drop_duplicates("outlet_id")
    for one in each(denials.head(MOST)):
        who = names.outlets.get(str(one.outlet_id), str(one.outlet_id))
        words = say("common.quoted", text=str(one.sentence))
        text = say("events.given.denied", who=f"\u2068{who}\u2069", words=words)
        lines.append(html.Li(leads(text, asked, event=asked.event, story=str(one.story_id))))
    lines += [_changed(asked, whole, one, names.outlets) for one in _corrected(claims)]
    if drawing is None and not lines:
        return [html.P(say("events.given.none"))]
    figure: list[Any] = []
    if drawing:
        figure = [graph("given-graph", drawing.figure, asked, saved="given", fits=True)]
    told = [html.Ul(lines)] if lines else []
    return [*figure, *told, html.P(computed(asked.lang, "figures-given"), className="note")]


def _corrected(claims: pd.DataFrame) -> list[Any]:
    table = changes(claims)
    return list(each(table[table["corrected"].astype(bool)].head(MOST)))


def _changed(asked: Asked, whole: Selection, one: Any, outlets: Any) -> html.Li:
    say = partial(tell, asked.lang)
    figures = [
        say(f"events.given.{one.measure}", x=number(asked.lang, int(low)))
        for low in (one.first_low, one.last_low)
    ]
    at = moment(asked.lang, one.last_at.tz_convert(whole.zone))
    who = outlets.get(str(one.outlet_id), str(one.outlet_id))
    facts = {"who": f"\u2068{who}\u2069", "before": figures[0], "after": figures[1], "at": at}
    return html.Li(say("events.given.corrected", **facts))
