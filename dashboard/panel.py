"""The panel beside the page: one story with all that its date rests on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, cast

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, dcc, html, no_update
from dash.exceptions import PreventUpdate

from dashboard import remarking
from dashboard.data import Desk
from dashboard.explain.told import Told
from dashboard.selection import Asked, Lang, from_query, page_of
from dashboard.tongue import said, tell
from dashboard.wording import told
from dashboard.words import names
from feeds.coverage.selection import ONE_GROUP
from feeds.errors import CoverlineError

WEB = re.compile(r"https?://", re.IGNORECASE)
TOPIC = re.compile(r"(On the topic )([\w-]+)(?=:)")
QUOTED = re.compile("([“«].*?[”»])", re.DOTALL)
THING = re.compile(r"\b(story|event|feed):([\w:-]*\w)")


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


def content(file: Told, asked: Asked, topics: Mapping[str, str]) -> list[Any]:
    """A story told for the reader of a page; its text is never markup, its link only http or
    https, and each feed, story and event that it speaks of leads to its place."""
    say, lang = partial(tell, asked.lang), asked.lang
    lines: list[Any] = [
        part
        for section in file.sections
        if section.lines
        for part in (
            html.H3(said(lang, section.title)),
            html.Ul([html.Li(_line(asked, text, topics)) for text in section.lines]),
        )
    ]
    again: list[Any] = [
        say("panel.terminal"),
        " ",
        html.Code(f"coverline explain {file.name}", dir="ltr"),
    ]
    return [
        html.H2(said(lang, file.title), dir="auto", className="headline"),
        html.P(html.Span(html.Bdi(file.who), className="who")),
        *_link(file.url, say("panel.read")),
        html.Div(lines),
        html.P(again, className="grey"),
    ]


def _link(url: str, text: str) -> list[Any]:
    if not WEB.match(url):
        return []
    return [html.P(html.A(text, href=url, target="_blank", rel="noopener noreferrer"))]


def _line(asked: Asked, text: str, topics: Mapping[str, str]) -> list[Any]:
    """A sentence in the reader's language, its topic by name, its ids as ways to what they name;
    what others wrote, between quotes, is left alone."""
    if found := TOPIC.match(text):
        text = f"{found[1]}{topics.get(found[2], found[2])}{text[found.end(2) :]}"
    return [
        part
        for place, piece in enumerate(QUOTED.split(said(asked.lang, text)))
        for part in ([html.Bdi(piece)] if place % 2 else _led(asked, piece))
    ]


def _led(asked: Asked, text: str) -> list[Any]:
    parts = THING.split(text)
    found: list[Any] = []
    for before, kind, name in zip(parts[::3], [*parts[1::3], ""], [*parts[2::3], ""], strict=True):
        found += [before, _way(asked, kind, name)] if kind else [before]
    return found


def _way(asked: Asked, kind: str, name: str) -> dcc.Link:
    say = partial(tell, asked.lang)
    if kind == "feed":
        return dcc.Link(html.Bdi(name), href=replace(asked.on("feeds"), feed=name).to_url())
    if kind == "event":
        there = replace(asked.on("events"), event=name)
        return dcc.Link(say("panel.to_event"), href=there.to_url())
    return dcc.Link(say("panel.to_story"), href=replace(asked, story=name).to_url())


def register(app: Dash, desk: Desk) -> None:
    """Tie the panel to clicks on stories, and its closing to the address of the page."""
    _show(app, desk)
    _picks(app)
    remarking.register(app, desk)


def told_of(desk: Desk, asked: list[str], opened: str | None) -> list[Any]:
    """What the panel says of [story, zone, language], over the page of an address."""
    story_id, zone, lang = asked
    zone = zone or desk.subject().zone
    try:
        here = _here(desk, opened, cast(Lang, lang))
        topics = desk.withheld(names(desk.subject(), ONE_GROUP, lang)).topics
        parts = content(desk.story(story_id, zone), here, topics)
        return [*parts, *remarking.drawn(desk, story_id, zone, cast(Lang, lang))]
    except CoverlineError as error:
        what, hint = told(error, lang)
        return [html.P(what, className="what"), html.P(hint)]


def _show(app: Dash, desk: Desk) -> None:
    @app.callback(
        Output("story-told", "children"),
        Output("story-panel", "opened"),
        Input("panel", "data"),
        State("opened", "data"),
        prevent_initial_call=True,
    )
    def open_panel(asked: list[str] | None, opened: str | None) -> Any:
        return (told_of(desk, asked, opened), True) if asked else (no_update, False)

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


def _here(desk: Desk, opened: str | None, lang: Lang) -> Asked:
    """What stands on the page beside the panel."""
    if not opened:
        return Asked(lang=lang)
    return from_query(opened.partition("?")[2], desk.subject(), page=page_of(opened))


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
