"""What is new since the reader's last visit, which only their own browser remembers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd
from dash import html

from dashboard.data import Desk
from dashboard.pages.links import leads
from dashboard.selection import Asked, from_query, resolve
from dashboard.tongue import moment, tell
from feeds.coverage import Selection
from feeds.coverage.selection import ONE_GROUP

BY_HOUR = timedelta(days=31)  # since longer ago, whole days are counted
MOST = 4


def section(asked: Asked) -> html.Section:
    """Its heading and the place that `told` fills."""
    title = html.H2(tell(asked.lang, "overview.fresh"))
    return html.Section([title, html.Div(id="fresh", className="inset")])


def told(desk: Desk, visit: str, view: str) -> list[Any]:
    """What was first seen since `visit`, an instant in ISO 8601, or since the URL's own."""
    asked = from_query(view.partition("?")[2], desk.subject(), page="overview")
    since, span = instant(asked.since or visit), desk.span()
    if since is None or span is None:
        return [html.P(tell(asked.lang, "overview.fresh_first"))]
    chosen = seen_since(resolve(asked, desk.subject(), span), since, span[1])
    at = moment(asked.lang, since.astimezone(chosen.tz) if chosen else since)
    table = desk.volume(chosen) if chosen else pd.DataFrame({"row": [], "count": []})
    counts = table.groupby("row")["count"].sum().sort_values(ascending=False, kind="stable")
    if chosen is None or counts.empty:
        return [html.P(tell(asked.lang, "overview.fresh_none", at=at))]
    own = desk.basis(chosen)
    stories = tell(asked.lang, "common.stories", n=own.stories - own.reprints)
    names = desk.names(chosen, asked.lang)
    said = html.P(tell(asked.lang, "overview.fresh_at", at=at, stories=stories))
    return [said, html.Ul([_line(asked, names, row, int(n)) for row, n in counts[:MOST].items()])]


def _line(asked: Asked, names: Any, topic: Any, count: int) -> html.Li:
    link = leads(
        tell(asked.lang, "common.stories", n=count),
        asked, page="timeline", topics=(str(topic),), row=str(topic), clock="seen",
    )  # fmt: skip
    return html.Li([f"{names.row('topic', str(topic))}: ", link])


def instant(text: str) -> datetime | None:
    """An instant with its zone, None where the text is none (pure)."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else None


def seen_since(selection: Selection, since: datetime, last: datetime) -> Selection | None:
    """What was first seen from the hour, or long ago the day, of `since` on; None where
    nothing was polled later (pure)."""
    if since >= last:
        return None
    local = since.astimezone(selection.tz).replace(minute=0, second=0, microsecond=0)
    by_hour = last - since <= BY_HOUR
    start = local if by_hour else local.replace(hour=0)
    return replace(
        selection,
        from_at=start.astimezone(UTC),
        to_at=last + timedelta(seconds=1),
        bin="hour" if by_hour else "day",
        clock="seen",
        grouping=ONE_GROUP,
    )
