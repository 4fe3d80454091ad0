"""Two outlets or more beside one another: events they share, lags, silences, words."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pandas as pd
from dash import html

from dashboard.data import Desk
from dashboard.figures.tables import each
from dashboard.pages.plain_tables import grey, part, plain
from dashboard.pages.states import rests_on
from dashboard.selection import Asked
from dashboard.tongue import decimal, number, tell
from dashboard.tongue.places import language_name
from dashboard.words import Names
from feeds import coverage
from feeds.coverage import Selection

ENOUGH = 5  # stories that could use a wording
TOLD = ("none found", "partly observed", "not observed", "not comparable")


def drawn(desk: Desk, asked: Asked, selection: Selection) -> list[Any]:
    """All that sets the chosen outlets apart."""
    names = desk.names(selection, asked.lang)
    called = names.tell("common.comma").join(names.row("outlet", one) for one in asked.outlets)
    return [
        html.H1(tell(asked.lang, "outlets.compared.title", names=called)),
        _overlap(desk, selection, names),
        _ahead(desk, selection, names),
        _silence(desk, selection, names),
        _wording(desk, selection, names),
        rests_on(desk.basis(selection), asked.lang, "timing"),
    ]


def _overlap(desk: Desk, selection: Selection, names: Names) -> html.Section:
    say = names.tell
    heads = [
        say(f"outlets.compared.{name}")
        for name in ("left", "right", "shared", "only_one", "only_other")
    ]
    rows = [
        [
            names.row("outlet", line.one),
            names.row("outlet", line.other),
            *(number(names.lang, int(n)) for n in (line.shared, line.only_one, line.only_other)),
        ]
        for line in each(desk.read(coverage.overlap, selection))
    ]
    note = grey(say("outlets.compared.note"))
    return part(say("outlets.compared.overlap"), plain(heads, rows), note)


def _ahead(desk: Desk, selection: Selection, names: Names) -> html.Section:
    table = desk.read(coverage.who_led, selection)
    said = [
        html.Li(_led(table, *_leader_first(table, one, other), names))
        for one, other in combinations(selection.outlets, 2)
    ]
    return part(names.tell("outlets.compared.lag"), html.Ul(said, className="help"))


def _leader_first(table: pd.DataFrame, one: str, other: str) -> tuple[str, str]:
    """The two in the order in which a lag is not negative: who was surely ahead more often."""
    sure = table.set_index(["leader", "follower"])["certain"].to_dict()
    return (one, other) if sure.get((one, other), 0) >= sure.get((other, one), 0) else (other, one)


def _led(table: pd.DataFrame, one: str, other: str, names: Names) -> str:
    """In how many events, and by how long: an interval, as times are."""
    found = table[(table["leader"] == one) & (table["follower"] == other)]
    facts = {"one": names.row("outlet", one), "other": names.row("outlet", other)}
    if found.empty or not int(found["events"].iloc[0]):
        return names.tell("outlets.compared.ahead_none", **facts)
    line: Any = next(each(found))
    counted = {"certain": int(line.certain), "n": int(line.events)}
    ends = {"low": line.median_low_hours, "high": line.median_high_hours}
    if any(pd.isna(end) for end in ends.values()):
        return names.tell("outlets.compared.ahead_open", **facts, **counted)
    hours = {name: decimal(names.lang, float(end)) for name, end in ends.items()}
    return names.tell("outlets.compared.ahead", **facts, **counted, **hours)


def _silence(desk: Desk, selection: Selection, names: Names) -> html.Section:
    table = desk.read(coverage.silence, selection)
    worth = table[table["verdict"].isin(TOLD)]
    rows = [
        [names.row("outlet", line.row), names.row("topic", line.about), html.Bdi(line.sentence)]
        for line in each(worth)
    ]
    said: list[Any] = (
        [plain(["", "", ""], rows)] if rows else [grey(names.tell("outlets.compared.silent_none"))]
    )
    open_ = int((table["verdict"] == "too few to tell").sum())
    if open_:
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
