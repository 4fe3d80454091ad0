"""The thread of an event: what came before and after, why, and ties made or cut by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, get_args

import dash_mantine_components as dmc
from dash import ALL, Dash, Input, Output, State, ctx, dcc, html
from dash.exceptions import PreventUpdate

from dashboard import happening, set_right
from dashboard.data import Desk
from dashboard.editing import from_here
from dashboard.given_drawing import MOST
from dashboard.given_drawing import thread as drawn
from dashboard.pages.drawing import graph, manner_of
from dashboard.pages.links import leads
from dashboard.selection import Asked, from_query, lang_of
from dashboard.tongue import said, tell
from dashboard.wording import told as worded
from dashboard.wording import wrong
from dashboard.words import names as outlet_names
from feeds.coverage import Selection
from feeds.coverage.selection import ONE_GROUP
from feeds.errors import CoverlineError
from feeds.model import EventLink, LinkKind

ALL_OF_IT = 40  # events on one sheet at most
STORY = re.compile(r"(story:[\w:-]+\w)")
WHOLE = "thread"  # the bar that is "open" where the whole thread is shown


def thread(desk: Desk, asked: Asked, whole: Selection, event_id: str) -> list[Any]:
    """The picture of the thread, then each tie of the event with what says so."""
    most = ALL_OF_IT if asked.row == WHOLE else MOST
    manner = manner_of(asked)
    drawing = drawn(desk, whole, manner, most)
    held = happening.thread(desk, whole, event_id, asked.lang or "en", most)
    if drawing is None or held is None:
        return [html.P(tell(asked.lang, "events.thread.none")), *_edits(desk, asked, event_id)]
    links = [link for link in held.links if event_id in (link.from_event_id, link.to_event_id)]
    called = dict(zip(held.events["event_id"], held.events["label"], strict=True))
    before = [link for link in links if link.from_event_id == event_id]
    after = [link for link in links if link.to_event_id == event_id]
    return [
        graph("thread-graph", drawing.figure, asked, saved="thread", fits=True),
        *_whole(asked, held.left_out),
        *_ties(desk, asked, "before", before, called, event_id),
        *_ties(desk, asked, "after", after, called, event_id),
        *_edits(desk, asked, event_id),
    ]


def _whole(asked: Asked, left_out: int) -> list[Any]:
    if not left_out or asked.row == WHOLE:
        return []
    href = replace(asked.view(), event=asked.event, row=WHOLE).to_url()
    return [html.P(dcc.Link(tell(asked.lang, "events.thread.whole"), href=href))]


def _ties(
    desk: Desk,
    asked: Asked,
    side: str,
    links: Sequence[EventLink],
    called: dict[str, str],
    event_id: str,
) -> list[Any]:
    """The events on one side, each a way to its page, with the kind of tie and its evidence."""
    if not links:
        return []
    say = partial(tell, asked.lang)
    others: dict[str, list[EventLink]] = {}
    for link in links:
        others.setdefault(link.to_event_id if side == "before" else link.from_event_id, []).append(
            link
        )
    lines = [
        html.Li(
            [
                leads(called.get(other, other), asked, event=other),
                *[part for link in ties for part in _tie(desk, asked, side, link)],
                *_cut(desk, asked, ties[0]),
            ]
        )
        for other, ties in others.items()
    ]
    return [html.H3(say(f"events.thread.{side}")), html.Ul(lines)]


def _tie(desk: Desk, asked: Asked, side: str, link: EventLink) -> list[Any]:
    """One kind of tie with what says so."""
    table = "events.kind_of" if side == "before" else "events.kind"
    kind = tell(asked.lang, f"{table}.{link.kind}")
    return [html.Span([f"{kind}: ", *_evidence(desk, asked, link)], className="note")]


def _evidence(desk: Desk, asked: Asked, link: EventLink) -> list[Any]:
    """What says so; a story in it leads to its panel."""
    told = said(asked.lang, desk.withheld(link.evidence))
    whose = _whose(desk, asked, STORY.findall(told))
    found: list[Any] = []
    for part in STORY.split(told):
        if part.startswith("story:"):
            text = whose.get(part, tell(asked.lang, "events.thread.story"))
            story = part.removeprefix("story:")
            found.append(leads(f"\u2068{text}\u2069", asked, event=asked.event, story=story))
        else:
            found.append(html.Bdi(part))
    return found


def _whose(desk: Desk, asked: Asked, words: Sequence[str]) -> dict[str, str]:
    """The outlet of each story, as it is called here."""
    held = desk.store.stories([word.removeprefix("story:") for word in words])
    called = desk.withheld(dict(outlet_names(desk.subject(), ONE_GROUP, asked.lang).outlets))
    outlets = {f"story:{name}": story.outlet_id for name, story in held.items()}
    return {name: called.get(outlet, outlet) for name, outlet in outlets.items()}


def _cut(desk: Desk, asked: Asked, link: EventLink) -> list[Any]:
    if not desk.editor:
        return []
    name = {"type": "untie", "of": f"{link.from_event_id} {link.to_event_id}"}
    return [dmc.Button(tell(asked.lang, "events.thread.unlink"), id=name, variant="default",
                       size="compact-xs")]  # fmt: skip


def _edits(desk: Desk, asked: Asked, event_id: str) -> list[Any]:
    """The fields to tie it to an earlier event; where the answer to a tie or cut stands."""
    if not desk.editor:
        return []
    say = partial(tell, asked.lang)
    kinds = [{"value": kind, "label": say(f"events.kind_of.{kind}")} for kind in get_args(LinkKind)]
    return [
        html.Div(
            [
                dmc.Select(id="tie-kind", label=say("events.thread.how"), data=kinds,
                           value="follows", size="xs", w=130, allowDeselect=False),
                dmc.TextInput(id="tie-other", label=say("events.thread.link"),
                              placeholder=say("events.thread.which"), size="xs", w=320),
                dmc.Button(say("events.thread.tie"), id="tie", variant="default", size="xs"),
            ],
            className="right",
        ),
        html.Div(id="tied", role="status"),
    ]  # fmt: skip


def register(app: Dash, desk: Desk) -> None:
    """Ties made and cut on the page."""

    @app.callback(
        Output("tied", "children"),
        Input("tie", "n_clicks"),
        Input({"type": "untie", "of": ALL}, "n_clicks"),
        State("tie-kind", "value"),
        State("tie-other", "value"),
        State("event-of", "data"),
        prevent_initial_call=True,
    )
    def change(tie: int | None, cuts: list[int | None], kind: str, other: str, url: str) -> Any:
        if not (tie or any(cuts)):
            raise PreventUpdate
        try:
            return _said(desk, ctx.triggered_id, kind, other or "", url)
        except CoverlineError as error:
            return " ".join(worded(error, lang_of(url.partition("?")[2])))


def _said(desk: Desk, button: Any, kind: str, other: str, url: str) -> list[Any]:
    asked = from_query(url.partition("?")[2], desk.subject(), page="events")
    if not (desk.editor and from_here()):
        raise wrong("read_only")
    hand = desk.asking(desk.editor, datetime.now(UTC), "")
    if isinstance(button, dict):
        made = hand.unlink(*str(button["of"]).split(" "))
    else:
        made = hand.link(desk.current_event(asked.event), event_in(other), kind)
    return set_right.answer(desk, made, desk.correct(made), asked.to_url(), asked.lang)


def event_in(text: str) -> str:
    """The event that a reader names: its id with or without prefix, or its page's address."""
    from urllib.parse import parse_qs, urlsplit

    given = text.strip()
    if found := parse_qs(urlsplit(given).query).get("event"):
        return found[0]
    return given.removeprefix("event:") if given.count(":") == 1 else given
