"""What every figure has: title, grey line, source line, legend, and their places in pixels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.figures.clockface import span
from dashboard.theme import Look
from dashboard.words import many, percent

if TYPE_CHECKING:
    from feeds.coverage import Basis

TITLE_LINES, SUBTITLE_LINES, SOURCE_LINES = 3, 4, 5  # at most
NBSP = "\u00a0"
ZONES = {"Asia/Damascus": "Damascus time", "UTC": "UTC"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of fixed height: what lies above and below the drawing, in pixels."""

    width: int
    inner: int
    top: int
    bottom: int
    left: int
    right: int = 24

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


def start(sheet: Sheet, look: Look, title: str, subtitle: str) -> go.Figure:
    """An empty figure with its heading."""
    fig = go.Figure()
    fig.update_layout(
        template=theme.template(look),
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
            "text": f"<b>{theme.lines(title, _letters(sheet.width, 12), TITLE_LINES)}</b>",
            "font": {"size": theme.TITLE, "color": look.ink},
            "x": 0,
            "xref": "container",
            "xanchor": "left",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "pad": {"l": 24, "t": 20},
        },
    )
    _write(
        fig,
        sheet,
        theme.lines(subtitle, _letters(sheet.width, 7.3), SUBTITLE_LINES),
        heading(title, sheet.width) - 6,
        look,
        theme.SUBTITLE,
    )
    return fig


def heading(title: str, width: int) -> int:
    """Pixels that the title takes."""
    return 32 + 26 * _wrapped(title, _letters(width, 12), TITLE_LINES)


def room(title: str, subtitle: str, width: int, legend_rows: int) -> int:
    """Pixels above the drawing for title, grey line and legend."""
    grey = 4 + 18 * _wrapped(subtitle, _letters(width, 7.3), SUBTITLE_LINES)
    return heading(title, width) + grey + legend_rows * 20 + 10


def _letters(width: int, wide: float) -> int:
    """How many letters of a mean width fit a line."""
    return int((width - 44) / wide)


def _wrapped(text: str, letters: int, most: int) -> int:
    """How many lines a text takes."""
    return theme.lines(text, letters, most).count("<br>") + 1


def side(labels: Iterable[str], width: int, letter: float = 6.8, more: int = 24) -> int:
    """Pixels that labels beside the drawing need, of a third of the sheet at most."""
    longest = max((len(label) for label in labels), default=8)
    return min(int(width * 0.34), more + int(letter * longest))


def legend_rows(labels: list[str], width: int) -> int:
    """How many lines a legend needs, estimated from its letters."""
    used, rows = 0, 1
    for label in labels:
        need = 48 + int(len(label) * 7.2)
        if used and used + need > width:
            used, rows = 0, rows + 1
        used += need
    return rows


def legend(sheet: Sheet, look: Look) -> dict[str, Any]:
    """The legend once, on top, in the order of the stack."""
    return {
        "orientation": "h",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": 1 + 8 / sheet.inner,
        "yanchor": "bottom",
        "font": {"size": 12, "color": look.ink},
        "bgcolor": "rgba(0,0,0,0)",
        "traceorder": "normal",
        "itemclick": False,  # a hidden group would leave a stack that is no sum
        "itemdoubleclick": False,
        "tracegroupgap": 0,
    }


def _write(fig: go.Figure, sheet: Sheet, text: str, down: float, look: Look, size: int) -> None:
    """A line at the sheet's left edge, so many pixels below its top."""
    fig.add_annotation(
        text=text,
        x=0,
        xref="paper",
        xanchor="left",
        xshift=22 - sheet.left,
        y=1,
        yref="paper",
        yanchor="top",
        yshift=sheet.top - down,
        showarrow=False,
        align="left",
        font={"size": size, "color": look.muted},
    )


def sign(fig: go.Figure, sheet: Sheet, look: Look, basis: Basis, zone: str) -> go.Figure:
    """Add the source line."""
    text = theme.lines(source(basis, zone), _letters(sheet.width, 5.6), SOURCE_LINES)
    _write(fig, sheet, text, sheet.height - 14 - 16 * (text.count("<br>") + 1), look, theme.SMALL)
    return fig


def source(basis: Basis, zone: str) -> str:
    """What a figure rests on, in one line."""
    parts = [
        "Synthetic data, invented outlets." if basis.synthetic else "",
        f"{many(basis.outlets, 'outlet')}, {many(basis.feeds, 'feed')},"
        f" {many(basis.stories, 'story', 'stories')};",
        f"exposure {percent(basis.exposure)}{_captured(basis)}{_gaps(basis, zone)}.",
        f"Known at {pd.Timestamp(basis.cutoff):%-d %b %Y %H:%M} UTC.",
        f"Coverline {basis.version} · data {basis.data_hash}".replace(" ", NBSP),
    ]
    return " ".join(part for part in parts if part)


def _captured(basis: Basis) -> str:
    return f", {percent(basis.captured)} more from copies" if basis.captured else ""


def _gaps(basis: Basis, zone: str) -> str:
    spans = [
        (pd.Timestamp(a).tz_convert(zone), pd.Timestamp(b).tz_convert(zone))
        for a, b in basis.unobserved
    ]
    if not spans:
        return ""
    said = [_gap(a, b) for a, b in spans[:2]]
    more = f" and {len(spans) - 2} more" if len(spans) > 2 else ""
    return f" (nothing observed {', '.join(said)}{more})"


def _gap(from_at: pd.Timestamp, to_at: pd.Timestamp) -> str:
    whole = from_at == from_at.normalize() and to_at == to_at.normalize()
    if whole:
        return span(from_at, to_at)
    same = from_at.date() == to_at.date()
    ends = f"{to_at:%H:%M}" if same else f"{to_at:%-d %b %H:%M}"
    return f"{from_at:%-d %b %H:%M} – {ends}"


def zone_words(zone: str) -> str:
    """A zone as a reader says it."""
    return ZONES.get(zone, f"{zone.rsplit('/', 1)[-1].replace('_', ' ')} time")
