"""The figures of timing, sources, wording, silence and bursts, and all figures by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import given_drawing
from dashboard.absent import NothingToDraw, nothing
from dashboard.data import Desk
from dashboard.figure_beside import BESIDE, beside
from dashboard.figure_names import NAMES, names
from dashboard.figure_outlets import AGAINST, RHYTHM, against, rhythm
from dashboard.figure_set import (
    EVENT,
    PLAIN,
    STANDING,
    Drawer,
    Drawing,
    Manner,
    around,
    event_lanes,
    known,
    shared,
    top_events,
)
from dashboard.figure_topics import topics
from dashboard.figures.cited import cited
from dashboard.figures.delays import delays
from dashboard.figures.firsts import firsts
from dashboard.figures.pairs import pairs
from dashboard.figures.phrased import enough, phrased
from dashboard.figures.quiet import quiet, worth
from dashboard.figures.surges import surges
from dashboard.figures.usual import usual
from dashboard.wording import wrong
from feeds import coverage
from feeds.coverage import Selection
from feeds.errors import SelectionError
from feeds.model.framing import Concept, Frame

__all__ = ["NothingToDraw", "drawer", "event", "figures"]

Shown = Callable[[pd.DataFrame], bool]
By = Callable[[Selection], Selection]


def figures() -> dict[str, Drawer]:
    """Every figure by name; those of one event take the largest where none is selected."""
    own = {"topics": topics, NAMES: names, AGAINST: against, RHYTHM: rhythm}
    own[BESIDE] = beside
    return {**STANDING, EVENT: event, **OF_EVENT, **MORE, **own}


def drawer(name: str) -> Drawer:
    """A figure by its name, or SelectionError that lists them."""
    found = figures()
    if name not in found:
        raise wrong("figure", name=name, known=", ".join(found))
    return found[name]


def event(desk: Desk, selection: Selection, manner: Manner = PLAIN) -> Drawing:
    """The lanes of the selection's event, by default of the largest."""
    return event_lanes(desk, _of_one(desk, selection, manner), manner)


def _of_one(desk: Desk, selection: Selection, manner: Manner) -> Selection:
    chosen = selection.events[:1] or top_events(desk, selection)[:1]
    if not chosen:
        raise nothing(EVENT, manner)
    return replace(selection, events=chosen)


def _of_event(name: str, draw: Callable[[Desk, Selection, Manner], Drawing | None]) -> Drawer:
    """A figure of one event's whole life; NothingToDraw where there is nothing to show."""

    def drawn(desk: Desk, selection: Selection, manner: Manner = PLAIN) -> Drawing:
        one = _of_one(desk, selection, manner)
        told = desk.event_stories(one, one.events[0])
        found = draw(desk, around(one, told, one.events[0]), manner)
        if found is None:
            raise nothing(name, manner)
        return found

    return drawn


def _by_outlet(selection: Selection) -> Selection:
    return replace(selection, rows="outlet")


def _by_topic(selection: Selection) -> Selection:
    return replace(selection, rows="topic")


def _by_group(selection: Selection) -> Selection:
    return replace(selection, rows="group")


def _made(
    name: str,
    read: Callable[..., pd.DataFrame],
    draw: Callable[..., go.Figure],
    by: By,
    shown: Shown = lambda table: not table.empty,
    more: Callable[[Desk, Selection, Manner], dict[str, Any]] = lambda *_: {},
) -> Drawer:
    """A figure of one table; NothingToDraw where there is nothing to show."""

    def drawn(desk: Desk, selection: Selection, manner: Manner = PLAIN) -> Drawing:
        asked = by(selection)
        table = desk.read(read, asked)
        if not shown(table):
            raise nothing(name, manner)
        basis = known(desk, asked, table)
        figure = draw(
            table,
            **shared(desk, asked, basis, manner),
            **more(desk, asked, manner),
        )
        return Drawing(figure, table, asked, basis.cutoff)

    return drawn


def _groups(desk: Desk, selection: Selection, manner: Manner) -> dict[str, Any]:
    return {"groups": desk.groups(selection)}


def _frames(desk: Desk, selection: Selection, manner: Manner) -> dict[str, Any]:
    """What the concepts and their frames are called."""
    concepts = desk.subject().frames
    frames = [frame for concept in concepts for frame in concept.frames]
    both: list[Concept | Frame] = [*concepts, *frames]
    arabic = manner.lang == "ar"
    return {"labels": {one.id: one.label_ar if arabic else one.label for one in both}}


def _wording(store: Any, selection: Selection) -> pd.DataFrame:
    """The table of wording; empty where the subject knows no frames."""
    try:
        return coverage.wording(store, selection)
    except SelectionError:
        return pd.DataFrame({"could": [], "uses": []})


OF_EVENT: dict[str, Drawer] = {
    "given": _of_event("given", given_drawing.drawn),
    "thread": _of_event("thread", given_drawing.thread),
}
MORE: dict[str, Drawer] = {
    "lags": _made(
        "lags", coverage.lags, delays, _by_outlet,
        lambda table: bool((table["high_hours"] >= 0).any()), _groups,
    ),
    "first": _made("first", coverage.leaders, firsts, _by_outlet, more=_groups),
    "who-led": _made(
        "who-led", coverage.who_led, pairs, _by_outlet,
        lambda table: bool((table["events"] > 0).any()), _groups,
    ),
    "citations": _made("citations", coverage.citation_graph, cited, _by_outlet, more=_groups),
    "wording": _made(
        "wording", _wording, phrased, _by_group,
        lambda table: not table.empty and not enough(table).empty, _frames,
    ),
    "silence": _made(
        "silence", coverage.silence, quiet, _by_outlet, lambda table: not worth(table).empty
    ),
    "bursts": _made("bursts", coverage.bursts, surges, _by_topic),
    "usual": _made(
        "usual", coverage.baseline, usual, _by_outlet,
        lambda table: bool(table["ratio"].notna().any()), _groups,
    ),
}  # fmt: skip
