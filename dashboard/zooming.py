"""Coming closer: a stretch drawn across a picture becomes the span of the address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.figures.clockface import Clockface
from dashboard.selection import Asked
from feeds.coverage import bins
from feeds.coverage.selection import Bin, Selection

BY_HOUR = 4  # days: so few are drawn by hour
BETWEEN = ".."


def closer(asked: Asked, selection: Selection, low: str, high: str) -> dict[str, Any] | None:
    """What changes in the address when a reader draws from one place of the time axis to another:
    the whole days that it touches, by hour where they are few; None where nothing does."""
    first, last = (_instant(text, selection) for text in sorted((low, high)))
    first = max(first, pd.Timestamp(selection.from_at).tz_convert(selection.zone))
    last = min(last, pd.Timestamp(selection.to_at).tz_convert(selection.zone))
    last -= pd.Timedelta(microseconds=1)
    if last <= first:
        return None
    days = (last.normalize() - first.normalize()).days + 1
    size: Bin = "hour" if days <= BY_HOUR else "day" if days <= 5 * 7 else asked.bin
    return {
        "span": "dates",
        "from_day": f"{first:%Y-%m-%d}",
        "to_day": f"{last:%Y-%m-%d}",
        "bin": size,
        "whole": asked.whole or _held(asked),
    }


def _instant(text: str, selection: Selection) -> pd.Timestamp:
    """An instant from a place of the axis, which is drawn with the first bin's offset."""
    start = bins(selection)[0]
    drawn = Clockface([start], selection.bin).x(start)
    return pd.Timestamp(start + (pd.Timestamp(text) - pd.Timestamp(drawn)))


def _held(asked: Asked) -> str:
    span = f"{asked.from_day}{BETWEEN}{asked.to_day}" if asked.span == "dates" else asked.span
    return f"{span}.{asked.bin}"


def back(asked: Asked) -> Asked:
    """The selection before the picture was drawn closer."""
    span, _, size = asked.whole.rpartition(".")
    kept: Any = size if size in ("hour", "day", "week") else "day"
    first, between, last = span.partition(BETWEEN)
    plain = replace(asked, whole="", bin=kept, from_day="", to_day="")
    if between:
        return replace(plain, span="dates", from_day=first, to_day=last)
    return replace(plain, span=span)
