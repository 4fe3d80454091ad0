"""What every figure has: title, grey line, source line, legend, and their places in pixels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme, tongue
from dashboard.figures.canvas import Canvas
from dashboard.figures.clockface import span
from dashboard.theme import Look
from dashboard.tongue import percent, tell
from dashboard.tongue.places import right_to_left

if TYPE_CHECKING:
    from feeds.coverage import Basis

TITLE_LINES, SUBTITLE_LINES, SOURCE_LINES = 3, 4, 5  # at most
PHONE, PHONE_LINES = 420, 10  # pixels of a sheet whose grey line is never cut
TITLE_LINE = 26  # pixels
SLIM = 340  # pixels of a drawing on a phone
SOURCE = "source"  # the name of the line that says what a figure rests on
NBSP = "\u00a0"
ZONES = {"Asia/Damascus": "figure.damascus", "UTC": "figure.utc"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of fixed height: what lies above and below the drawing, in pixels."""

    width: int
    inner: int
    top: int
    bottom: int
    left: int
    right: int = 24
    lang: str = "en"

    @property
    def from_right(self) -> bool:
        """Whether its lines of text begin at the right edge; time never runs from there."""
        return right_to_left(self.lang)

    @property
    def edge(self) -> str:
        """The edge at which its lines of text begin."""
        return "right" if self.from_right else "left"

    @property
    def height(self) -> int:
        """The whole height."""
        return self.top + self.inner + self.bottom

    def up(self, pixels: float) -> float:
        """Paper coordinate of a place so many pixels below the top of the drawing."""
        return 1 - pixels / self.inner

    def domain(self, top: float, height: float) -> list[float]:
        """A y-axis domain from pixels below the top."""
        return [max(0.0, self.up(top + height)), min(1.0, self.up(top))]


def begin(sheet: Sheet, look: Look, title: str, subtitle: str) -> Canvas:
    """An empty canvas with its heading."""
    fig = Canvas()
    told = theme.lines(title, _letters(sheet.width, 12), TITLE_LINES)
    under = room(title, subtitle, sheet.width, 0) - 10
    fig.update_layout(
        template=theme.plain_template(look),
        height=sheet.height,
        width=sheet.width,
        margin={
            "t": sheet.top,
            "b": sheet.bottom,
            "l": sheet.left,
            "r": sheet.right,
            "pad": 4,
        },
        title={
            "text": f"<b>{told}</b>",
            "font": {"size": theme.TITLE, "color": look.ink},
            "x": 1 if sheet.from_right else 0,
            "xref": "container",
            "xanchor": sheet.edge,
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            # Plotly moves a title up by half of each line that it has below the first
            "pad": {"l": 24, "r": 24, "t": 20 + told.count("<br>") * TITLE_LINE // 2},
        },
        # Wherever the drawing begins, its key stands close below the grey line.
        legend={"y": 1 + (sheet.top - under - 2) / sheet.inner, "yanchor": "top"},
    )
    _write(
        fig,
        sheet,
        theme.lines(subtitle, _letters(sheet.width, 7.3), _grey(sheet.width)),
        heading(title, sheet.width) - 6,
        look,
        theme.SUBTITLE,
    )
    return fig


def heading(title: str, width: int) -> int:
    """Pixels that the title takes."""
    return 32 + TITLE_LINE * _wrapped(title, _letters(width, 12), TITLE_LINES)


def room(title: str, subtitle: str, width: int, legend_rows: int) -> int:
    """Pixels above the drawing for title, grey line and legend."""
    grey = 4 + 18 * _wrapped(subtitle, _letters(width, 7.3), _grey(width))
    return heading(title, width) + grey + legend_rows * 20 + 10


def _grey(width: int) -> int:
    """How many lines the grey line may take: on a phone as many as it needs."""
    return PHONE_LINES if width < PHONE else SUBTITLE_LINES


def _letters(width: int, wide: float) -> int:
    """How many letters of a mean width fit a line."""
    return int((width - 44) / wide)


def _wrapped(text: str, letters: int, most: int) -> int:
    """How many lines a text takes."""
    return theme.lines(text, letters, most).count("<br>") + 1


def side(labels: Iterable[str], width: int, letter: float = 6.8, more: int = 24) -> int:
    """Pixels that labels beside the drawing need, of a third of the sheet at most, of a phone's
    two fifths."""
    longest = max((len(label) for label in labels), default=8)
    return min(int(width * (0.4 if width < PHONE else 0.34)), more + int(letter * longest))


def beside(left: int, letter: float = 6.8) -> int:
    """How many letters a label in a margin of so many pixels has room for."""
    return max(6, int((left - 10) / letter))


def legend_rows(labels: list[str], width: int) -> int:
    """How many lines a legend needs, estimated from its letters: what does not fit one line
    Plotly lays out in columns as wide as the widest name."""
    if width < SLIM or not labels:
        return len(labels)  # Plotly then writes one below another
    needs = [46 + int(len(label) * (5.4 if theme.rightward(label) else 6.6)) for label in labels]
    if sum(needs) <= width:
        return 1
    return ceil(len(needs) / max(1, width // max(needs)))


def ticks(sheet: Sheet) -> int:
    """How many ticks of time stand beside one another without touching."""
    wide = 120 if sheet.from_right else 90
    return max(2, min(9, (sheet.width - sheet.left - sheet.right) // wide))


def legend(sheet: Sheet, look: Look) -> dict[str, Any]:
    """The legend once, on top, in the order of the stack; on a phone from the sheet's edge, where
    a long name has room."""
    before = sheet.left - 24 if sheet.width < PHONE else 0
    return {
        "orientation": "h",
        "x": -before / (sheet.width - sheet.left - sheet.right),
        "xref": "paper",
        "xanchor": "left",
        "font": {"size": 12, "color": look.ink},
        "bgcolor": "rgba(0,0,0,0)",
        "traceorder": "normal",
        "itemclick": False,  # a hidden group would leave a stack that is no sum
        "itemdoubleclick": False,
        "tracegroupgap": 0,
    }


def _write(
    fig: Canvas,
    sheet: Sheet,
    text: str,
    down: float,
    look: Look,
    size: int,
    name: str = "",
) -> None:
    """A line at the edge where text begins, so many pixels below the sheet's top."""
    fig.add_annotation(
        text=text,
        **({"name": name} if name else {}),
        x=1 if sheet.from_right else 0,
        xref="paper",
        xanchor=sheet.edge,
        xshift=sheet.right - 22 if sheet.from_right else 22 - sheet.left,
        y=1,
        yref="paper",
        yanchor="top",
        yshift=sheet.top - down,
        showarrow=False,
        align=sheet.edge,
        font={"size": size, "color": look.muted},
    )


def sign(fig: Canvas, sheet: Sheet, look: Look, basis: Basis, zone: str) -> Canvas:
    """Add the source line."""
    text = theme.lines(source(basis, zone, sheet.lang), _letters(sheet.width, 5.6), SOURCE_LINES)
    down = sheet.height - 14 - 16 * (text.count("<br>") + 1)
    _write(fig, sheet, text, down, look, theme.SMALL, SOURCE)
    return fig


def filled(fig: go.Figure, height: int) -> go.Figure:
    """A figure that is lower than its paper on the whole of it, its source line at the foot."""
    more = height - (fig.layout.height or height)
    if more > 0:
        fig.update_layout(height=height, margin_b=fig.layout.margin.b + more)
        for line in fig.select_annotations({"name": SOURCE}):
            line.yshift -= more
    return fig


def source(basis: Basis, zone: str, lang: str = "en") -> str:
    """What a figure rests on, in one line."""
    parts = [
        tell(lang, "figure.source.synthetic") if basis.synthetic else "",
        tell(
            lang,
            "figure.source.counted",
            outlets=tell(lang, "common.outlets", n=basis.outlets),
            feeds=tell(lang, "common.feeds", n=basis.feeds),
            stories=tell(lang, "common.stories", n=basis.stories),
        ),
        tell(
            lang,
            "figure.source.exposure",
            seen=percent(lang, basis.exposure),
            captured=_captured(basis, lang),
            gaps=_gaps(basis, zone, lang),
        ),
        tell(lang, "figure.source.known", at=_cutoff(basis, lang)),
        _version(basis, lang),
    ]
    return " ".join(part for part in parts if part)


def _cutoff(basis: Basis, lang: str) -> str:
    at = pd.Timestamp(basis.cutoff)
    return f"{tongue.day(lang, at)} {at:%H:%M}"


def _version(basis: Basis, lang: str) -> str:
    facts = {"version": basis.version, "hash": basis.data_hash}
    return tell(lang, "figure.source.version", **facts).replace(" ", NBSP)


def _captured(basis: Basis, lang: str) -> str:
    share = percent(lang, basis.captured)
    return tell(lang, "figure.source.captured", share=share) if basis.captured else ""


def _gaps(basis: Basis, zone: str, lang: str) -> str:
    spans = [
        (pd.Timestamp(a).tz_convert(zone), pd.Timestamp(b).tz_convert(zone))
        for a, b in basis.unobserved
    ]
    if not spans:
        return ""
    said = tell(lang, "common.comma").join(_gap(a, b, lang) for a, b in spans[:2])
    more = tell(lang, "figure.source.more", n=len(spans) - 2) if len(spans) > 2 else ""
    return tell(lang, "figure.source.gaps", gaps=said + more)


def _gap(from_at: pd.Timestamp, to_at: pd.Timestamp, lang: str) -> str:
    whole = from_at == from_at.normalize() and to_at == to_at.normalize()
    if whole:
        return span(from_at, to_at, lang=lang)
    same = from_at.date() == to_at.date()
    ends = f"{to_at:%H:%M}" if same else f"{tongue.month_day(lang, to_at)} {to_at:%H:%M}"
    return f"{tongue.month_day(lang, from_at)} {from_at:%H:%M} – {ends}"


def zone_words(zone: str, lang: str = "en") -> str:
    """A zone as a reader says it."""
    if zone in ZONES:
        return tell(lang, ZONES[zone])
    return tell(lang, "figure.zone", place=zone.rsplit("/", 1)[-1].replace("_", " "))
