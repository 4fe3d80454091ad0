"""The help: the user's pages, one below another."""

from __future__ import annotations

from typing import Any

from dashboard import manual
from dashboard.data import Desk
from dashboard.pages.kinds import PageOf, all_but
from dashboard.selection import Asked


def standing(desk: Desk, asked: Asked) -> list[Any]:
    """Every page of the help."""
    return [manual.article()]


PAGE = PageOf(unused=all_but(), standing=standing)
