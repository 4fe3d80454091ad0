"""The help: the user's pages, one below another."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard import manual
from dashboard.data import Desk
from dashboard.pages.kinds import PageOf, all_but
from dashboard.pages.links import leads
from dashboard.selection import Asked
from dashboard.tongue import tell


def standing(desk: Desk, asked: Asked) -> list[Any]:
    """Every page of the help, beneath their titles."""
    way = leads(tell(asked.lang, "gallery.link"), asked, page="gallery")
    return [manual.contents(asked.lang), html.P(way, className="grey"), manual.article(asked.lang)]


PAGE = PageOf(unused=all_but(), standing=standing)
