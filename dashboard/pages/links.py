"""Ways from one page to another with the selection kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dash import dcc

from dashboard.selection import Asked


def to(asked: Asked, **changed: Any) -> str:
    """The address of the selection with some of it changed; what was open is closed."""
    return replace(asked.view(), **changed).to_url()


def leads(text: str, asked: Asked, **changed: Any) -> dcc.Link:
    """A text that leads there."""
    return dcc.Link(text, href=to(asked, **changed))
