"""A figure on a page, and what the pages' clicks carry."""

from __future__ import annotations

from typing import Any

from dash import dcc, html
from dash.exceptions import PreventUpdate

from dashboard import theme

CONFIG: Any = theme.CONFIG


def graph(name: str, figure: Any, fits: bool = False) -> html.Div:
    """A figure as wide as the page; one that does not fit a phone is scrolled."""
    height = figure.layout.height
    figure.update_layout(width=None, autosize=True)
    return html.Div(
        dcc.Graph(
            id=name,
            figure=figure,
            config=CONFIG,
            style={"height": f"{height}px"},
        ),
        className="figure fits" if fits else "figure",
        tabIndex="0",
    )


def clicked(click: dict[str, Any] | None, size: int = 5) -> list[str]:
    """What a bar or a cell carries: row, bin, group; nothing else is clickable."""
    facts = click["points"][0].get("customdata") if click else None
    if not isinstance(facts, list) or len(facts) != size:
        raise PreventUpdate
    return facts
