"""Tables on the page: stories, events and feeds; text is never markup, links only http(s)."""

from __future__ import annotations

import json
from typing import Any

import dash_ag_grid as dag
import pandas as pd
from dash import html

from dashboard.figures import lags
from dashboard.figures.tables import each
from dashboard.theme import LOOKS, Look
from dashboard.words import Names

PAGE_ROWS = 100
SHORT = 12  # rows; a table that is no longer needs no bar of its own
FORMS = {"news": "", "opinion": "opinion", "live": "live", "round-up": "round-up"}


def stories(table: pd.DataFrame, names: Names, zone: str, theme: str) -> Any:
    """Stories with outlet, time and how it is known, and a link."""
    rows = [_story(story, names, zone) for story in each(table)]
    columns: list[dict[str, Any]] = [
        {"field": "at", "headerName": "Published", "width": 140, "cellClass": "figures"},
        {"field": "outlet", "headerName": "Outlet", "width": 170},
        {"field": "title", "headerName": "Headline", "flex": 3, "minWidth": 260, **_LINK},
        {"field": "group", "headerName": "Group", "width": 150},
        {"field": "topics", "headerName": "Topics", "flex": 1, "minWidth": 150},
        {
            "field": "known",
            "headerName": "How the time is known",
            "flex": 1,
            "minWidth": 180,
            "cellRenderer": "StoryKnown",
        },
        {"field": "kind", "headerName": "Kind", "width": 100},
    ]
    return _grid("stories", columns, rows, theme, 420)


RIGHT = {"type": "rightAligned", "cellClass": "ag-right-aligned-cell figures"}
WHOLE = {"wrapText": True, "autoHeight": True}  # a headline that is cut says something else
_LINK = {"cellRenderer": "StoryLink", "tooltipField": "title", **WHOLE}


def _story(story: Any, names: Names, zone: str) -> dict[str, Any]:
    kinds = [FORMS.get(str(story.form), ""), "reprint" if story.copy_of else ""]
    return {
        "id": story.id,
        "at": f"{story.published_at.tz_convert(zone):%Y-%m-%d %H:%M}",
        "outlet": names.outlets.get(story.outlet_id, story.outlet_id),
        "title": story.title,
        "url": story.url,
        "group": names.groups.get(str(story.group), ""),
        "topics": ", ".join(names.topics.get(t, t) for t in str(story.topic_ids).split()),
        "known": known(story, zone),
        "kind": ", ".join(kind for kind in kinds if kind),
    }


def known(story: Any, zone: str) -> str:
    """How a story's time was read, with its interval where it is one."""
    text = lags.BASES.get(str(story.date_basis), str(story.date_basis))
    if story.latest_at > story.earliest_at:
        low, high = story.earliest_at.tz_convert(zone), story.latest_at.tz_convert(zone)
        text += f", {low:%-d %b %H:%M} to {high:%-d %b %H:%M}"
    return text


def events(table: pd.DataFrame, names: Names, zone: str, theme: str) -> Any:
    """Events, most stories first."""
    rows = [
        {
            "id": event.event_id,
            "label": event.label,
            "first": f"{event.first_at.tz_convert(zone):%Y-%m-%d %H:%M}",
            "stories": int(event.stories),
            "outlets": int(event.outlets),
            "who": who_first(event.first_outlets, names),
            "lag": "" if pd.isna(event.lag_hours) else f"{float(event.lag_hours):.1f}",
            "topics": ", ".join(names.topics.get(t, t) for t in str(event.topic_ids).split()),
        }
        for event in each(table)
    ]

    columns: list[dict[str, Any]] = [
        {
            "field": "label",
            "headerName": "Event",
            "flex": 3,
            "minWidth": 260,
            "cellRenderer": "PlainText",
            "tooltipField": "label",
            **WHOLE,
        },
        {"field": "first", "headerName": "First story", "width": 140, "cellClass": "figures"},
        {"field": "stories", "headerName": "Stories", "width": 90, **RIGHT},
        {"field": "outlets", "headerName": "Outlets", "width": 90, **RIGHT},
        {"field": "who", "headerName": "First among watched", "flex": 1, "minWidth": 180},
        {"field": "lag", "headerName": "Median lag, h", "width": 120, **RIGHT},
        {"field": "topics", "headerName": "Topics", "flex": 1, "minWidth": 160},
    ]
    return _grid("events-grid", columns, rows, theme, 360, selectable=True)


def who_first(outlets: tuple[str, ...], names: Names) -> str:
    """The first outlet, or all that may have been first."""
    told = [names.outlets.get(outlet, outlet) for outlet in outlets]
    if len(told) < 2:
        return told[0] if told else "not known"
    more = f" and {len(told) - 3} more" if len(told) > 3 else ""
    return f"one of {', '.join(told[:3])}{more}"


def feeds(table: pd.DataFrame, zone: str, theme: str) -> Any:
    """The state of every feed in a sentence."""
    rows = [
        {
            "outlet": feed.outlet,
            "state": feed.state,
            "sentence": feed.sentence,
            "alarms": "\n".join(feed.alarms),
            "share": float(feed.observed_share),
            "polled": _instant(feed.last_poll_at, zone),
            "due": _due(feed, zone),
            "language": feed.language,
            "scope": feed.scope,
            "url": feed.url,
        }
        for feed in each(table)
    ]
    percent = {"function": "params.value == null ? '' : (100 * params.value).toFixed(0) + ' %'"}
    columns: list[dict[str, Any]] = [
        {"field": "outlet", "headerName": "Outlet", "width": 170},
        {"field": "state", "headerName": "State", "width": 120},
        {
            "field": "sentence",
            "headerName": "What that means",
            "flex": 3,
            "minWidth": 300,
            "wrapText": True,
            "autoHeight": True,
            "cellClassRules": {"alarming": "params.data.alarms !== ''"},
        },
        {
            "field": "share",
            "headerName": "Observed, 7 days",
            "width": 150,
            "valueFormatter": percent,
            **RIGHT,
        },
        {"field": "polled", "headerName": "Last poll", "width": 140, "cellClass": "figures"},
        {
            "field": "due",
            "headerName": "Next due, and why",
            "flex": 1,
            "minWidth": 190,
            "wrapText": True,
            "autoHeight": True,
        },
        {"field": "language", "headerName": "Language", "width": 100},
        {"field": "scope", "headerName": "Scope", "width": 85},
        {
            "field": "url",
            "headerName": "Address",
            "flex": 1,
            "minWidth": 150,
            "cellRenderer": "PlainText",
            "tooltipField": "url",
        },
    ]
    return _grid("feeds-grid", columns, rows, theme, 620)


def _due(feed: Any, zone: str) -> str:
    """When the feed is asked next and why then; nothing for one that is not asked."""
    at = _instant(feed.next_due_at, zone)
    if not at or not feed.enabled or feed.state == "retired":
        return ""
    return f"{at}: {feed.next_due_why}" if feed.next_due_why else at


def _instant(at: Any, zone: str) -> str:
    return "" if pd.isna(at) else f"{pd.Timestamp(at).tz_convert(zone):%Y-%m-%d %H:%M}"


def _grid(
    name: str,
    columns: list[dict[str, Any]],
    rows: list[dict[str, Any]],
    theme: str,
    height: int,
    selectable: bool = False,
) -> Any:
    options: dict[str, Any] = {
        "headerHeight": 34,
        "rowHeight": 32,
        "tooltipShowDelay": 400,
        "enableCellTextSelection": True,
        "suppressColumnVirtualisation": True,
        "pagination": len(rows) > PAGE_ROWS * 10,
        "paginationPageSize": PAGE_ROWS,
        "paginationPageSizeSelector": False,
    }
    short = len(rows) <= SHORT
    if short:
        options["domLayout"] = "autoHeight"
    if selectable:
        options["rowSelection"] = {
            "mode": "singleRow",
            "checkboxes": False,
            "enableClickSelection": True,
        }
    grid = dag.AgGrid(
        id=name,
        **({"getRowId": "params.data.id"} if rows and "id" in rows[0] else {}),
        columnDefs=columns,
        rowData=rows,
        defaultColDef={"sortable": True, "resizable": True, "filter": False},
        dashGridOptions={**options, "theme": {"function": _theme(LOOKS[theme])}},
        style={} if short else {"height": height},
    )
    return html.Div(grid, className="table")


def _theme(look: Look) -> str:
    """The grid's own theme in the page's colours."""
    parameters = {
        "backgroundColor": look.paper,
        "foregroundColor": look.ink,
        "chromeBackgroundColor": look.none,
        "borderColor": look.grid,
        "browserColorScheme": look.name,
        "accentColor": look.scale[3],
        "fontSize": 13,
        "wrapperBorderRadius": 0,
        "fontFamily": "inherit",
    }
    return f"themeQuartz.withParams({json.dumps(parameters)})"
