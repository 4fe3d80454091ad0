"""Stories on the page, under a bar or an event: a short table at once, a long one in blocks as
the reader scrolls, so that a page is as light with forty thousand stories as with forty."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import dash_ag_grid as dag
import pandas as pd
from dash import html

from dashboard.figures.tables import each
from dashboard.grids import WHOLE, drawn, fronted, headed, known, theme_of
from dashboard.theme import LOOKS
from dashboard.tongue.places import right_to_left
from dashboard.words import Names

FORMS = ("opinion", "live", "round-up")  # news goes without saying
AT_ONCE, BLOCK = 60, 50  # rows: of a table that comes whole, and of one scroll
LINES = 48  # pixels of a row whose headline has two lines
SORTED = {
    "at": "published_at",
    "outlet": "outlet_id",
    "title": "title",
    "group": "group",
    "topics": "topic_ids",
    "known": "date_basis",
    "kind": "form",
}
Blocks = tuple[list[dict[str, Any]], int]


def grid(table: pd.DataFrame, names: Names, zone: str, theme: str, narrow: bool = False) -> Any:
    """Stories with outlet, time and how it is known, and a link."""
    if len(table) <= AT_ONCE:
        rows = [_story(story, names, zone) for story in each(table)]
        return drawn("stories", _columns(names.lang, WHOLE, narrow), rows, theme, names.lang, 420)
    lines = {"wrapText": True, "cellClass": "two-lines"}
    options = {
        "headerHeight": 34,
        "rowHeight": LINES,
        "cacheBlockSize": BLOCK,
        "maxBlocksInCache": 40,
        "infiniteInitialRowCount": len(table),
        "tooltipShowDelay": 400,
        "enableCellTextSelection": True,
        "suppressColumnVirtualisation": True,
        "enableRtl": right_to_left(names.lang),
        "theme": {"function": theme_of(LOOKS[theme])},
    }
    long = dag.AgGrid(
        id="stories",
        rowModelType="infinite",
        getRowId="params.data.id",
        columnDefs=_columns(names.lang, lines, narrow),
        defaultColDef={"sortable": True, "resizable": True, "filter": False},
        dashGridOptions=options,
        style={"height": 420},
    )
    return html.Div(long, className="table tall")


def block(table: pd.DataFrame, names: Names, zone: str, request: Mapping[str, Any]) -> Blocks:
    """The rows that a long table asks for, in the order it asks for, and how many there are."""
    for order in reversed(request.get("sortModel") or []):
        if key := SORTED.get(str(order["colId"])):
            rising = order["sort"] == "asc"
            table = table.sort_values(key, ascending=rising, kind="stable")
    start = max(0, int(request["startRow"]))
    held = table.iloc[start : start + BLOCK]
    return [_story(story, names, zone) for story in each(held)], len(table)


def _columns(lang: str, lines: Mapping[str, Any], narrow: bool) -> list[dict[str, Any]]:
    """`lines` is how a headline that is longer than its column stands."""
    say = partial(headed, lang)
    link = {"cellRenderer": "StoryLink", "tooltipField": "title", **lines}
    columns: list[dict[str, Any]] = [
        {"field": "at", "headerName": say("published"), "width": 140, "cellClass": "figures"},
        {"field": "outlet", "headerName": say("outlet"), "width": 170, **lines},
        {"field": "title", "headerName": say("headline"), "flex": 3, "minWidth": 260, **link},
        {"field": "group", "headerName": say("group"), "width": 150, **lines},
        {
            "field": "topics",
            "headerName": say("topics"),
            "flex": 1,
            "minWidth": 150,
            "tooltipField": "topics",
            **lines,
        },
        {
            "field": "known",
            "headerName": say("known"),
            "flex": 1,
            "minWidth": 180,
            "cellRenderer": "StoryKnown",
            **lines,
        },
        {"field": "kind", "headerName": say("kind"), "width": 100},
    ]
    return fronted(columns, ("title", "outlet", "at"), narrow)


def _story(story: Any, names: Names, zone: str) -> dict[str, Any]:
    kinds = [str(story.form)] if story.form in FORMS else []
    kinds += ["reprint"] if story.copy_of else []
    comma = names.tell("common.comma")
    return {
        "id": story.id,
        "at": f"{story.published_at.tz_convert(zone):%Y-%m-%d %H:%M}",
        "outlet": names.outlets.get(story.outlet_id, story.outlet_id),
        "title": story.title,
        "url": story.url,
        "group": names.groups.get(str(story.group), ""),
        "topics": comma.join(names.topics.get(t, t) for t in str(story.topic_ids).split()),
        "known": known(story, zone, names.lang),
        "kind": comma.join(names.tell(f"grids.{kind}") for kind in kinds),
    }
