"""Palette, type and one Plotly template in light and dark; how labels are made safe to draw."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

FONT = '"Noto Sans", "Noto Sans Arabic", "DejaVu Sans", sans-serif'
GROUPS = ("#4477AA", "#66CCEE", "#CCBB44", "#EE6677", "#228833", "#AA3377")  # Tol bright
SEVENTH = "#5D3FD3"  # 40 and more (CIE76) from the six, for the colour-blind, too; a grey was 7
REST = "#777777"
TITLE, SUBTITLE, SMALL = 20, 13, 11

CONFIG: dict[str, Any] = {
    "showSendToCloud": False,
    "displaylogo": False,
    "responsive": True,
    "modeBarButtonsToRemove": ["lasso2d", "select2d", "autoScale2d"],
    "toImageButtonOptions": {"format": "png", "scale": 2, "filename": "coverline"},
}


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of one theme."""

    name: str
    ink: str
    muted: str
    grid: str
    hatch: str
    paper: str
    full: str  # a cell that was wholly observed
    none: str  # a cell that was observed and held no story
    scale: tuple[str, ...]  # from few to many stories


LIGHT = Look(
    name="light",
    ink="#1f2933",
    muted="#5f6b78",
    grid="#e6e9ed",
    hatch="#b8c0ca",
    paper="#ffffff",
    full="#52606d",
    none="#f3f5f8",
    scale=("#d5e3f2", "#a9c6e3", "#6f9fcb", "#4477aa", "#1f4e7f"),
)
DARK = Look(
    name="dark",
    ink="#e8ecf1",
    muted="#a2adba",
    grid="#343c46",
    hatch="#66717e",
    paper="#15191e",
    full="#aab4c0",
    none="#20262d",
    scale=("#24405e", "#2f5c8a", "#4477aa", "#74a5d1", "#b9d7f2"),
)
LOOKS = {look.name: look for look in (LIGHT, DARK)}


def template(look: Look) -> go.layout.Template:
    """The one template: faint lines, no frame, the house type."""
    axis = {
        "gridcolor": look.grid,
        "linecolor": look.grid,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "tickfont": {"size": SMALL + 1, "color": look.muted},
        "automargin": False,
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": SUBTITLE, "color": look.ink},
            "paper_bgcolor": look.paper,
            "plot_bgcolor": look.paper,
            "colorway": [*GROUPS, REST],
            "xaxis": axis,
            "yaxis": axis,
            "barmode": "stack",
            "bargap": 0,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": look.paper,
                "bordercolor": look.muted,
                "font": {"family": FONT, "size": 12, "color": look.ink},
                "align": "left",
            },
            "dragmode": "zoom",
        }
    )


@lru_cache(maxsize=4)
def plain_template(look: Look) -> dict[str, Any]:
    """The same as it is sent; not to be written into."""
    told: dict[str, Any] = template(look).to_plotly_json()
    return told


def colours(groups: Sequence[str]) -> dict[str, str]:
    """Group ids in their order -> colour; `rest` is grey unless it stands alone."""
    if list(groups) == ["rest"]:
        return {"rest": GROUPS[0]}
    named = [group for group in groups if group != "rest"]
    painted = dict(zip(named, (*GROUPS, SEVENTH), strict=False))
    return {**painted, "rest": REST}


RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RTL_LETTER = re.compile(f"[{RTL}]")
_LTR_RUN = re.compile(r"[A-Za-z0-9À-ɏ](?:[^" + RTL + r"]*[A-Za-z0-9À-ɏ%])?")
_RTL_RUN = re.compile(f"[{RTL}](?:[^A-Za-z0-9À-ɏ]*[{RTL}])?")


_RANGE = re.compile(r"([0-9][0-9:.,]*)–([0-9][0-9:.,]*)")


def rightward(text: str) -> bool:
    """Whether a text holds letters that run from right to left."""
    return bool(_RTL_LETTER.search(text))


def wrap_mixed(label: str) -> str:
    """Isolate runs of the other direction: Arabic with Latin or digits comes out scrambled."""
    right = len(_RTL_LETTER.findall(label))
    if not right:
        return label
    if right >= len(re.findall(r"[A-Za-zÀ-ɏ]", label)):
        return "\u2067" + _LTR_RUN.sub(_isolated, label) + "\u2069"
    return _RTL_RUN.sub("\u2067\\g<0>\u2069", label)


def _isolated(run: re.Match[str]) -> str:
    """A run from left to right; the ends of a range of numbers stand in the order of reading."""
    ends = _RANGE.fullmatch(run[0])
    parts = ends.groups() if ends else (run[0],)
    return "–".join(f"\u2066{part}\u2069" for part in parts)


def plain(text: str) -> str:
    """Text as Plotly must get it: never markup, in the right direction, in one line."""
    return html.escape(wrap_mixed(re.sub(r"[ \t\r\n]+", " ", text)), quote=False)


def lines(text: str, width: int, most: int = 2) -> str:
    """Text broken at words into at most `most` lines, an ellipsis where it goes on."""
    found = textwrap.wrap(re.sub(r"[ \t\r\n]+", " ", text), width) or [""]
    if len(found) > most:
        found = [*found[: most - 1], found[most - 1][: width - 1].rstrip(" ,;:") + "…"]
    return "<br>".join(plain(line) for line in found)
