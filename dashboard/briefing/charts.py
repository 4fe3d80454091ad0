"""How a briefing's figures are drawn: alive by Plotly's script, still as SVG, or not at all."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from itertools import count
from typing import Literal, Protocol

import plotly.io as pio
from plotly.offline import get_plotlyjs

from dashboard.data import Desk
from dashboard.export.picture import title_of
from dashboard.figure_more import NothingToDraw, drawer
from dashboard.figure_set import Drawing, Manner
from dashboard.figures.fit import Fit
from dashboard.printer import Draws
from dashboard.show import Chart, Lines, Shown
from dashboard.theme import CONFIG
from feeds.coverage import Selection

Way = Literal["alive", "still", "print", "none"]
Drawn = Callable[[str, Selection], Iterator[Shown]]
SHARP = 2.5  # pixels a point on paper
SCREEN, PAPER = Fit(1150), Fit(760)  # pixels; on A4 the smallest letters are of 7.5 points
LOW, TALL = 640, {"timeline": 680, "event": 720, "weeks": 590}  # pixels of height on paper
IDS = re.compile(r'\bid="([^"]+)"')
STYLE, CLASS = re.compile(r' style="([^"]+)"'), re.compile(r' class="[^"]*"')
TAG = re.compile(r"<[a-z][^<>]* style=[^<>]*>", re.IGNORECASE)
SIZE = re.compile(r'(<svg\b[^>]*?) width="(\d+)" height="(\d+)" style="[^"]*"')


class Charts(Protocol):
    """A way to draw."""

    fit: Fit

    def html(self, drawing: Drawing, name: str) -> str:
        """A figure as HTML that fetches nothing."""


@dataclass
class Alive:
    """Figures that answer the pointer; the page needs `script` once."""

    fit: Fit = SCREEN

    def html(self, drawing: Drawing, name: str) -> str:
        """A figure as a Plotly drawing."""
        return str(
            pio.to_html(
                drawing.figure,
                config=CONFIG,
                include_plotlyjs=False,
                include_mathjax=False,
                full_html=False,
                validate=False,
            )
        )


def script() -> str:
    """Plotly's own code, for a page with living figures."""
    return f"<script>{get_plotlyjs()}</script>"


@dataclass
class Still:
    """Figures as SVG inside the page, drawn by a browser."""

    printer: Draws
    fit: Fit = SCREEN
    _numbers: Iterator[int] = field(default_factory=count)

    def html(self, drawing: Drawing, name: str) -> str:
        """A figure as SVG whose ids are its own."""
        image = self.printer.image(drawing.figure, "svg", 1.0, name).decode("utf-8")
        return alone(image, f"f{next(self._numbers)}-", title_of(drawing))


@dataclass
class Printed:
    """Figures as PNG for paper: hatching as vectors takes a browser minutes to make pages of."""

    printer: Draws
    fit: Fit = PAPER

    def html(self, drawing: Drawing, name: str) -> str:
        """A figure as a picture inside the page."""
        image = self.printer.image(drawing.figure, "png", SHARP, name)
        told, data = escape(title_of(drawing)), b64encode(image).decode("ascii")
        return f'<img alt="{told}" src="data:image/png;base64,{data}">'


def alone(image: str, prefix: str, title: str) -> str:
    """An SVG that can stand beside others in one page, as wide as there is room (pure)."""
    for held in sorted(set(IDS.findall(image)), key=len, reverse=True):
        for before, after in ((f'id="{held}"', f'id="{prefix}{held}"'),
                              (f"#{held})", f"#{prefix}{held})"),
                              (f"#{held}'", f"#{prefix}{held}'"),
                              (f'#{held}"', f'#{prefix}{held}"'),
                              (f"#{held}&quot;", f"#{prefix}{held}&quot;")):  # fmt: skip
            image = image.replace(before, after)
    label = f'role="img" aria-label="{escape(title)}"'
    sized = SIZE.sub(rf'\1 width="100%" {label} style="max-width:\2px"', image, count=1)
    return brief(sized, prefix)


def brief(image: str, prefix: str) -> str:
    """The same drawing with each style that many of its parts share written once, as a class; the
    classes that Plotly gave serve its script alone (pure)."""
    often = Counter(STYLE.findall(image))
    classes = {style: f"{prefix}s{n}" for n, style in enumerate(s for s in often if often[s] > 2)}
    if not classes:
        return image
    rules = "".join(f".{name}{{{unescape(style)}}}" for style, name in classes.items())

    def short(tag: re.Match[str]) -> str:
        style = STYLE.search(tag[0])
        if not style or style[1] not in classes:
            return tag[0]
        bare = CLASS.sub("", tag[0].replace(style[0], ""))
        return re.sub(r"^<[\w-]+", rf'\g<0> class="{classes[style[1]]}"', bare)

    body = TAG.sub(short, image)
    at = body.index(">", body.index("<svg")) + 1
    return f"{body[:at]}<style>{rules}</style>{body[at:]}"


def _drawing(desk: Desk, name: str, selection: Selection, fit: Fit, lang: str) -> Drawing:
    """A figure, on paper with so many rows as leave a page room for words and a table."""
    drawing = drawer(name)(desk, selection, Manner(fit, lang))
    most = TALL.get(name, LOW)
    if fit is PAPER and (drawing.figure.layout.height or 0) > most:
        return drawer(name)(desk, selection, Manner(Fit(fit.width, most), lang))
    return drawing


def drawn_by(desk: Desk, lang: str, charts: Charts | None, absent: Callable[[str], str]) -> Drawn:
    """Draws a figure by its name; a line where there is nothing to draw, nothing without charts."""

    def draw(name: str, selection: Selection) -> Iterator[Shown]:
        if charts is None:
            return
        try:
            drawing = _drawing(desk, name, selection, charts.fit, lang)
        except NothingToDraw as nothing:
            yield Lines((absent(nothing.message.partition(": ")[2]),))
            return
        yield Chart(charts.html(drawing, name), title_of(drawing))

    return draw
