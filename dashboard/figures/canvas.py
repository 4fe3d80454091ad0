"""What a picture is drawn on: plain traces and layout, which Plotly checks only where asked.

A page sends what is drawn as it is. Checking each of its points costs ten times the drawing; the
same drawing is checked where it becomes a figure: in exports, in the gallery and in tests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, ParamSpec

import plotly.graph_objects as go

Trace = dict[str, Any]
P = ParamSpec("P")


class Canvas:
    """Traces and layout, drawn upon as on a figure."""

    def __init__(self) -> None:
        """An empty one."""
        self.data: list[Trace] = []
        self.layout: dict[str, Any] = {}

    def add_trace(self, trace: Trace) -> None:
        """Draw over what there is."""
        self.data.append(trace)

    def add_annotation(self, **facts: Any) -> None:
        """Write a text."""
        self.layout.setdefault("annotations", []).append(facts)

    def add_shape(self, **facts: Any) -> None:
        """Draw a line or a box."""
        self.layout.setdefault("shapes", []).append(facts)

    def update_layout(self, changed: Mapping[str, Any] | None = None, **more: Any) -> None:
        """Set parts of the layout; the rest of a part stays."""
        _into(self.layout, {**(changed or {}), **more})

    def figure(self) -> go.Figure:
        """The same as Plotly's own figure, each value checked."""
        return go.Figure(data=self.data, layout=self.layout)

    def plain(self) -> dict[str, Any]:
        """The same as it is sent."""
        return {"data": self.data, "layout": self.layout}


def checked(draw: Callable[P, Canvas]) -> Callable[P, go.Figure]:
    """The same picture as a figure."""

    @wraps(draw)
    def drawn(*args: P.args, **facts: P.kwargs) -> go.Figure:
        return draw(*args, **facts).figure()

    return drawn


def bar(**facts: Any) -> Trace:
    """A trace of bars."""
    return {"type": "bar", **facts}


def cells(**facts: Any) -> Trace:
    """A trace of cells, coloured by their value."""
    return {"type": "heatmap", **facts}


def line(**facts: Any) -> Trace:
    """A trace of lines or marks."""
    return {"type": "scatter", **facts}


def _into(held: dict[str, Any], changed: Mapping[str, Any]) -> None:
    for name, value in changed.items():
        if isinstance(value, Mapping) and isinstance(held.get(name), dict):
            _into(held[name], value)
        else:
            held[name] = dict(value) if isinstance(value, Mapping) else value
