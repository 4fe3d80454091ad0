"""What a notebook shows as HTML: lines of text, tables, figures that need no network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import plotly.io as pio
from plotly.io._base_renderers import HtmlRenderer
from plotly.offline import get_plotlyjs

from dashboard.theme import CONFIG


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere; anything but http(s) stays plain text."""

    text: str
    url: str

    def html(self) -> str:
        """The link, safe to put into a page."""
        if not self.url.startswith(("http://", "https://")):
            return escape(self.text)
        return f'<a href="{escape(self.url)}" rel="noopener noreferrer">{escape(self.text)}</a>'


Cell = str | Link


@dataclass(frozen=True, slots=True)
class Lines:
    """Sentences: one alone is a paragraph, more are a list."""

    texts: tuple[str, ...]

    def _repr_html_(self) -> str:
        if len(self.texts) == 1:
            return f"<p>{_text(self.texts[0])}</p>"
        return "<ul>" + "".join(f"<li>{_text(text)}</li>" for text in self.texts) + "</ul>"


@dataclass(frozen=True, slots=True)
class Heading:
    """The page's title with a grey line below."""

    text: str
    below: str

    def _repr_html_(self) -> str:
        return f'<h1>{escape(self.text)}</h1><p class="grey">{escape(self.below)}</p>'


@dataclass(frozen=True, slots=True)
class Table:
    """A table; columns named in `right` hold numbers. `empty` stands where no row is."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    right: frozenset[str] = frozenset()
    empty: str = "None."

    def _repr_html_(self) -> str:
        if not self.rows:
            return f"<p>{escape(self.empty)}</p>"
        head = "".join(f"<th{self._side(name)}>{escape(name)}</th>" for name in self.columns)
        body = "".join(f"<tr>{self._row(row)}</tr>" for row in self.rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _row(self, row: Sequence[Cell]) -> str:
        cells = zip(self.columns, row, strict=True)
        return "".join(f'<td dir="auto"{self._side(name)}>{_cell(c)}</td>' for name, c in cells)

    def _side(self, name: str) -> str:
        return ' class="number"' if name in self.right else ""


def _text(text: str) -> str:
    return escape(text).replace(" %", "\u00a0%")


def _cell(cell: Cell) -> str:
    return cell.html() if isinstance(cell, Link) else escape(cell)


class OfflineRenderer(HtmlRenderer):  # type: ignore[misc]
    """Plotly's notebook renderer without the MathJax that it would fetch with each figure."""

    def __init__(self) -> None:
        super().__init__(include_plotlyjs=False, config=CONFIG)

    def activate(self) -> None:
        """Put plotly.js into the page, once."""
        from IPython.display import HTML, display

        display(HTML(f"<script>{get_plotlyjs()}</script>"))  # type: ignore[no-untyped-call]

    def to_mimebundle(self, figure: dict[str, Any]) -> dict[str, str]:
        """A figure as HTML."""
        text = pio.to_html(
            figure,
            config=self.config,
            include_plotlyjs=False,
            include_mathjax=False,
            full_html=False,
            validate=False,
        )
        return {"text/html": f'<div class="figure">{text}</div>'}


def use_offline_figures() -> None:
    """Let `figure.show()` draw figures that open without a network."""
    pio.renderers["coverline"] = OfflineRenderer()
    pio.renderers.default = "coverline"
