"""The names: a list by number of stories, and a box to look one up; see `name` for one of them."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

import dash_mantine_components as dmc
from dash import Dash, html

from dashboard import naming, seeking
from dashboard.data import Desk
from dashboard.dressing import aria
from dashboard.figures.tables import each
from dashboard.looking_up import looked_up, named
from dashboard.pages.kinds import PageOf
from dashboard.pages.links import leads
from dashboard.pages.name import count, one
from dashboard.pages.plain_tables import lines
from dashboard.pages.states import message
from dashboard.selection import Asked
from dashboard.tongue import number, tell
from feeds.coverage import Selection

UNUSED = ("rows", "measure")
SPELLINGS = 6  # in the list


def draw(desk: Desk, asked: Asked, selection: Selection, now: datetime) -> list[Any]:
    """All names, or the one that is open."""
    if not asked.name:
        return _list(desk, asked, selection)
    tally = named(desk, asked.name)
    if tally is None:
        return [message(tell(asked.lang, "names.gone"), tell(asked.lang, "names.gone_do"))]
    return one(desk, asked, selection, tally)


def _list(desk: Desk, asked: Asked, selection: Selection) -> list[Any]:
    say = partial(tell, asked.lang)
    head = [html.H1(say("names.title")), _box(asked)]
    if asked.q.strip():
        return [*head, *_sought(desk, asked)]
    table = naming.listed(desk, selection)
    if table.empty:
        return [*head, message(say("names.none"), say("names.none_do"))]
    comma, partly = say("common.comma"), bool(table["partly"].any())
    kinds = bool((table["kind"] != "unknown").any())  # a column of nothing says nothing
    rows = [
        (
            leads(naming.called(asked.lang, line.name, line.written), asked, name=line.name_id),
            *([say(f"names.kinds.{line.kind}")] if kinds else []),
            count(asked, line.stories, name=line.name_id),
            html.Span(_joined(line.written.split("\n")[:SPELLINGS], comma)),
        )
        for line in each(table)
    ]
    columns = ("name", *(["kind"] if kinds else []), "stories", "written")
    heads = [say(f"names.{name}") for name in columns]
    return [
        *head,
        html.P(say("names.below"), className="grey"),
        lines(heads, rows, (columns.index("stories"),)),
        *([html.P(say("names.partly", most=naming.READ), className="grey")] if partly else []),
    ]


def _box(asked: Asked) -> html.Div:
    """Where a name is looked up."""
    say = partial(tell, asked.lang)
    box = dmc.TextInput(
        id="names-sought",
        value=asked.q,
        placeholder=say("names.placeholder"),
        attributes={"input": {"dir": "auto", "maxlength": "200"}},
        className="sought",
        **aria(label=say("names.search")),
    )
    button = html.Button(say("names.search"), id="names-seek", type="button")
    return html.Div([box, button], className="search", role="search")


def _sought(desk: Desk, asked: Asked) -> list[Any]:
    """The names that are meant, whatever was chosen in the bar, with the stories of each."""
    say = partial(tell, asked.lang)
    found = looked_up(desk, asked.q)
    back = html.P(leads(say("names.back"), asked, q=""), className="grey")
    if not found:
        return [back, message(say("names.unknown"), say("names.unknown_do"))]
    rows = [
        (
            leads(tally.name, asked, q="", name=tally.id, span="all"),
            number(asked.lang, tally.stories),
            say(f"names.kinds.{tally.kind}"),
        )
        for tally in found
    ]
    heads = [say("names.name"), say("names.stories"), ""]
    return [back, html.P(say("names.of_all"), className="grey"), lines(heads, rows, (1,))]


def _joined(items: list[str], comma: str) -> list[Any]:
    """Texts of either direction beside one another."""
    parts = [part for item in items for part in (html.Bdi(item), comma)]
    return parts[:-1]


def register(app: Dash, desk: Desk) -> None:
    """The box in which a name is looked up."""
    seeking.register(app, "names-sought", "names-seek")


PAGE = PageOf(draw, unused=UNUSED, register=register, kept=True)
