"""What a notebook shows, as HTML for a page and as Markdown for mail: titles, sentences, tables."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Protocol

SHORT = 8  # rows of a table that paper keeps on one page
MARKS = re.compile(r"([\\`*_\[\]<>|#~])")  # what Markdown would take for its own


class Shown(Protocol):
    """A piece of a briefing; its HTML is safe to put into a page."""

    def html(self) -> str:
        """For a page."""

    def markdown(self) -> str:
        """For mail."""


class Piece(ABC):
    """What Jupyter asks of a piece."""

    @abstractmethod
    def html(self) -> str:
        """For a page."""

    @abstractmethod
    def markdown(self) -> str:
        """For mail."""

    def _repr_html_(self) -> str:
        return self.html()

    def _repr_markdown_(self) -> str:
        return self.markdown()


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere; anything but http(s) stays plain text."""

    text: str
    url: str
    after: str = ""
    before: str = ""

    def html(self) -> str:
        """The link, safe to put into a page."""
        text = f"<bdi>{escape(self.text)}</bdi>"
        if self._leads():
            text = f'<a href="{escape(self.url)}" rel="noopener noreferrer">{text}</a>'
        return escape(self.before) + text + escape(self.after)

    def markdown(self) -> str:
        """The link as Markdown."""
        text = plain(self.text)
        address = re.sub(r"[\s<>]", "", self.url)
        told = f"[{text}](<{address}>)" if self._leads() else text
        return plain(self.before) + told + plain(self.after)

    def _leads(self) -> bool:
        return self.url.startswith(("http://", "https://"))


Cell = str | Link


@dataclass(frozen=True, slots=True)
class Heading(Piece):
    """The page's title with grey lines below."""

    text: str
    below: tuple[str, ...] = ()
    lang: str = "en"

    def html(self) -> str:
        """The title."""
        grey = "".join(f'<p class="grey">{_text(line)}</p>' for line in self.below)
        return turned(f"<h1>{escape(self.text)}</h1>{grey}", self.lang)

    def markdown(self) -> str:
        """The title."""
        return "\n\n".join([f"# {plain(self.text)}", *map(plain, self.below)])


@dataclass(frozen=True, slots=True)
class Sub(Piece):
    """A smaller title inside a part; `level` 3 or 4."""

    text: str
    level: int = 3

    def html(self) -> str:
        """The title."""
        return f'<h{self.level} dir="auto">{escape(self.text)}</h{self.level}>'

    def markdown(self) -> str:
        """The title."""
        return f"{'#' * self.level} {plain(self.text)}"


@dataclass(frozen=True, slots=True)
class Lines(Piece):
    """Sentences: one alone is a paragraph, more are a list."""

    texts: tuple[Cell, ...]

    def html(self) -> str:
        """A paragraph or a list."""
        told = [_text(text) if isinstance(text, str) else text.html() for text in self.texts]
        if len(told) == 1:
            return f"<p>{told[0]}</p>"
        return "<ul>" + "".join(f"<li>{text}</li>" for text in told) + "</ul>" if told else ""

    def markdown(self) -> str:
        """A paragraph or a list."""
        told = [plain(text) if isinstance(text, str) else text.markdown() for text in self.texts]
        return told[0] if len(told) == 1 else "\n".join(f"- {text}" for text in told)


@dataclass(frozen=True, slots=True)
class Quoted(Piece):
    """A person's own words, set apart from all that is counted."""

    lines: tuple[Cell, ...]

    def html(self) -> str:
        """A box."""
        told = [_text(text) if isinstance(text, str) else text.html() for text in self.lines]
        return '<aside class="analyst">' + "".join(f"<p>{text}</p>" for text in told) + "</aside>"

    def markdown(self) -> str:
        """A quotation."""
        told = [plain(text) if isinstance(text, str) else text.markdown() for text in self.lines]
        return "\n>\n".join(f"> {text}" for text in told)


@dataclass(frozen=True, slots=True)
class Table(Piece):
    """A table; columns named in `right` hold numbers. `empty` stands where no row is."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    right: frozenset[str] = frozenset()
    empty: str = "None."

    def html(self) -> str:
        """The table."""
        if not self.rows:
            return f"<p>{escape(self.empty)}</p>" if self.empty else ""
        head = "".join(f"<th{self._side(name)}>{escape(name)}</th>" for name in self.columns)
        body = "".join(f"<tr>{self._row(row)}</tr>" for row in self.rows)
        kind = ' class="short"' if len(self.rows) <= SHORT else ""
        return f"<table{kind}><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def markdown(self) -> str:
        """The table with pipes."""
        if not self.rows:
            return plain(self.empty)
        rules = ["---:" if name in self.right else "---" for name in self.columns]
        cells = [[plain(c) if isinstance(c, str) else c.markdown() for c in r] for r in self.rows]
        lines = [[plain(name) for name in self.columns], rules, *cells]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def _row(self, row: Sequence[Cell]) -> str:
        cells = zip(self.columns, row, strict=True)
        return "".join(f"<td{self._side(name)}>{_cell(c)}</td>" for name, c in cells)

    def _side(self, name: str) -> str:
        return ' class="number"' if name in self.right else ""


@dataclass(frozen=True, slots=True)
class Fold(Piece):
    """A piece behind a line that opens it."""

    line: str
    inner: Table
    printed: bool = True

    def html(self) -> str:
        """Closed at first; paper opens what is to be printed."""
        kind = "" if self.printed else ' class="screen"'
        inner = self.inner.html()
        return f"<details{kind}><summary>{escape(self.line)}</summary>{inner}</details>"

    def markdown(self) -> str:
        """The line as a title, or alone where the rest is not to be printed."""
        if not self.printed:
            return plain(self.line)
        return f"### {plain(self.line)}\n\n{self.inner.markdown()}"


@dataclass(frozen=True, slots=True)
class Chart(Piece):
    """A figure that was drawn: safe HTML, and what it shows in words."""

    drawn: str
    title: str

    def html(self) -> str:
        """The drawing."""
        return f'<div class="figure" dir="ltr">{self.drawn}</div>'

    def markdown(self) -> str:
        """Mail shows no figures."""
        return ""


@dataclass(frozen=True, slots=True)
class Part(Piece):
    """A part of a briefing with its title and a line on what it is."""

    title: str
    lead: str
    items: tuple[Shown, ...]
    lang: str = "en"

    def html(self) -> str:
        """The whole part."""
        lead = f'<p class="grey">{_text(self.lead)}</p>' if self.lead else ""
        inner = "".join(item.html() for item in self.items)
        return turned(f"<h2>{escape(self.title)}</h2>{lead}{inner}", self.lang)

    def markdown(self) -> str:
        """The whole part."""
        told = [f"## {plain(self.title)}", plain(self.lead), *(i.markdown() for i in self.items)]
        return "\n\n".join(text for text in told if text)


def turned(inner: str, lang: str) -> str:
    """HTML in its language and direction."""
    side = "rtl" if lang == "ar" else "ltr"
    return f'<section lang="{lang}" dir="{side}">{inner}</section>'


def plain(text: str) -> str:
    """A text in which Markdown finds no mark of its own."""
    return MARKS.sub(r"\\\1", re.sub(r"\s+", " ", text))


def _text(text: str) -> str:
    return escape(text).replace(" %", "\u00a0%")


def _cell(cell: Cell) -> str:
    return cell.html() if isinstance(cell, Link) else f"<bdi>{escape(cell)}</bdi>"
