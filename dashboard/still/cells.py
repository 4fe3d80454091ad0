"""A table's cells in its still: as assets/dashAgGridComponentFunctions.js draws them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dashboard.still.markup import box, element, text

DAY_STATES = ("observed", "captured", "overran", "failed")
Row = Mapping[str, Any]


def _plain(row: Row, field: str) -> str:
    value = row.get(field)
    return element("bdi", text("" if value is None else value))


def _days(row: Row, field: str) -> str:
    """A bar a day on one scale for all rows; a day that was hardly observed is grey."""
    held = row.get(field) or {"n": [], "dark": [], "top": 0}
    wide = 96 / max(1, len(held["n"]))
    told = []
    for place, (count, dark) in enumerate(zip(held["n"], held["dark"], strict=True)):
        tall = max(3 if count else 0, 22 * count / held["top"]) if held["top"] else 0
        if dark:
            told.append(_bar(place * wide, 0, wide, 24, "dark"))
        told.append(_bar(place * wide + wide * 0.1, 24 - tall, max(1, wide * 0.8), tall, "bar"))
    floor = '<line x1="0" x2="96" y1="24.5" y2="24.5" class="floor"/>'
    return element("svg", "".join(told) + floor, {"width": "96", "height": "25", "class": "days"})


def _bar(x: float, y: float, width: float, height: float, kind: str) -> str:
    held = {"x": x, "y": y, "width": width, "height": height}
    return element("rect", "", {**{key: f"{at:.1f}" for key, at in held.items()}, "class": kind})


def _link(row: Row, field: str) -> str:
    """A headline that leads to its story, where its address is one of the web."""
    told, url = element("bdi", text(row.get(field) or "")), str(row.get("url") or "")
    if not url.lower().startswith(("https://", "http://")):
        return told
    return element("a", told, {"href": url, "target": "_blank", "rel": "noopener noreferrer"})


def _found(row: Row, field: str) -> str:
    """The same with an analyst's own translation below."""
    gloss = row.get("gloss")
    more = {"class": "analyst", "dir": "auto"}
    own = element("span", text(f"{row['glossed']}: {gloss}"), more) if gloss else ""
    return element("div", _link(row, field) + own, {"class": "found", "dir": "auto"})


def _known(row: Row, field: str) -> str:
    """How a time is known; what it opens comes with the living page."""
    waits: dict[str, str | None] = {"type": "button", "class": "known", "aria-disabled": "true"}
    return element("button", text(row.get(field) or ""), {**waits, "tabindex": "-1"})


def _strip(row: Row, field: str) -> str:
    """A feed's days, "80.0.20.0" the hundredths of each in DAY_STATES; "" is a whole day."""
    days = (day or "100" for day in str(row.get(field) or "").split(","))
    return box("".join(box(_shares(day), "day") for day in days), "days")


def _shares(day: str) -> str:
    return "".join(
        element("span", "", {"class": state, "style": f"height:{int(share)}%"})
        for state, share in zip(DAY_STATES, day.split("."), strict=False)
    )


SHOWN: dict[str, Callable[[Row, str], str]] = {
    "PlainText": _plain,
    "LagText": lambda row, _: _plain(row, "lagged"),
    "SpanText": lambda row, _: _plain(row, "spanned"),
    "DayBars": _days,
    "StoryLink": _link,
    "FoundStory": _found,
    "StoryKnown": _known,
    "FeedDays": _strip,
}
