"""The table of events: what each is, who was first, how far behind, and a tiny bar of its days."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd

from dashboard.figures import lags
from dashboard.figures.tables import each
from dashboard.grids import RIGHT, WHOLE, drawn, fronted, headed, who_first
from dashboard.tongue import tell
from dashboard.words import Names

SHOWN = 2  # topics of an event; the rest stands in the tooltip


def grid(
    table: pd.DataFrame,
    names: Names,
    zone: str,
    theme: str,
    dark: Sequence[bool],
    narrow: bool = False,
) -> Any:
    """From `happening.all_events`; `dark` are the bins less than half of which was observed."""
    say = partial(headed, names.lang)
    peak = max((max(counts, default=0) for counts in table["counts"]), default=0)
    rows = [_row(event, names, zone, dark, peak) for event in each(table)]
    wide = names.lang == "ar"  # its words for lengths of time are longer
    columns: list[dict[str, Any]] = [
        {
            "field": "label", "headerName": say("event"), "flex": 3, "minWidth": 240,
            "cellRenderer": "PlainText", "tooltipField": "label", **WHOLE,
        },
        {
            "field": "topics", "headerName": say("topics"), "flex": 2, "minWidth": 180,
            "tooltipField": "every", **WHOLE,
        },
        {"field": "first", "headerName": say("first"), "width": 140, "cellClass": "figures"},
        {"field": "who", "headerName": say("who"), "flex": 1, "minWidth": 172, **WHOLE},
        _number("lag", tell(names.lang, "events.lag_sure"), 132 if wide else 100, "LagText"),
        _number("outlets", say("outlets"), 80),
        _number("stories", say("stories"), 78),
        _number("reprints", tell(names.lang, "events.reprints"), 104 if wide else 84),
        _number("span", tell(names.lang, "events.span"), 112 if wide else 90, "SpanText"),
        {
            "field": "bars", "headerName": tell(names.lang, "events.days"), "width": 128,
            "cellRenderer": "DayBars", "sortable": False,
        },
    ]  # fmt: skip
    columns = fronted(columns, ("label", "stories", "outlets", "bars", "who", "lag"), narrow)
    return drawn("events-grid", columns, rows, theme, names.lang, 620, selectable=True)


def _number(field: str, head: str, width: int, renderer: str = "") -> dict[str, Any]:
    shown = {"cellRenderer": renderer} if renderer else {}
    return {"field": field, "headerName": head, "width": width, **RIGHT, **shown}


def _row(event: Any, names: Names, zone: str, dark: Sequence[bool], peak: int) -> dict[str, Any]:
    topics = [names.topics.get(one, one) for one in str(event.topic_ids).split()]
    length = event.last_at - event.first_at
    known = not pd.isna(event.lag_hours)
    late = pd.Timedelta(hours=float(event.lag_hours)) if known else pd.Timedelta(0)
    return {
        "id": event.event_id,
        "label": event.label,
        "topics": _few(topics, names),
        "every": names.tell("common.comma").join(topics),
        "first": f"{event.first_at.tz_convert(zone):%Y-%m-%d %H:%M}",
        "who": who_first(event.first_outlets, names),
        "lag": round(float(event.lag_hours), 3) if known else None,
        "lagged": lags.lag(late, late, names) if known else "",
        "outlets": int(event.outlets),
        "stories": int(event.stories),
        "reprints": int(event.reprints),
        "span": round(length.total_seconds()),
        "spanned": lags.length(length, names),
        "bars": {"n": list(event.counts), "dark": [int(one) for one in dark], "top": peak},
    }


def _few(topics: Sequence[str], names: Names) -> str:
    """The first topics; how many more there are, where the row would grow tall."""
    shown = names.tell("common.comma").join(topics[:SHOWN])
    more = len(topics) - SHOWN
    return names.tell("events.given.and_more", who=shown, n=more) if more > 0 else shown
