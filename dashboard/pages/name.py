"""One name: its coverage, its spellings, and who and what goes with it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import naming, theme
from dashboard.data import Desk
from dashboard.figures.tables import each
from dashboard.figures.timeline import drawn as timeline
from dashboard.pages.drawing import graph
from dashboard.pages.links import leads, to
from dashboard.pages.plain_tables import lines, part
from dashboard.pages.states import rests_on
from dashboard.selection import Asked
from dashboard.tongue import number, tell
from dashboard.tongue.places import language_name
from dashboard.words import Names
from feeds.coverage import Selection
from feeds.model import NameTally

LINES = 12  # of a table about one name


def one(desk: Desk, asked: Asked, selection: Selection, tally: NameTally) -> list[Any]:
    """The page of a name."""
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
        (
            html.Bdi(surface),
            number(asked.lang, int(own["stories"].sum())),
            _by(own, names, comma),
        )
        for surface, own in _largest(told.spellings, "surface")
    ]
    heads = [tell(asked.lang, f"names.{name}") for name in ("surface", "stories", "by")]
    return _section(tell(asked.lang, "names.spellings"), heads, rows, 1)


def _largest(table: pd.DataFrame, column: str) -> list[tuple[str, pd.DataFrame]]:
    parts = [(str(key), some) for key, some in table.groupby(column)]
    parts.sort(key=lambda item: (-int(item[1]["stories"].sum()), item[0]))
    return parts[:LINES]


def _by(spelling: pd.DataFrame, names: Names, comma: str) -> str:
    """Languages with outlets, as far as they fit."""
    told = []
    for language, own in _largest(spelling, "language"):
        outlets = [names.outlets.get(o, o) for o in own["outlet_id"].head(3)]
        more = "…" if len(own) > 3 else ""
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
    found = told.facets[told.facets["facet"] == facet].head(LINES)
    rows = [
        (
            names.outlets.get(line.key, line.key),
            count(asked, line.stories, name=asked.name, outlets=(line.key,)),
        )
        for line in each(found)
    ]
    heads = [tell(asked.lang, "grids.outlet"), tell(asked.lang, "names.stories")]
    return _section(tell(asked.lang, "names.outlets"), heads, rows, 1)


def _events(asked: Asked, told: naming.About) -> html.Section:
    found = told.facets[told.facets["facet"] == "event"].head(LINES)
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
        for line in each(found)
    ]
    heads = [tell(asked.lang, "grids.event"), tell(asked.lang, "names.stories")]
    return _section(tell(asked.lang, "names.events"), heads, rows, 1)


def count(asked: Asked, stories: int, **changed: Any) -> dcc.Link:
    """A number that leads to its stories."""
    text = number(asked.lang, int(stories))
    return dcc.Link(text, href=to(asked.on("stories"), **changed))


def _section(
    title: str, heads: list[str], rows: list[tuple[Any, ...]], counts: int
) -> html.Section:
    """A table under its heading; the column at `counts` holds numbers."""
    return part(title, lines(heads, rows, (counts,)))
