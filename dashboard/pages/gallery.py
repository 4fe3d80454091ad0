"""The gallery: every figure on the store, by the name that `coverline export` knows it by."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dash import html

from dashboard.data import Desk
from dashboard.figure_more import NothingToDraw, drawer, figures
from dashboard.pages.drawing import graph, manner_of
from dashboard.pages.kinds import PageOf
from dashboard.selection import Asked
from dashboard.tongue import tell
from feeds.coverage import Selection


def draw(desk: Desk, asked: Asked, selection: Selection, now: datetime) -> list[Any]:
    """Each figure of the selection, or why there is none."""
    lang = asked.lang
    return [
        html.H1(tell(lang, "gallery.title")),
        html.P(tell(lang, "gallery.about"), className="grey"),
        *[_shown(desk, asked, selection, name) for name in figures()],
    ]


def _shown(desk: Desk, asked: Asked, selection: Selection, name: str) -> html.Section:
    manner = manner_of(asked)
    try:
        figure = drawer(name)(desk, selection, manner).figure
        shown: Any = graph(f"gallery-{name}", figure, asked, saved=name, fits=True)
    except NothingToDraw as error:
        shown = html.P(error.message, className="grey")
    return html.Section([html.H2(html.Code(name)), shown], id=f"figure-{name}")


PAGE = PageOf(draw, listed=False, begins=("figure",))
