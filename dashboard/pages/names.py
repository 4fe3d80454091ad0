"""The names: a list by number of stories, and one name with all that goes with it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

import dash_mantine_components as dmc
import pandas as pd
from dash import Dash, dcc, html

from dashboard import naming, seeking, theme
from dashboard.data import Desk
from dashboard.dressing import aria
from dashboard.figures.tables import each
from dashboard.figures.timeline import drawn as timeline
from dashboard.finding import looked_up, named
from dashboard.pages.drawing import graph
from dashboard.pages.kinds import PageOf
from dashboard.pages.links import leads, to
from dashboard.pages.states import message, rests_on
from dashboard.selection import Asked
from dashboard.tongue import number, tell
from dashboard.tongue.places import language_name
from dashboard.words import Names
from feeds.coverage import Selection
from feeds.model import NameTally

UNUSED = ("rows", "measure")
SPELLINGS = 6  # in the list
LINES = 12  # of a table about one name


def draw(desk: Desk, asked: Asked, selection: Selection, now: datetime) -> list[Any]:
    """All names, or the one that is open."""
    if not asked.name:
        return _list(desk, asked, selection)
    tally = named(desk, asked.name)
    if tally is None:
        return [message(tell(asked.lang, "names.gone"), tell(asked.lang, "names.gone_do"))]
    return _one(desk, asked, selection, tally)


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
            _count(asked, line.stories, name=line.name_id),
            html.Span(_joined(line.written.split("\n")[:SPELLINGS], comma)),
        )
        for line in each(table)
    ]
    columns = ("name", *(["kind"] if kinds else []), "stories", "written")
    heads = [say(f"names.{name}") for name in columns]
    return [
        *head,
        html.P(say("names.below"), className="grey"),
        _table(heads, rows, (columns.index("stories"),)),
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
    return [back, html.P(say("names.of_all"), className="grey"), _table(heads, rows, (1,))]


def _joined(items: list[str], comma: str) -> list[Any]:
    """Texts of either direction beside one another."""
    parts = [part for item in items for part in (html.Bdi(item), comma)]
    return parts[:-1]


def _one(desk: Desk, asked: Asked, selection: Selection, tally: NameTally) -> list[Any]:
    say = partial(tell, asked.lang)
    chosen = naming.narrowed(selection, tally.id)
    names = desk.names(selection, asked.lang)
    told = naming.about(desk, chosen, asked.lang)
    volume = desk.volume(chosen)
    figure = timeline(
        volume,
        desk.missing(chosen),
        desk.group_exposure(chosen),
        bins=desk.bins(chosen),
        selection=chosen,
        basis=desk.basis(chosen),
        names=replace(names, others={tally.id: tally.name}),
        look=theme.LOOKS[asked.theme],
        fit=asked.fit,
    )
    return [
        html.H1(html.Bdi(tally.name)),
        html.P(
            [
                leads(say("names.back"), asked, name=""),
                " · ",
                dcc.Link(
                    say("names.all_stories"),
                    href=replace(asked.on("stories"), name=tally.id).to_url(),
                ),
            ],
            className="grey",
        ),
        graph("name-graph", figure, asked, "names", fits=True),
        rests_on(desk.basis(chosen), asked.lang),
        html.P(say("names.counted"), className="grey"),
        html.Div(
            [
                _spellings(asked, told, names),
                _companions(asked, told),
                _facet(asked, told, "outlet", names),
                _events(asked, told),
            ],
            className="about",
        ),
    ]


def _spellings(asked: Asked, told: naming.About, names: Names) -> html.Section:
    comma = tell(asked.lang, "common.comma")
    rows = [
        (html.Bdi(surface), number(asked.lang, int(part["stories"].sum())), _by(part, names, comma))
        for surface, part in _largest(told.spellings, "surface")
    ]
    heads = [tell(asked.lang, f"names.{name}") for name in ("surface", "stories", "by")]
    return _section(tell(asked.lang, "names.spellings"), heads, rows, 1)


def _largest(table: pd.DataFrame, column: str) -> list[tuple[str, pd.DataFrame]]:
    parts = [(str(key), part) for key, part in table.groupby(column)]
    parts.sort(key=lambda item: (-int(item[1]["stories"].sum()), item[0]))
    return parts[:LINES]


def _by(part: pd.DataFrame, names: Names, comma: str) -> str:
    """Languages with outlets, as far as they fit."""
    told = []
    for language, lines in _largest(part, "language"):
        outlets = [names.outlets.get(o, o) for o in lines["outlet_id"].head(3)]
        more = "…" if len(lines) > 3 else ""
        told.append(f"{language_name(names.lang, language)}: {comma.join(outlets)}{more}")
    return "; ".join(told)


def _companions(asked: Asked, told: naming.About) -> html.Section:
    rows = [
        (
            leads(line.name, asked, name=line.name_id),
            tell(asked.lang, f"names.kinds.{line.kind}"),
            number(asked.lang, int(line.stories)),
        )
        for line in each(told.companions.head(LINES))
    ]
    heads = [tell(asked.lang, f"names.{name}") for name in ("name", "kind", "shared")]
    return _section(tell(asked.lang, "names.companions"), heads, rows, 2)


def _facet(asked: Asked, told: naming.About, facet: str, names: Names) -> html.Section:
    lines = told.facets[told.facets["facet"] == facet].head(LINES)
    rows = [
        (
            names.outlets.get(line.key, line.key),
            _count(asked, line.stories, name=asked.name, outlets=(line.key,)),
        )
        for line in each(lines)
    ]
    heads = [tell(asked.lang, "grids.outlet"), tell(asked.lang, "names.stories")]
    return _section(tell(asked.lang, "names.outlets"), heads, rows, 1)


def _events(asked: Asked, told: naming.About) -> html.Section:
    lines = told.facets[told.facets["facet"] == "event"].head(LINES)
    rows = [
        (
            html.Bdi(
                dcc.Link(
                    told.events.get(line.key, line.key),
                    href=replace(asked.on("events"), event=line.key).to_url(),
                )
            ),
            number(asked.lang, int(line.stories)),
        )
        for line in each(lines)
    ]
    heads = [tell(asked.lang, "grids.event"), tell(asked.lang, "names.stories")]
    return _section(tell(asked.lang, "names.events"), heads, rows, 1)


def _count(asked: Asked, stories: int, **changed: Any) -> dcc.Link:
    """A number that leads to its stories."""
    text = number(asked.lang, int(stories))
    return dcc.Link(text, href=to(asked.on("stories"), **changed))


def _section(
    title: str, heads: list[str], rows: list[tuple[Any, ...]], counts: int
) -> html.Section:
    """A table under its heading; the column at `counts` holds numbers."""
    return html.Section([html.H2(title), _table(heads, rows, (counts,))])


def _table(
    heads: list[str], rows: list[tuple[Any, ...]], figures: Collection[int] = ()
) -> html.Div:
    """Its columns at `figures` hold numbers, which stand at the right."""
    sides = ["figures" if place in figures else "" for place in range(len(heads))]
    titles = [html.Th(head, scope="col", className=s) for head, s in zip(heads, sides, strict=True)]
    lines = [
        html.Tr([html.Td(cell, className=s) for cell, s in zip(row, sides, strict=True)])
        for row in rows
    ]
    table = html.Table([html.Thead(html.Tr(titles)), html.Tbody(lines)])
    return html.Div(table, className="lines", tabIndex="0")


def register(app: Dash, desk: Desk) -> None:
    """The box in which a name is looked up."""
    seeking.register(app, "names-sought", "names-seek")


PAGE = PageOf(draw, unused=UNUSED, register=register, kept=True)
