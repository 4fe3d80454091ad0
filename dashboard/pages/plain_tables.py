"""Small tables on a page: a heading, rows of cells, figures at the right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from dash import html


def plain(
    heads: Sequence[str], rows: Sequence[Sequence[Any]], figures: Collection[int] = ()
) -> html.Div:
    """A table whose cells are texts, links or whole numbers already written; the columns whose
    places are in `figures` hold numbers."""
    return html.Div(html.Table(_parts(heads, rows, figures), className="plain"), className="table")


def lines(
    heads: Sequence[str], rows: Sequence[Sequence[Any]], figures: Collection[int] = ()
) -> html.Div:
    """The same as wide as its place, a line between rows, moved by keys where it is cut."""
    return html.Div(html.Table(_parts(heads, rows, figures)), className="lines", tabIndex="0")


def _parts(
    heads: Sequence[str], rows: Sequence[Sequence[Any]], figures: Collection[int]
) -> list[Any]:
    sides = ["figures" if place in figures else "" for place in range(len(heads))]
    titles = [html.Th(text, scope="col", className=s) for text, s in zip(heads, sides, strict=True)]
    body = [
        html.Tr([html.Td(cell, className=s) for cell, s in zip(row, sides, strict=True)])
        for row in rows
    ]
    return [html.Thead(html.Tr(titles)), html.Tbody(body)]


def part(title: str, *inside: Any) -> html.Section:
    """A part of a page under its own heading."""
    return html.Section([html.H2(title), *inside])


def grey(text: str) -> html.P:
    """A grey line."""
    return html.P(text, className="grey")
