"""Plotly's coordinates, lists and colours as matplotlib takes them (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from math import nan
from typing import Any

import numpy as np
from matplotlib.colors import to_rgba

CLEAR = (0.0, 0.0, 0.0, 0.0)
Colour = tuple[float, float, float, float]


def number(value: Any) -> float:
    """A coordinate: a number, or an instant in days."""
    if isinstance(value, datetime | np.datetime64) or hasattr(value, "to_pydatetime"):
        value = str(value)
    if isinstance(value, str):
        return float((np.datetime64(value) - np.datetime64("1970-01-01")) / np.timedelta64(1, "D"))
    return float(value)


def numbers(values: Any) -> list[float]:
    return [number(value) for value in (values if values is not None else ()) if value is not None]


def broken(values: Any) -> list[float]:
    """The same with NaN where a value is missing, at which a line breaks."""
    return [nan if value is None else number(value) for value in values]


def pick(values: Any, place: int, usual: Any = None) -> Any:
    """One of several values, or the one for all."""
    if values is None:
        return usual
    if isinstance(values, str) or not isinstance(values, Sequence | np.ndarray):
        return values
    return values[place] if len(values) > place else usual


def paint(colour: Any, opacity: Any = 1.0) -> tuple[float, float, float, float]:
    """A colour of Plotly's as matplotlib takes it."""
    text = str(colour)
    if found := re.fullmatch(r"rgba?\(([^)]*)\)", text):
        parts = [float(part) for part in found[1].split(",")]
        rgb, alpha = [part / 255 for part in parts[:3]], (parts[3:] or [1.0])[0]
        return (*rgb, alpha * float(opacity))  # type: ignore[return-value]
    return to_rgba(text, float(opacity))
