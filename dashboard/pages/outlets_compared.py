"""Two outlets or more beside one another: events they share, lags, silences, words."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard.data import Desk
from dashboard.figure_beside import BESIDE, newest, sketch
from dashboard.figures import lags
from dashboard.figures.tables import each
from dashboard.pages.drawing import graph, manner_of
from dashboard.pages.plain_tables import grey, part, plain
from dashboard.pages.states import rests_on
from dashboard.selection import Asked
from dashboard.tongue import number, tell
from dashboard.tongue.places import language_name
from dashboard.words import Names
from feeds import coverage
from feeds.coverage import Selection

ENOUGH = 5  # stories that could use a wording
TOLD = ("none found", "partly observed", "not observed", "not comparable")


def drawn(desk: Desk, asked: Asked, selection: Selection) -> list[Any]:
    """All that sets the chosen outlets apart."""
    names = desk.names(selection, asked.lang)
    called = _together(asked, names)
    return [
        html.H1(tell(asked.lang, "outlets.compared.title", names=called)),
        rests_on(desk.basis(selection), asked.lang, "timing"),
        _overlap(desk, selection, names),
        _ahead(desk, asked, selection, names),
        _silence(desk, selection, names),
        _wording(desk, selection, names),
    ]


def _together(asked: Asked, names: Names) -> str:
    *first, last = (names.row("outlet", one) for one in asked.outlets)
    return names.tell("common.comma").join(first) + names.tell("common.and") + last


def _overlap(desk: Desk, selection: Selection, names: Names) -> html.Section:
    """Events that each two told of, reprints among them: whoever reprints tells, too."""
    say = names.tell
    table = desk.read(coverage.overlap, replace(selection, counting="reach"))
    rows = [
        [
            *(html.Bdi(names.row("outlet", str(one))) for one in (line.one, line.other)),
            *(number(names.lang, int(n)) for n in (line.shared, line.only_one, line.only_other)),
        ]
        for line in each(table)
    ]
    columns = ("left", "right", "shared", "only_one", "only_other")
    heads = [say(f"outlets.compared.{name}") for name in columns]
    note = grey(say("outlets.compared.note"))
    return part(say("outlets.compared.overlap"), plain(heads, rows, figures=(2, 3, 4)), note)


def _ahead(desk: Desk, asked: Asked, selection: Selection, names: Names) -> html.Section:
    table = desk.read(coverage.who_led, selection)
    said = [
        html.Li(_led(table, *_leader_first(table, one, other), names))
        for one, other in combinations(selection.outlets, 2)
    ]
    title = names.tell("outlets.compared.lag")
    return part(title, html.Ul(said, className="inset"), *_shared(desk, asked, selection, names))


def _leader_first(table: pd.DataFrame, one: str, other: str) -> tuple[str, str]:
    """The two in the order in which a lag is not negative: who was surely ahead more often."""
    sure = table.set_index(["leader", "follower"])["certain"].to_dict()
    return (one, other) if sure.get((one, other), 0) >= sure.get((other, one), 0) else (other, one)


def _led(table: pd.DataFrame, one: str, other: str, names: Names) -> str:
    """In how many events, and by how long: an interval where times are."""
    found = table[(table["leader"] == one) & (table["follower"] == other)]
    facts = {"one": names.row("outlet", one), "other": names.row("outlet", other)}
    if found.empty or not int(found["events"].iloc[0]):
        return names.tell("outlets.compared.ahead_none", **facts)
    line: Any = next(each(found))
    counted = {"certain": int(line.certain), "n": int(line.events)}
    if pd.isna(line.median_low_hours) or pd.isna(line.median_high_hours):
        return names.tell("outlets.compared.ahead_open", **facts, **counted)
    low, high = _hours(line.median_low_hours), _hours(line.median_high_hours)
    late = lags.between(low, high, names)
    return names.tell("outlets.compared.ahead", **facts, **counted, lag=late)


def _shared(desk: Desk, asked: Asked, selection: Selection, names: Names) -> list[Any]:
    """The newest events that two of them told of: who was first, how long after it the others."""
    table = desk.read(coverage.lags, selection)
    labels, older = newest(desk, table, names.lang)
    if not labels:
        return []
    told = {(line.event_id, line.row): line for line in each(table)}
    rows = [
        [
            html.Bdi(dcc.Link(label, href=_page(asked, one))),
            *(_late(told.get((one, outlet)), names) for outlet in selection.outlets),
        ]
        for one, label in labels.items()
    ]
    heads = [names.tell("grids.event"), *(names.row("outlet", one) for one in selection.outlets)]
    rest = [grey(names.tell("outlets.compared.older", n=older))] if older else []
    return [*_picture(desk, asked, selection), plain(heads, rows), *rest]


def _picture(desk: Desk, asked: Asked, selection: Selection) -> list[Any]:
    """The same lags along one scale of hours."""
    held = sketch(desk, selection, manner_of(asked))
    return [graph("beside-graph", held.canvas, asked, BESIDE, fits=True)] if held else []


def _page(asked: Asked, event_id: str) -> str:
    return replace(asked.on("events"), event=event_id).to_url()


def _late(line: Any, names: Names) -> str:
    """First, how long after the first, or earlier with a text that does not lead."""
    if line is None:
        return ""
    reprint = f"{names.tell('common.comma')}{names.tell('grids.reprint')}" if line.reprint else ""
    low, high = _hours(line.low_hours), _hours(line.high_hours)
    if line.may_lead:
        return names.tell("outlets.compared.first") + reprint
    if high < pd.Timedelta(0):
        return names.tell("outlets.compared.earlier") + reprint
    return lags.lag(low, high, names) + reprint


def _hours(number: Any) -> pd.Timedelta:
    return pd.Timedelta(hours=float(number))


def _silence(desk: Desk, selection: Selection, names: Names) -> html.Section:
    """What each of them told nothing of, beside all outlets: the chosen few are no yardstick."""
    every = desk.read(coverage.silence, replace(selection, outlets=()))
    table = every[every["row"].isin(selection.outlets)]
    worth = table[table["verdict"].isin(TOLD)]
    comma = names.tell("common.comma")
    rows = [
        [
            html.Bdi(names.row("outlet", str(row))),
            comma.join(names.row("topic", str(topic)) for topic in held["about"]),
            html.Bdi(str(sentence)),
        ]
        for (row, sentence), held in worth.groupby(["row", "sentence"], sort=False)
    ]
    heads = [names.tell(f"outlets.compared.{head}") for head in ("left", "topics", "looked")]
    none = grey(names.tell("outlets.compared.silent_none"))
    said: list[Any] = [plain(heads, rows)] if rows else [none]
    if open_ := int((table["verdict"] == "too few to tell").sum()):
        said.append(grey(names.tell("outlets.compared.silent_more", n=open_)))
    return part(names.tell("outlets.compared.silence"), *said)


def _wording(desk: Desk, selection: Selection, names: Names) -> html.Section:
    title = names.tell("outlets.compared.wording")
    table = desk.read(coverage.wording, selection) if desk.subject().frames else pd.DataFrame()
    held = table[(table["could"] >= ENOUGH)] if len(table) else table
    if held.empty or held["row"].nunique() < 2:
        return part(title, grey(names.tell("outlets.compared.wording_none")))
    labels = _labels(desk, names.lang)
    keys = ["concept", "frame", "language"]
    heads = [names.tell(f"outlets.compared.{head}") for head in ("thing", "words", "language")]
    rows = []
    for key, lines in held.groupby(keys, sort=False):
        if lines["uses"].any():
            by = {line.row: line for line in each(lines)}
            concept, frame, language = map(str, key)
            told = [_uses(by.get(one), names) for one in selection.outlets]
            first = [labels.get(concept, concept), labels.get(frame, frame)]
            rows.append([*first, language_name(names.lang, language), *told])
    return part(title, plain([*heads, *(names.row("outlet", o) for o in selection.outlets)], rows))


def _labels(desk: Desk, lang: str) -> dict[str, str]:
    concepts = desk.subject().frames
    every: list[Any] = [*concepts, *(frame for one in concepts for frame in one.frames)]
    return {one.id: one.label_ar if lang == "ar" else one.label for one in every}


def _uses(line: Any, names: Names) -> str:
    if line is None:
        return ""
    return names.tell("outlets.compared.uses", uses=int(line.uses), could=int(line.could))
