"""Small tables on a page: a heading, rows of cells, figures at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html


def plain(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> html.Div:
    """A table whose cells are texts, links or whole numbers already written."""
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in heads]))
    body = html.Tbody([html.Tr([html.Td(cell) for cell in row]) for row in rows])
    return html.Div(html.Table([head, body], className="plain lines"), className="table")


def part(title: str, *inside: Any) -> html.Section:
    """A part of a page under its own heading."""
    return html.Section([html.H2(title), *inside])


def grey(text: str) -> html.P:
    """A grey line."""
    return html.P(text, className="grey")
