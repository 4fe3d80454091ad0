"""The panel beside the page: one story with all that its date rests on."""

from __future__ import annotations

import re
from functools import partial
from typing import Any, cast

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, html, no_update
from dash.exceptions import PreventUpdate

from dashboard import remarking
from dashboard.data import Desk
from dashboard.explain.told import Section, Told
from dashboard.selection import Lang
from dashboard.tongue import tell
from dashboard.wording import told
from feeds.errors import CoverlineError

WEB = re.compile(r"https?://", re.IGNORECASE)


def drawer() -> Any:
    """The empty panel; a click on a story opens it."""
    return dmc.Drawer(
        html.Div(id="story-told"),
        id="story-panel",
        title="About this story",
        opened=False,
        position="right",
        size="min(560px, 100vw)",
        closeButtonProps={"aria-label": "Close"},
        overlayProps={"backgroundOpacity": 0.25},
    )


def content(file: Told, lang: str = "") -> list[Any]:
    """A story told; its text is never markup, its link only http or https. What it rests on is
    told in English in every language."""
    say = partial(tell, lang)
    lines: list[Any] = [
        part for section in file.sections if section.lines for part in _section(section)
    ]
    again: list[Any] = [
        say("panel.terminal"),
        " ",
        html.Code(f"coverline explain {file.name}", dir="ltr"),
    ]
    return [
        html.H2(file.title, dir="auto", className="headline"),
        html.P([html.Span(file.who, className="who"), " · ", html.Code(file.name)]),
        *_link(file.url, say("panel.read")),
        html.Div(lines, lang="en", dir="ltr"),
        html.P(again, className="grey"),
    ]


def _link(url: str, text: str) -> list[Any]:
    if not WEB.match(url):
        return []
    return [html.P(html.A(text, href=url, target="_blank", rel="noopener noreferrer"))]


def _section(section: Section) -> list[Any]:
    return [
        html.H3(section.title),
        html.Ul([html.Li(line) for line in section.lines]),
    ]


def register(app: Dash, desk: Desk) -> None:
    """Tie the panel to clicks on stories, and its closing to the address of the page."""
    _show(app, desk)
    _picks(app)
    remarking.register(app, desk)


def _show(app: Dash, desk: Desk) -> None:
    @app.callback(
        Output("story-told", "children"),
        Output("story-panel", "opened"),
        Input("panel", "data"),
        prevent_initial_call=True,
    )
    def open_panel(asked: list[str] | None) -> Any:
        if not asked:
            return no_update, False
        story_id, zone, lang = asked
        zone = zone or desk.subject().zone
        try:
            parts = content(desk.story(story_id, zone), lang)
            return [*parts, *remarking.drawn(desk, story_id, zone, cast(Lang, lang))], True
        except CoverlineError as error:
            what, hint = told(error, lang)
            return [html.P(what, className="what"), html.P(hint)], True

    @app.callback(
        Output("picked", "data", allow_duplicate=True),
        Input("story-panel", "opened"),
        State("panel", "data"),
        prevent_initial_call=True,
    )
    def close_panel(opened: bool, asked: list[str] | None) -> dict[str, str]:
        if opened or not asked:
            raise PreventUpdate
        return {"story": ""}


def _picks(app: Dash) -> None:
    @app.callback(
        Output("picked", "data", allow_duplicate=True),
        Input("stories", "cellClicked"),
        prevent_initial_call=True,
    )
    def pick_row(cell: dict[str, Any] | None) -> dict[str, str]:
        if not cell or cell.get("colId") == "title":  # that is the link to the story itself
            raise PreventUpdate
        return {"story": str(cell["rowId"])}

    @app.callback(
        Output("picked", "data", allow_duplicate=True),
        Input("event-graph", "clickData"),
        prevent_initial_call=True,
    )
    def pick_mark(click: dict[str, Any] | None) -> dict[str, str]:
        facts = click["points"][0].get("customdata") if click else None
        if not isinstance(facts, list) or len(facts) != 3:
            raise PreventUpdate
        return {"story": str(facts[0])}
