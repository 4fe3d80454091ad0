"""The grid of what is found: a row a story, brought in blocks as the reader scrolls."""

from __future__ import annotations

from functools import partial
from typing import Any

import dash_ag_grid as dag
from dash import html

from dashboard import grids
from dashboard.figures.tables import each
from dashboard.finding import BLOCK, Page
from dashboard.theme import LOOKS
from dashboard.tongue import tell
from dashboard.tongue.places import from_the_right, language_name, right_to_left
from dashboard.words import Names

FORMS = ("news", "opinion", "live", "round-up")
_READS = (
    "params.data && params.data.rtl ? {direction: 'rtl', textAlign: 'right'}"
    " : {direction: 'ltr', textAlign: 'left'}"
)


def grid(names: Names, theme: str, clock: str, narrow: bool = False) -> Any:
    """The empty grid; its rows come as it asks for them."""
    lang = names.lang
    options = {
        "headerHeight": 34,
        "rowHeight": 48,
        "cacheBlockSize": BLOCK,
        "maxBlocksInCache": 20,
        "infiniteInitialRowCount": 1,
        "tooltipShowDelay": 400,
        "enableCellTextSelection": True,
        "enableRtl": right_to_left(lang),
        "theme": {"function": grids.theme_of(LOOKS[theme])},
        "localeText": {"noRowsToShow": tell(lang, "grids.empty")},
    }
    table = dag.AgGrid(
        id="stories",
        rowModelType="infinite",
        getRowId="params.data.id",
        columnDefs=grids.fronted(_columns(lang, clock), ("title", "outlet", "at"), narrow),
        defaultColDef={"sortable": False, "resizable": True, "filter": False},
        dashGridOptions=options,
        style={"height": "calc(100vh - 150px)", "minHeight": "420px"},
    )
    return html.Div(table, className="table tall")


def rows(page: Page, names: Names, zone: str, clock: str) -> list[dict[str, Any]]:
    """The rows of a block."""
    say = partial(tell, names.lang)
    comma = say("common.comma")
    found = []
    for story in each(page.stories):
        gloss = page.remarks.get((story.id, "gloss"))
        origin = page.origins.get(str(story.copy_of), "")
        at = story.first_seen_at if clock == "seen" else story.published_at
        row = {
            "id": story.id,
            "at": f"{at.tz_convert(zone):%Y-%m-%d %H:%M}",
            "known": grids.known(story, zone, names.lang),
            "outlet": names.outlets.get(story.outlet_id, story.outlet_id),
            "title": story.title,
            "url": story.url,
            "rtl": from_the_right(str(story.language)),
            "language": language_name(names.lang, str(story.language)),
            "topics": comma.join(names.topics.get(t, t) for t in str(story.topic_ids).split()),
            "event": page.events.get(str(story.event_id), ""),
            "form": say(f"stories.forms.{story.form}") if story.form in FORMS else story.form,
            "reprint": names.outlets.get(origin, origin),
        }
        if gloss:
            row |= {"gloss": gloss.value, "glossed": say("stories.glossed", who=gloss.author)}
        found.append(row)
    return found


def _columns(lang: str, clock: str) -> list[dict[str, Any]]:
    say = partial(tell, lang)
    at = say("stories.seen" if clock == "seen" else "grids.published")
    plain = {"cellRenderer": "PlainText"}
    wraps = {"wrapText": True, "cellClass": "two-lines"}
    known = {"cellRenderer": "StoryKnown", **wraps}
    return [
        {"field": "at", "headerName": at, "width": 156, "cellClass": "figures"},
        {"field": "known", "headerName": say("grids.known"), "width": 205, **known},
        {"field": "outlet", "headerName": say("grids.outlet"), "width": 140, **plain, **wraps},
        {
            "field": "title",
            "headerName": say("grids.headline"),
            "flex": 4,
            "minWidth": 300,
            "cellRenderer": "FoundStory",
            "cellStyle": {"function": _READS},
            "tooltipField": "title",
            **wraps,
        },
        {"field": "language", "headerName": say("grids.language"), "width": 84},
        {"field": "topics", "headerName": say("grids.topics"), "width": 120, **plain, **wraps},
        {
            "field": "event",
            "headerName": say("grids.event"),
            "flex": 2,
            "minWidth": 180,
            "tooltipField": "event",
            **plain,
            **wraps,
        },
        {"field": "form", "headerName": say("stories.form"), "width": 90},
        {"field": "reprint", "headerName": say("stories.reprint_of"), "width": 140, **plain},
    ]
