"""Who told nothing of an event, with the evidence and what to read before saying more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import happening
from dashboard.data import Desk
from dashboard.figures.tables import each
from dashboard.pages.links import to
from dashboard.pages.states import computed
from dashboard.selection import Asked
from dashboard.tongue import decimal, number, percent, said, tell
from feeds.coverage import Selection

MOST, READ = 12, 5


def quiet(desk: Desk, asked: Asked, whole: Selection, event_id: str) -> list[Any]:
    """A row an outlet with what was looked at; below it the stories that come nearest."""
    say = partial(tell, asked.lang)
    table = happening.quiet(desk, whole).head(MOST)
    found = table[table["verdict"] == "none found"]
    near = happening.near(desk, whole, [str(row) for row in found["row"]])
    names = desk.names(whole, asked.lang)
    rows = [_row(asked, whole, line, names.outlets, near) for line in each(table)]
    unsure = happening.unsure(desk, whole)
    return [
        html.P(
            [say("events.silence.head") + " ", computed(asked.lang, "silence")], className="note"
        ),
        *([_table(asked, rows)] if rows else [html.P(say("events.silence.none"))]),
        *_nearest(asked, near, names.outlets),
        *([html.P(say("events.silence.unsure", n=unsure), className="note")] if unsure else []),
    ]


def _table(asked: Asked, rows: list[html.Tr]) -> html.Div:
    say = partial(tell, asked.lang)
    heads = [say("grids.outlet"), *(say(f"events.silence.{n}") for n in ("looked", "due", "near"))]
    sides = ("", "", "figures", "figures")
    titles = [html.Th(h, scope="col", className=s) for h, s in zip(heads, sides, strict=True)]
    told = html.Table([html.Thead(html.Tr(titles)), html.Tbody(rows)], className="plain")
    return html.Div(told, className="lines silent", tabIndex="0")


def _row(
    asked: Asked, whole: Selection, line: Any, outlets: Mapping[str, str], near: pd.DataFrame
) -> html.Tr:
    """`forbes.com | 0 of 90 stories, 100 % observed | 9.5 | 0`."""
    say, outlet = partial(tell, asked.lang), str(line.row)
    seen = percent(asked.lang, float(line.observed))
    looked = say("events.quiet", n=int(line.all_stories), seen=seen)
    link = dcc.Link(looked, href=_all_of(asked, whole, outlet), title=say("events.silence.all"))
    first = [html.Th(html.Bdi(outlets.get(outlet, outlet)), scope="row"), html.Td(link)]
    if line.verdict != "none found":
        key = "partly" if line.verdict == "partly observed" else "unseen"
        return html.Tr([*first, html.Td(say(f"events.silence.{key}"), colSpan=2)])
    expected = decimal(asked.lang, float(line.expected), 0 if line.expected >= 10 else 1)
    misses = number(asked.lang, int((near["outlet_id"] == outlet).sum()))
    return html.Tr([*first, *(html.Td(n, className="figures") for n in (expected, misses))])


def _all_of(asked: Asked, whole: Selection, outlet: str) -> str:
    """The address of all that an outlet told on the event's days."""
    days = [at.astimezone(whole.tz).date().isoformat() for at in (whole.from_at, whole.to_at)]
    return replace(
        asked.on("stories"), outlets=(outlet,), topics=(), span="dates",
        from_day=days[0], to_day=days[1],
    ).to_url()  # fmt: skip


def _nearest(asked: Asked, near: pd.DataFrame, outlets: Mapping[str, str]) -> list[Any]:
    """What to read before one says that an outlet was silent."""
    if near.empty:
        return []
    parts: list[Any] = [html.H3(tell(asked.lang, "events.silence.read"))]
    for outlet, mine in near.groupby("outlet_id", sort=False):
        called = html.B(html.Bdi(outlets.get(str(outlet), str(outlet))))
        parts += [called, html.Ul([_near(asked, one) for one in each(mine.head(READ))])]
    return parts


def _near(asked: Asked, one: Any) -> html.Li:
    link = dcc.Link(
        html.Bdi(str(one.title)), href=to(asked, event=asked.event, story=str(one.story_id))
    )
    return html.Li(
        [link, html.Span(said(asked.lang, str(one.reason)), className="note", dir="auto")]
    )
