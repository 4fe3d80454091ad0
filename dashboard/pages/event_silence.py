"""Who told nothing of an event, with the evidence and what to read before saying more."""

from __future__ import annotations

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
from dashboard.tongue import decimal, percent, said, tell
from feeds.coverage import Selection

MOST, READ = 12, 5


def quiet(desk: Desk, asked: Asked, whole: Selection, event_id: str) -> list[Any]:
    """A line an outlet, its nearest stories below it."""
    say = partial(tell, asked.lang)
    table = happening.quiet(desk, whole)
    found = table[table["verdict"] == "none found"]
    near = happening.near(desk, whole, [str(row) for row in found["row"]])
    names = desk.names(whole, asked.lang)
    lines = [
        html.Li(_line(asked, whole, line, names.outlets, near)) for line in each(table.head(MOST))
    ]
    unsure = happening.unsure(desk, whole)
    return [
        html.P(
            [say("events.silence.head") + " ", computed(asked.lang, "silence")], className="note"
        ),
        html.Ul(lines) if lines else html.P(say("events.silence.none")),
        *([html.P(say("events.silence.unsure", n=unsure), className="note")] if unsure else []),
    ]


def _line(asked: Asked, whole: Selection, line: Any, outlets: Any, near: pd.DataFrame) -> list[Any]:
    say, outlet = partial(tell, asked.lang), str(line.row)
    seen = percent(asked.lang, float(line.observed))
    parts: list[Any] = [html.B(html.Bdi(outlets.get(outlet, outlet))), ": "]
    parts.append(say("events.quiet", n=int(line.all_stories), seen=seen))
    if line.verdict != "none found":
        key = "partly" if line.verdict == "partly observed" else "unseen"
        return [*parts, "; ", say(f"events.silence.{key}"), "."]
    expected = decimal(asked.lang, float(line.expected), 0 if line.expected >= 10 else 1)
    mine = near[near["outlet_id"] == outlet]
    days = [at.astimezone(whole.tz).date().isoformat() for at in (whole.from_at, whole.to_at)]
    all_of_it = replace(
        asked.on("stories"), outlets=(outlet,), topics=(), span="dates",
        from_day=days[0], to_day=days[1],
    )  # fmt: skip
    told = [
        *parts, "; ", say("events.silence.expected", expected=expected), ". ",
        say("events.silence.read", n=len(mine)), " · ",
        dcc.Link(say("events.silence.all"), href=all_of_it.to_url()),
    ]  # fmt: skip
    return [*told, html.Ul([_near(asked, one) for one in each(mine.head(READ))])]


def _near(asked: Asked, one: Any) -> html.Li:
    link = dcc.Link(
        html.Bdi(str(one.title)), href=to(asked, event=asked.event, story=str(one.story_id))
    )
    return html.Li(
        [link, html.Span(said(asked.lang, str(one.reason)), className="note", dir="auto")]
    )
