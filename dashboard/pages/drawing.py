"""A figure on a page, and what the pages' clicks carry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dash import dcc, html
from dash.exceptions import PreventUpdate

from dashboard import theme
from dashboard.dressing import aria
from dashboard.figure_set import Manner
from dashboard.figures.canvas import Canvas
from dashboard.figures.packed import packed
from dashboard.selection import Asked
from dashboard.tongue import tell

CONFIG: Any = theme.CONFIG
TAG = re.compile(r"<[^>]*>")
KINDS = ("png", "svg", "csv")


def manner_of(asked: Asked) -> Manner:
    """How a page draws its figures."""
    return Manner(asked.fit, asked.lang or "en", theme.LOOKS[asked.theme])


def graph(name: str, figure: Any, asked: Asked, saved: str = "", fits: bool = False) -> html.Div:
    """A figure as wide as the page, and the menu of its files where the server draws it by the
    name `saved`; one that does not fit a phone is scrolled."""
    figure.update_layout(width=None, autosize=True)
    told = figure.plain() if isinstance(figure, Canvas) else figure.to_dict()
    height = told["layout"]["height"]
    drawn = html.Div(
        dcc.Graph(id=name, figure=packed(told), config=CONFIG, style={"height": f"{height}px"}),
        className="figure fits" if fits and asked.narrow else "figure",
        tabIndex="0",
        role="figure",
        **aria(label=_said(told)),
    )
    return html.Div([drawn, *([_saves(saved, asked)] if saved else [])])


def _said(figure: Mapping[str, Any]) -> str:
    """The figure's title in plain text, for those who do not see it."""
    title = figure["layout"].get("title", {})
    return TAG.sub(" ", str(title.get("text", ""))).strip()


def _saves(saved: str, asked: Asked) -> html.Details:
    """The ways to take a figure along."""
    query = replace(asked, row="", at="", series="", story="").to_query()
    links = [
        html.A(
            tell(asked.lang, f"figure.{kind}"),
            href=f"/figure/{saved}.{kind}{query}",
            download=f"coverline-{saved}.{kind}",
        )
        for kind in KINDS
    ]
    return html.Details([html.Summary(tell(asked.lang, "figure.menu")), *links], className="saves")


def clicked(click: dict[str, Any] | None, size: int = 5) -> list[str]:
    """What a bar or a cell carries: row, bin, group; nothing else is clickable."""
    facts = click["points"][0].get("customdata") if click else None
    if not isinstance(facts, list) or len(facts) != size:
        raise PreventUpdate
    return facts
