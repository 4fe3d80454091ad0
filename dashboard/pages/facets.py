"""Beside what is found: the names that the search holds, and the facets to narrow it by."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import finding, looking_up
from dashboard.data import Desk
from dashboard.figures.tables import each
from dashboard.pages.links import leads, to
from dashboard.selection import Asked
from dashboard.tongue import number, tell
from dashboard.tongue.places import country_name, language_name
from dashboard.words import Names
from feeds.coverage import Selection

# facet -> the field of the address that narrows to its values
FIELDS = {
    "group": "groups",
    "outlet": "outlets",
    "country": "countries",
    "language": "languages",
    "topic": "topics",
    "form": "forms",
    "basis": "bases",
    "event": "within",
}
SHOWN = 8  # values of a facet before the rest is folded away
LETTERS = 60  # of an event's headline


def drawn(desk: Desk, asked: Asked, selection: Selection) -> list[Any]:
    """The names, what is chosen, and each facet as a list of links."""
    table = finding.facets(desk, asked, selection)
    names = desk.names(selection, asked.lang)
    events = [str(key) for key in table.loc[table["facet"] == "event", "key"].head(SHOWN)]
    labels = finding.event_labels(desk, [*events, *_of(asked.within)], asked.lang)
    parts = [_facet(asked, name, table, names, labels) for name in FIELDS]
    told = _estimated(asked, table)
    return [*_offers(desk, asked), *_name(desk, asked), *told, *filter(None, parts)]


def _estimated(asked: Asked, table: pd.DataFrame) -> list[Any]:
    """That the counts are no full counts, where they are not."""
    part = int(table["part"].max()) if len(table) else 1
    if part == 1:
        return []
    said = tell(asked.lang, "stories.estimated", part=number(asked.lang, part))
    return [html.P(said, className="note")]


def _of(text: str) -> list[str]:
    return [text] if text else []


def _offers(desk: Desk, asked: Asked) -> list[Any]:
    """Names in the search: stories that carry them in any spelling."""
    if asked.name:
        return []
    return [
        html.P(
            [
                tell(asked.lang, "stories.known", name=tally.name) + " ",
                leads(tell(asked.lang, "stories.any_spelling"), asked, q="", name=tally.id),
            ],
            className="offer",
        )
        for tally in looking_up.offered(desk, asked.q)
    ]


def _name(desk: Desk, asked: Asked) -> list[Any]:
    """The name that the search is narrowed to, and the way out."""
    if not asked.name:
        return []
    tally = looking_up.named(desk, asked.name)
    called = tally.name if tally else asked.name
    return [
        html.P(
            [
                tell(asked.lang, "stories.naming", name=called) + " ",
                leads(tell(asked.lang, "stories.let_go"), asked, name=""),
            ],
            className="offer",
        )
    ]


def _facet(
    asked: Asked, facet: str, table: pd.DataFrame, names: Names, events: dict[str, str]
) -> Any:
    lines = [line for line in each(table[table["facet"] == facet]) if line.key]
    chosen = _chosen(asked, facet)
    if len(lines) < 2 and not chosen:
        return None
    if facet == "event":
        lines = lines[:SHOWN]
    say = partial(tell, asked.lang)
    missing = [_Line(key) for key in chosen if key not in {line.key for line in lines}]
    items = [_item(asked, facet, line, names, events) for line in (*missing, *lines)]
    rest = items[SHOWN:]
    more = [html.Details([html.Summary(say("stories.more", n=len(rest))), html.Ul(rest)])]
    return html.Section(
        [
            html.H2(say(f"stories.facets.{facet}")),
            html.Ul(items[:SHOWN]),
            *(more if rest else []),
        ]
    )


class _Line:
    """A chosen value of which no story is left."""

    def __init__(self, key: str) -> None:
        self.key, self.stories, self.part = key, 0, 1


def _chosen(asked: Asked, facet: str) -> tuple[str, ...]:
    held = getattr(asked, FIELDS[facet])
    return held if isinstance(held, tuple) else tuple(_of(held))


def _item(asked: Asked, facet: str, line: Any, names: Names, events: dict[str, str]) -> html.Li:
    """A value with its count; a click takes it, or lets it go."""
    chosen = _chosen(asked, facet)
    here = line.key in chosen
    left = tuple(key for key in chosen if key != line.key) if here else (*chosen, line.key)
    value: Any = left if FIELDS[facet] in _MANY else (left[-1] if left and not here else "")
    label = _label(facet, str(line.key), names, events)
    short = label if len(label) <= LETTERS else label[: LETTERS - 1] + "…"
    count = ("≈ " if line.part > 1 else "") + number(asked.lang, int(line.stories))
    link = dcc.Link(
        [html.Span(short, dir="auto"), html.Span(count)],
        href=to(asked, **{FIELDS[facet]: value}),
        title=label,
        className="chosen" if here else "",
    )
    return html.Li(link)


_MANY = tuple(field for field in FIELDS.values() if field != "within")


def _label(facet: str, key: str, names: Names, events: dict[str, str]) -> str:
    if facet == "language":
        return language_name(names.lang, key)
    if facet in ("form", "basis"):
        table = "stories.forms" if facet == "form" else "grids.bases"
        return names.tell(f"{table}.{key}")
    if facet == "country":
        return country_name(names.lang, key)
    known = {
        "outlet": names.outlets,
        "group": names.groups,
        "topic": names.topics,
        "event": events,
    }
    return known.get(facet, {}).get(key, key)
