"""What a page is to the frame: what it draws, and which controls it has no use for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dash import Dash

from dashboard.data import Desk
from dashboard.selection import Asked
from feeds.coverage import Selection

CONTROLS = (
    "span",
    "dates",
    "bin",
    "rows",
    "measure",
    "counting",
    "clock",
    "topics",
    "outlets",
    "grouping",
    "zone",
    "theme",
    "lang",
)
ALWAYS = ("theme", "lang")
Draw = Callable[[Desk, Asked, Selection, datetime], list[Any]]
Block = Callable[[Desk, Asked, Selection, Mapping[str, Any]], tuple[list[dict[str, Any]], int]]
Below = Callable[[Desk, Asked, Selection], list[Any]]


@dataclass(frozen=True, slots=True)
class PageOf:
    """One page. Its name in the menu is `bar.pages.NAME` of the catalogues.

    `draw` gives the page and is drawn anew when the selection changes, `below` what a click
    opened; `unused` names the controls that do nothing here; `register` ties callbacks that
    only this page has. A page with `standing` needs no data and is drawn by it alone; one that
    is not `listed` stands in no menu. One that is `kept` hangs on its address and the data alone,
    not on who reads or when, and is drawn once for all readers. `begins` names what its first
    view is made of, so that the browser fetches the scripts at once: `figure`, `grid`. `block`
    gives the rows that its long table of stories asks for, and how many there are.
    """

    draw: Draw | None = None
    below: Below | None = None
    unused: tuple[str, ...] = ()
    register: Callable[[Dash, Desk], None] | None = None
    standing: Callable[[Desk, Asked], list[Any]] | None = None
    listed: bool = True
    kept: bool = False
    begins: tuple[str, ...] = ()
    block: Block | None = None


def all_but(*used: str) -> tuple[str, ...]:
    """Every control but those that a page uses."""
    return tuple(name for name in CONTROLS if name not in (*used, *ALWAYS))
