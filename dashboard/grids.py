"""Tables on the page, and what they share; text is never markup, links only http(s)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence, Set
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import dash_ag_grid as dag
import pandas as pd
from dash import html

from dashboard.figures.tables import each
from dashboard.theme import LOOKS, Look
from dashboard.tongue import month_day, said, tell
from dashboard.tongue.places import language_name, right_to_left
from dashboard.words import Names

PAGE_ROWS = 100
TAIL = 32  # letters of an address that tell two feeds apart
LEADING = 230  # pixels of the first column on a phone
SHORT = 12  # rows; a table that is no longer needs no bar of its own


RIGHT = {"type": "rightAligned", "cellClass": "ag-right-aligned-cell figures"}
PERCENT = {"function": "params.value == null ? '' : (100 * params.value).toFixed(0) + ' %'"}
WHOLE = {"wrapText": True, "autoHeight": True}  # a headline that is cut says something else


def known(story: Any, zone: str, lang: str = "en") -> str:
    """How a story's time was read, with its interval where it is one."""
    text = tell(lang, f"grids.bases.{story.date_basis}")
    low, high = (at.tz_convert(zone) for at in (story.earliest_at, story.latest_at))
    if high.floor("min") <= low.floor("min"):
        return text  # as near as minutes tell
    return tell(lang, "grids.interval", told=text, low=_short(lang, low), high=_short(lang, high))


def _short(lang: str, at: pd.Timestamp) -> str:
    return f"{month_day(lang, at)} {at:%H:%M}"


def headed(lang: str, name: str) -> str:
    """A column's heading."""
    return tell(lang, f"grids.{name}")


def fronted(
    columns: Sequence[dict[str, Any]], first: Sequence[str], narrow: bool
) -> list[dict[str, Any]]:
    """The columns; on a phone those that say most stand first, and the leading one leaves the
    next some room."""
    if not narrow:
        return list(columns)
    places = {name: place for place, name in enumerate(first)}
    held = sorted(columns, key=lambda column: places.get(str(column["field"]), len(places)))
    leading = {"minWidth": LEADING, "maxWidth": LEADING}
    return [{**held[0], **leading}, *held[1:]]


def who_first(outlets: tuple[str, ...], names: Names) -> str:
    """The first outlet, or all that may have been first."""
    told = [names.outlets.get(outlet, outlet) for outlet in outlets]
    if len(told) < 2:
        return told[0] if told else names.tell("grids.unknown")
    named = names.tell("common.comma").join(told[:3])
    if len(told) <= 3:
        return names.tell("grids.one_of", outlets=named)
    return names.tell("grids.more", outlets=named, n=len(told) - 3)


def feeds(
    table: pd.DataFrame,
    days: Mapping[str, str],
    zone: str,
    theme: str,
    lang: str,
    narrow: bool = False,
) -> Any:
    """The state of every feed in a sentence, and its strip by its id; a click opens one."""
    say = partial(headed, lang)
    counts = table["outlet_id"].value_counts()
    single = set(counts.index[counts == 1])
    rows = [
        {
            "id": feed.feed_id,
            "days": days.get(feed.feed_id, ""),
            "outlet": _feed_name(feed, single),
            "state": tell(lang, f"feeds.states.{feed.state}"),
            "sentence": said(lang, str(feed.sentence)),
            "alarms": "\n".join(feed.alarms),
            "share": float(feed.observed_share),
            "polled": _instant(feed.last_poll_at, zone),
            "language": language_name(lang, str(feed.language)) if feed.language else "",
            "scope": tell(lang, f"feeds.scopes.{feed.scope}"),
            "url": feed.url,
        }
        for feed in each(table)
    ]
    columns: list[dict[str, Any]] = [
        {
            "field": "outlet",
            "headerName": say("outlet"),
            "width": 200,
            "cellRenderer": "PlainText",
            "tooltipField": "url",
            **WHOLE,
        },
        {"field": "state", "headerName": say("state"), "width": 110},
        {
            "field": "days",
            "headerName": say("weeks"),
            "width": 190,
            "sortable": False,
            "cellRenderer": "FeedDays",
        },
        {
            "field": "sentence",
            "headerName": say("means"),
            "flex": 3,
            "minWidth": 300,
            "wrapText": True,
            "autoHeight": True,
            "cellRenderer": "PlainText",
            "cellClassRules": {"alarming": "params.data.alarms !== ''"},
        },
        {
            "field": "share",
            "headerName": say("share"),
            "width": 150,
            "valueFormatter": PERCENT,
            **RIGHT,
        },
        {"field": "polled", "headerName": say("polled"), "width": 140, "cellClass": "figures"},
        {"field": "language", "headerName": say("language"), "width": 100},
        {"field": "scope", "headerName": say("scope"), "width": 110},
        {
            "field": "url",
            "headerName": say("address"),
            "flex": 1,
            "minWidth": 150,
            "cellRenderer": "PlainText",
            "tooltipField": "url",
        },
    ]
    shown = fronted(columns, ("outlet", "state", "share", "sentence"), narrow)
    return drawn("feeds-grid", shown, rows, theme, lang, 620, selectable=True)


def _feed_name(feed: Any, single: Set[str]) -> str:
    """The outlet, with the end of the feed's address where the outlet has several."""
    if feed.outlet_id in single:
        return str(feed.outlet)
    path = urlsplit(str(feed.url))
    end = f"{path.path}?{path.query}" if path.query else path.path
    return f"{feed.outlet} · \u2066{end.strip('/')[-TAIL:] or path.netloc}\u2069"


def _instant(at: Any, zone: str) -> str:
    return "" if pd.isna(at) else f"{pd.Timestamp(at).tz_convert(zone):%Y-%m-%d %H:%M}"


def drawn(
    name: str,
    columns: list[dict[str, Any]],
    rows: list[dict[str, Any]],
    theme: str,
    lang: str,
    height: int,
    selectable: bool = False,
) -> Any:
    """A table of all its rows."""
    options: dict[str, Any] = {
        "headerHeight": 34,
        "rowHeight": 32,
        "tooltipShowDelay": 400,
        "enableCellTextSelection": True,
        "suppressColumnVirtualisation": True,
        "pagination": len(rows) > PAGE_ROWS * 10,
        "paginationPageSize": PAGE_ROWS,
        "paginationPageSizeSelector": False,
        "enableRtl": right_to_left(lang),
        "localeText": {"noRowsToShow": tell(lang, "grids.empty")},
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
        dashGridOptions={**options, "theme": {"function": theme_of(LOOKS[theme])}},
        style={} if short else {"height": height},
    )
    return html.Div(grid, className="table")


def theme_of(look: Look) -> str:
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
